/* screen_clock.c: staff's word for the time, and the school's bell.
 *
 * The clock is set by digits and days; over a day a second staff member shows the card. The bell is
 * aligned when it rings and never by plus or minus: it moves what is shown, never what is
 * recorded. */
#include "kiosk/staff_frame.h"
#include "kiosk/ui_keys.h"
#include "kiosk/ui_tabs.h"

#include "db/day.h"
#include "db/setting.h"
#include "db/timekeeping.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ID_TABS = STAFF_IDS,
    ID_EARLIER = ID_TABS + 2,
    ID_LATER,
    ID_SET,
    ID_ALIGN,
    ID_UNDO,
    ID_PAD,
};

enum { BELL_NEAR_MS = BELL_MOST_MS };

struct clock_state {
    int tab;        /* 0 the clock, 1 the bell */
    char digits[5]; /* hhmm */
    int day;
    bool asks_witness, done;
    int64_t done_ms;
    int64_t bell_before_ms; /* to take the last alignment back */
    bool aligned;
    char why[256];
};

static void
enter(struct stage *stage)
{
    struct clock_state *s = stage->state;
    s->day = stage->view->day;
}

/* The minute that the four digits say, -1 while they say none. */
static int
typed_minute(const struct clock_state *s)
{
    if (strlen(s->digits) < 4)
        return -1;
    int number = (int)strtol(s->digits, NULL, 10);
    return number % 100 < 60 && number < 2400 ? number / 100 * 60 + number % 100 : -1;
}

static struct time_word
word_of(const struct clock_state *s, const struct stage *stage, int64_t witness)
{
    const struct view *v = stage->view;
    return (struct time_word){
        day_to_utc_ms(s->day, typed_minute(s), v->home.utc_offset_min), v->staff.id, witness};
}

static void
say(struct clock_state *s, const struct stage *stage, int64_t witness)
{
    struct time_word word = word_of(s, stage, witness);
    s->asks_witness = !witness && time_takes_two(&word, &stage->now);
    s->why[0] = '\0';
    if (s->asks_witness)
        return;
    s->done = stage->db && time_say(stage->db, &word, &stage->now) == DB_OK;
    s->done_ms = stage->now.mono_ms;
    if (s->done)
        s->digits[0] = '\0';
    else
        snprintf(s->why, sizeof s->why, "%s",
            stage->db ? db_why(stage->db) : _("That could not be saved. Nothing was changed."));
}

/* The second staff member's. */
static enum claim
take_card(struct stage *stage, const struct card_row *card, struct scan *out)
{
    struct clock_state *s = stage->state;
    struct staff witness;
    (void)out;
    if (card->kind != HOLDER_STAFF || !s->asks_witness ||
        !staff_get(stage->db, &witness, card->holder_id) ||
        staff_access(witness.role) < ACCESS_TUTOR)
        return CLAIM_NONE;
    say(s, stage, witness.id);
    return CLAIM_STAY;
}

/* "16:40:05", of the true time or by the bell. */
static void
clock_line(char out[32], const struct stage *stage, int64_t ahead_ms)
{
    int64_t local_ms = stage->now.utc_ms + ahead_ms;
    int minute = day_minute_of(local_ms, stage->view->home.utc_offset_min);
    snprintf(out, 32, "%02d:%02d:%02d", minute / 60, minute % 60, (int)(local_ms / 1000 % 60));
}

static int
time_height(const struct theme *t)
{
    return t->text_m * 3 / 2 + t->text_xl * 3 / 2 + 2 * t->gap;
}

static void
draw_time(struct ui *ui, struct rect row, const char *label, const char *time)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, row);
    draw_text(ui->list, rect_top(&inner, t->text_m * 3 / 2),
        (struct text_style){.size = t->text_m, .colour = QUIET, .align = ALIGN_MIDDLE}, label);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        time);
}

static void
draw_day(struct ui *ui, struct clock_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    char date[96];
    if (ui_button(ui, ID_EARLIER, rect_left(&row, t->unit * 16), _("◀ Day")))
        s->day = day_add(s->day, -1);
    if (ui_button(ui, ID_LATER, rect_right(&row, t->unit * 16), _("Day ▶")))
        s->day = day_add(s->day, 1);
    words_date(date, sizeof date, s->day);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        date);
}

static void
draw_answer(struct ui *ui, struct clock_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    const char *icon = s->asks_witness ? "teacher" : s->why[0] ? "warning-soft" : "check";
    const char *sentence = s->asks_witness
                               ? _("More than a day: now the card of a second staff member.")
                           : s->why[0] ? s->why
                           : s->done   ? _("The clock is set.")
                                       : NULL;
    if (!sentence)
        return;
    struct rect inner = ui_card(ui, row);
    draw_picture(
        ui->list, rect_left(&inner, inner.h < t->touch ? inner.h : t->touch), "icons", icon);
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = 4}, sentence);
}

static void
type(struct clock_state *s, char key)
{
    if (!key || key == KEY_ENTER)
        return;
    s->asks_witness = s->done = false;
    s->why[0] = '\0';
    ui_type(s->digits, sizeof s->digits, key);
}

/* "16:4" as far as it was typed. */
static void
typed_text(const struct clock_state *s, char out[8])
{
    size_t n = strlen(s->digits);
    snprintf(out, 8, "%.2s%s%s", s->digits, n > 2 ? ":" : "", n > 2 ? s->digits + 2 : "");
}

