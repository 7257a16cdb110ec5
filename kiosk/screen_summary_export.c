/* screen_summary_export.c: the summary as a file on a stick, written by the zhaoxi program. */
#include "kiosk/screen_summary.h"

#include "kiosk/ui_pill.h"

#include "db/day.h"
#include "report/write.h"

#include <stdio.h>
#include <string.h>

static const struct {
    enum report_format format;
    const char *icon, *label;
} formats[] = {
    {REPORT_XLSX, "timetable", N_("For Excel or WPS")},
    {REPORT_PDF, "printer", N_("To print")},
    {REPORT_CSV, "code", N_("Plain data")},
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

static void
add_word(struct job_wish *wish, const char *word)
{
    if (wish->word_count < JOB_WORDS)
        snprintf(wish->words[wish->word_count++], JOB_WORD, "%s", word);
}

static void
add_option(struct job_wish *wish, const char *option, const char *value)
{
    add_word(wish, option);
    add_word(wish, value);
}

static void
add_day(struct job_wish *wish, const char *option, int day)
{
    char text[DAY_TEXT_LEN + 1];
    day_text(text, day);
    add_option(wish, option, text);
}

/* The command's words for what stands on the screen. */
static void
begin(struct ui *ui, const struct stage *stage, struct summary_state *s)
{
    struct job_wish *wish = &ui->job;
    struct child child;
    *wish = (struct job_wish){.job = JOB_EXPORT};
    add_word(wish, "summary");
    add_option(wish, "--by", summary_group_name(s->ask.group));
    add_day(wish, "--from", s->ask.from_day);
    add_day(wish, "--until", s->ask.until_day);
    add_option(wish, "--home", stage->view->home.code);
    add_option(wish, "--format", report_format_name(formats[s->format].format));
    add_option(wish, "--for", stage->view->staff.no);
    if (s->ask.child_id && stage->db && child_get(stage->db, &child, s->ask.child_id))
        add_option(wish, "--child", child.no);
    if (s->named)
        add_word(wish, "--names");
    add_word(wish, "--to-stick");
    s->asked = true;
}

static void
draw_words(
    struct ui *ui, const struct stage *stage, const struct summary_state *s, struct rect card)
{
    const struct theme *t = ui->theme;
    const struct job_view *job = &stage->view->job;
    bool ours = s->asked && job->job == JOB_EXPORT, bad = ours && !job->busy && !job->good;
    struct rect inner = ui_card(ui, card);
    draw_picture(ui->list, rect_fit(rect_left(&inner, t->touch * 3 / 2), 1, 1), "icons",
        bad                  ? "warning-soft"
        : ours && !job->busy ? "check"
                             : "stick");
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .lines = 4},
        ours && job->busy ? _("Being written. Leave the stick in.")
        : ours            ? job->said
        : s->named ? _("The file tells the children's names: keep the stick with you, and give it "
                       "to nobody "
                       "who may not know them. It is on the record who took it.")
                   : _("Plug in a USB stick. Children stand in the file by their numbers."));
}

static void
draw_formats(struct ui *ui, struct summary_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    for (int i = 0; i < FORMATS; i++) {
        struct rect tile = rect_column(row, i, FORMATS, t->gap);
        if (ui_tile(
                ui, SUMMARY_ID_FORMATS + i, tile, "icons", formats[i].icon, _(formats[i].label))) {
            s->format = i;
            s->asked = false;
        }
        /* Which one is chosen: a tick in its corner. */
        struct rect mark = {
            tile.x + tile.w - t->unit * 7, tile.y + t->unit, t->unit * 6, t->unit * 6};
        if (s->format == i)
            draw_picture(ui->list, mark, "icons", "check");
    }
}

void
summary_draw_export(
    struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool busy = stage->view->job.busy;
    int height = space.h * 2 / 5;
    draw_formats(ui, s, rect_top(&space, height < t->touch * 4 ? height : t->touch * 4));
    rect_top(&space, t->gap);
    struct rect row = rect_top(&space, t->staff_touch * 3 / 2);
    for (int i = 0; i < 2; i++)
        if (ui_pill(ui, SUMMARY_ID_NAMES + i, rect_column(row, i, 2, t->gap), NULL,
                i ? _("With names") : _("Numbers for names"), s->named == (i == 1))) {
            s->named = i == 1;
            s->asked = false;
        }
    rect_top(&space, t->gap);
    struct rect foot = rect_bottom(&space, t->touch);
    rect_bottom(&space, t->gap);
    if (!busy && ui_button(ui, SUMMARY_ID_STICK, rect_centre(foot, t->unit * 60, foot.h),
                     _("Write it to the stick")))
        begin(ui, stage, s);
    draw_words(ui, stage, s, space);
}
