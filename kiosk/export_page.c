#include "kiosk/export_page.h"

#include "kiosk/ui_picture_tab.h"
#include "kiosk/ui_pill.h"

#include "db/day.h"
#include "report/write.h"

#include <stdio.h>

static const struct {
    enum report_format format;
    const char *icon, *label;
} formats[] = {
    {REPORT_XLSX, "timetable", N_("For Excel or WPS")},
    {REPORT_PDF, "printer", N_("To print")},
    {REPORT_CSV, "code", N_("Plain data")},
};
enum { FORMATS = sizeof formats / sizeof formats[0] };
_Static_assert(EXPORT_ID_FORMATS + FORMATS <= EXPORT_ID_NAMES, "each has an id");

void
export_tab(struct ui *ui, int id, struct rect rect, struct export_page *page)
{
    struct picture_tab tab = {.icon = "stick", .label = _("To a stick")};
    if (ui_picture_tab(ui, id + EXPORT_ID_TAB, rect, &tab, false))
        *page = (struct export_page){.open = true};
}

static void
add_word(struct job_wish *wish, const char *word)
{
    if (wish->word_count < JOB_WORDS)
        snprintf(wish->words[wish->word_count++], JOB_WORD, "%s", word);
}

void
export_option(struct ui *ui, const char *option, const char *value)
{
    add_word(&ui->job, option);
    add_word(&ui->job, value);
}

void
export_day(struct ui *ui, const char *option, int day)
{
    char text[DAY_TEXT_LEN + 1];
    day_text(text, day);
    export_option(ui, option, text);
}

void
export_begin(struct ui *ui, const struct stage *stage, struct export_page *page, const char *what)
{
    ui->job = (struct job_wish){.job = JOB_EXPORT};
    add_word(&ui->job, what);
    export_option(ui, "--home", stage->view->home.code);
    export_option(ui, "--format", report_format_name(formats[page->format].format));
    export_option(ui, "--for", stage->view->staff.no);
    if (page->named)
        add_word(&ui->job, "--names");
    add_word(&ui->job, "--to-stick");
    page->asked = true;
}

static void
draw_words(
    struct ui *ui, const struct stage *stage, const struct export_page *page, struct rect card)
{
    const struct theme *t = ui->theme;
    const struct job_view *job = &stage->view->job;
    bool ours = page->asked && job->job == JOB_EXPORT, bad = ours && !job->busy && !job->good;
    struct rect inner = ui_card(ui, card);
    draw_picture(ui->list, rect_fit(rect_left(&inner, t->touch * 3 / 2), 1, 1), "icons",
        bad                  ? "warning-soft"
        : ours && !job->busy ? "check"
                             : "stick");
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_l, .colour = INK, .lines = 4},
        ours && job->busy ? _("Being written. Leave the stick in.")
        : ours            ? job->said
        : page->named
            ? _("The file tells the children's names: keep the stick with you, and give it "
                "to nobody "
                "who may not know them. It is on the record who took it.")
            : _("Plug in a USB stick. Children stand in the file by their numbers."));
}

static void
draw_formats(struct ui *ui, int id, struct export_page *page, struct rect row)
{
    const struct theme *t = ui->theme;
    for (int i = 0; i < FORMATS; i++) {
        struct rect tile = rect_column(row, i, FORMATS, t->gap);
        if (ui_tile(ui, id + EXPORT_ID_FORMATS + i, tile, "icons", formats[i].icon,
                _(formats[i].label))) {
            page->format = i;
            page->asked = false;
        }
        /* Which one is chosen: a tick in its corner. */
        struct rect mark = {
            tile.x + tile.w - t->unit * 7, tile.y + t->unit, t->unit * 6, t->unit * 6};
        if (page->format == i)
            draw_picture(ui->list, mark, "icons", "check");
    }
}

bool
export_draw(
    struct ui *ui, int id, const struct stage *stage, struct export_page *page, struct rect space)
{
    const struct theme *t = ui->theme;
    bool busy = stage->view->job.busy;
    int height = space.h * 2 / 5;
    draw_formats(ui, id, page, rect_top(&space, height < t->touch * 4 ? height : t->touch * 4));
    rect_top(&space, t->gap);
    struct rect row = rect_top(&space, t->staff_touch * 3 / 2);
    for (int i = 0; i < 2; i++)
        if (ui_pill(ui, id + EXPORT_ID_NAMES + i, rect_column(row, i, 2, t->gap), NULL,
                i ? _("With names") : _("Numbers for names"), page->named == (i == 1))) {
            page->named = i == 1;
            page->asked = false;
        }
    rect_top(&space, t->gap);
    struct rect foot = rect_bottom(&space, t->touch);
    rect_bottom(&space, t->gap);
    bool touched =
        !busy && ui_button(ui, id + EXPORT_ID_STICK, rect_centre(foot, t->unit * 60, foot.h),
                     _("Write it to the stick"));
    draw_words(ui, stage, page, space);
    return touched;
}