static void
draw_clock(struct ui *ui, struct clock_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    char now[32], text[8];
    struct rect pad = wide ? rect_right(&space, space.w * 2 / 5) : rect_bottom(&space, space.h / 2);
    if (wide)
        rect_right(&space, t->gap * 2);
    else
        rect_bottom(&space, t->gap);
    clock_line(now, stage, 0);
    ui_again(ui, ui->now_ms + 1000 - stage->now.utc_ms % 1000);
    draw_time(ui, rect_top(&space, time_height(t)),
        stage->view->clock_trusted ? _("The kiosk takes it to be")
                                   : _("Nothing says that this is right"),
        now);
    rect_top(&space, t->gap);
    typed_text(s, text);
    ui_entry(ui, rect_top(&space, t->staff_touch * 3 / 2), text, _("The right time, as 0805"));
    rect_top(&space, t->gap);
    draw_day(ui, s, rect_top(&space, t->staff_touch * 4 / 3));
    rect_top(&space, t->gap);
    struct rect set = rect_top(&space, t->staff_touch * 3 / 2);
    if (typed_minute(s) >= 0 && !s->asks_witness &&
        ui_button(ui, ID_SET, set, _("This is the time")))
        say(s, stage, 0);
    rect_top(&space, t->gap);
    draw_answer(ui, s, space);
    type(s, ui_pad(ui, ID_PAD, pad));
}

/* The bell of today, the beginning or end of a session, that is nearest to a minute by the bell;
 * -1: none. `ahead`: only ones still to come. */
static int
find_bell(const struct view *v, int64_t day_ms, bool ahead)
{
    int best = -1;
    int64_t best_ms = INT64_MAX;
    for (int i = 0; i < 2 * v->session_count; i++) {
        const struct session *session = &v->sessions[i / 2];
        int minute = i % 2 ? session->ends_min : session->starts_min;
        int64_t away_ms = (int64_t)minute * 60000 - day_ms;
        if ((!ahead || away_ms > 0) && llabs(away_ms) < best_ms) {
            best_ms = llabs(away_ms);
            best = minute;
        }
    }
    return best;
}

/* Milliseconds of the local day, by the bell. */
static int64_t
bell_day_ms(const struct stage *stage)
{
    const struct view *v = stage->view;
    int64_t local_ms = stage->now.utc_ms + v->bell_ms + (int64_t)v->home.utc_offset_min * 60000;
    return local_ms % DAY_MS;
}

static void
align(struct clock_state *s, const struct stage *stage, int minute)
{
    int64_t before_ms = stage->view->bell_ms;
    int64_t after_ms = before_ms + (int64_t)minute * 60000 - bell_day_ms(stage);
    s->why[0] = '\0';
    s->aligned = stage->db && setting_bell_ms_set(stage->db, after_ms) == DB_OK;
    if (s->aligned)
        s->bell_before_ms = before_ms;
    else
        snprintf(s->why, sizeof s->why, "%s", stage->db ? db_why(stage->db) : "");
}

static void
draw_bell_answer(struct ui *ui, struct clock_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect undo = rect_bottom(&space, t->staff_touch * 3 / 2);
    if (s->why[0]) {
        draw_answer(ui, s, space);
        return;
    }
    if (!s->aligned)
        return;
    if (ui_button(ui, ID_UNDO, rect_centre(undo, t->unit * 40, undo.h), _("Take it back"))) {
        s->aligned = setting_bell_ms_set(stage->db, s->bell_before_ms) != DB_OK;
        return;
    }
    ui_sign(ui, rect_bottom(&space, t->unit * 6), "check", _("The bell is aligned."));
}

static void
draw_bell(struct ui *ui, struct clock_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int64_t day_ms = bell_day_ms(stage);
    int next = find_bell(stage->view, day_ms, true), near = find_bell(stage->view, day_ms, false);
    char now[32], line[160] = "", minute[MINUTE_TEXT_LEN + 1];
    clock_line(now, stage, stage->view->bell_ms);
    ui_again(ui, ui->now_ms + 1000 - day_ms % 1000);
    draw_time(ui, rect_top(&space, time_height(t)), _("By the school's bell"), now);
    rect_top(&space, t->gap);
    if (next >= 0) {
        int left = (int)(((int64_t)next * 60000 - day_ms + 999) / 1000);
        minute_text(minute, next);
        snprintf(line, sizeof line, _("Bell at %s, in %d min %d s"), minute, left / 60, left % 60);
    } else {
        snprintf(line, sizeof line, "%s", _("No more bells today."));
    }
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        line);
    draw_text(ui->list, rect_top(&space, t->text_m * 4),
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .lines = 2},
        _("Does it ring earlier or later than shown? Touch when you hear it. Only what is shown "
          "moves; what is recorded keeps the true time."));
    rect_top(&space, t->gap);
    bool can = near >= 0 && llabs((int64_t)near * 60000 - day_ms) <= BELL_NEAR_MS;
    struct rect button = rect_top(&space, t->touch);
    if (near >= 0)
        minute_text(minute, near);
    snprintf(line, sizeof line, _("It rings now: %s"), minute);
    if (can && ui_button(ui, ID_ALIGN, rect_centre(button, t->unit * 60, button.h), line))
        align(s, stage, near);
    draw_bell_answer(ui, s, stage, space);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct clock_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, _("Clock and bell"));
    const char *labels[] = {_("Clock"), _("School bell")};
    if (ui_tabs(ui, ID_TABS, rect_top(&space, t->staff_touch * 4 / 3), labels, 2, &s->tab))
        s->why[0] = '\0';
    rect_top(&space, t->gap);
    if (s->tab == 0)
        draw_clock(ui, s, stage, space);
    else
        draw_bell(ui, s, stage, space);
}

const struct screen screen_clock = {.name = "clock",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .state_size = sizeof(struct clock_state),
    .enter = enter,
    .card = take_card,
    .draw = draw};
