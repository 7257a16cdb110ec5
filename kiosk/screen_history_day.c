/* screen_history_day.c: a child's day as rows, and who forgot to check out. */
#include "kiosk/screen_history.h"

#include "kiosk/animals.h"

#include "db/day.h"

#include <stdio.h>

enum { LINE = 512 };

static const struct {
    const char *icon, *words;
} others[EVENT_KIND_COUNT] = {
    [EVENT_HOMEWORK_MARK] = {"homework", N_("Homework marked")},
    [EVENT_HOMEWORK_UNDO] = {"undo", N_("Homework mark taken back")},
    [EVENT_SAFETY_LESSON] = {"safety", N_("Safety question answered")},
    [EVENT_SECRET_WRONG] = {"puzzle", N_("Secret pictures were wrong")},
    [EVENT_CARD_ISSUED] = {"card", N_("A card was given")},
    [EVENT_CARD_ENDED] = {"torn-card", N_("A card was ended")},
    [EVENT_CARE_MARK] = {"pencil", N_("Holiday care marked by hand")},
    [EVENT_CARE_MARK_UNDO] = {"undo", N_("Holiday care mark taken back")},
};

static const char *
via_words(enum check_via via)
{
    static const char *const words[CHECK_VIA_COUNT] = {
        [VIA_CARD] = N_("by card"),
        [VIA_FORGOTTEN] = N_("without a card"),
        [VIA_PENDING] = N_("by a card that was new here"),
        [VIA_ASSUMED] = N_("assumed: nobody saw it"),
        [VIA_ADDED] = N_("added by staff"),
    };
    return _(words[via]);
}

static void
check_words(const struct history_state *s, char out[LINE], const struct history_row *row)
{
    const struct history *h = &row->h;
    char at[MINUTE_TEXT_LEN + 1];
    bool in = h->via == VIA_ADDED ? h->in : h->was_in;
    minute_text(at, day_minute_of(h->was_ms, s->offset_min));
    int n = snprintf(out, LINE, "%s", via_words(h->via));
    if (row->who[0] && h->via == VIA_FORGOTTEN)
        n += snprintf(out + n, LINE - (size_t)n, " · %s", row->who);
    if (h->taken_back)
        n += snprintf(out + n, LINE - (size_t)n, " · %s", _("taken back"));
    else if (row->child[0])
        n += snprintf(out + n, LINE - (size_t)n,
            h->child_id == s->child.id ? _(" · by the card of %s") : _(" · it was %s"), row->child);
    if (h->via != VIA_ADDED && h->was_ms != h->time_ms)
        n += snprintf(out + n, LINE - (size_t)n, _(" · recorded at %s"), at);
    if (!h->taken_back && in != h->in)
        snprintf(out + n, LINE - (size_t)n, " · %s", _("recorded the other way round"));
}

static void
correction_words(const struct history_state *s, char out[LINE], const struct history_row *row)
{
    static const char *const whats[CORRECTION_COUNT] = {
        [CORRECT_LEFT] = N_("true time of leaving"),
        [CORRECT_CHILD] = N_("another child"),
        [CORRECT_TIME] = N_("another time"),
        [CORRECT_NEVER] = N_("it never was"),
        [CORRECT_ADDED] = N_("added"),
        [CORRECT_TURNED] = N_("it was the leaving"),
        [CORRECT_UNDONE] = N_("correction undone"),
    };
    const struct history *h = &row->h;
    char at[MINUTE_TEXT_LEN + 1], said[MINUTE_TEXT_LEN + 1], day[64];
    minute_text(at, day_minute_of(h->time_ms, s->offset_min));
    minute_text(said, day_minute_of(h->said_ms, s->offset_min));
    words_date(day, sizeof day, day_of(h->said_ms, s->offset_min));
    snprintf(out, LINE, "%s · %s · %s%s%s · %s, %s %s", _(whats[h->what]), at,
        history_reason(h->reason), h->note[0] ? " · " : "", h->note, row->who, day, said);
}

/* Was it taken back, or is it another child's? */
static bool
is_gone(const struct history_state *s, const struct history *h)
{
    return h->part == HISTORY_CHECK && (h->taken_back || h->child_id != s->child.id);
}

/* A disc with an arrow: green in, violet out; a cross where it is gone. */
static void
draw_mark(struct ui *ui, const struct history_state *s, const struct history *h, struct rect disc)
{
    const struct theme *t = ui->theme;
    disc = rect_fit(disc, 1, 1);
    if (h->part != HISTORY_CHECK) {
        bool other = h->part == HISTORY_OTHER;
        draw_picture(ui->list, rect_inset(disc, t->unit / 2), "icons",
            other && others[h->kind].icon ? others[h->kind].icon
            : other                       ? "star"
                                          : "pencil");
        return;
    }
    draw_box(ui->list, disc, disc.h / 2, is_gone(s, h) ? MIST : h->in ? LEAF_DEEP : PLUM_DEEP);
    draw_picture(ui->list, rect_inset(disc, t->unit), "icons",
        is_gone(s, h) ? "cross"
        : h->in       ? "arrow-in"
                      : "arrow-out");
}

static void
draw_entry(struct ui *ui, const struct history_state *s, const struct history_row *row,
    struct rect cell, bool held, bool touchable)
{
    const struct theme *t = ui->theme;
    const struct history *h = &row->h;
    bool correction = h->part == HISTORY_CORRECTION, check = h->part == HISTORY_CHECK;
    char time[MINUTE_TEXT_LEN + 1], words[LINE];
    if (correction)
        rect_left(&cell, t->unit * 10);
    draw_box(ui->list, cell, t->corner / 2, held ? LAKE_PALE : correction ? SUN_PALE : PAPER);
    struct rect inner = rect_inset(cell, t->unit);
    draw_mark(ui, s, h, rect_left(&inner, inner.h));
    rect_left(&inner, t->gap);
    if (touchable)
        draw_picture(
            ui->list, rect_inset(rect_right(&inner, inner.h), t->unit / 2), "icons", "pencil");
    minute_text(time, day_minute_of(h->time_ms, s->offset_min));
    if (correction) {
        correction_words(s, words, row);
        draw_text(ui->list, inner,
            (struct text_style){.size = t->text_s, .colour = INK, .lines = 2}, words);
        return;
    }
    draw_text(ui->list, rect_left(&inner, t->text_l * 7 / 2),
        (struct text_style){
            .size = t->text_l, .colour = is_gone(s, h) ? QUIET : INK, .bold = !is_gone(s, h)},
        time);
    const char *what = check ? h->in ? _("checked in") : _("checked out")
                       : h->kind < EVENT_KIND_COUNT && others[h->kind].words
                           ? _(others[h->kind].words)
                           : event_kind_name(h->kind);
    struct rect word = rect_left(
        &inner, check ? t->text_m * (ui->theme->width > ui->theme->height ? 5 : 4) : inner.w);
    draw_text(
        ui->list, word, (struct text_style){.size = t->text_m, .colour = INK, .bold = check}, what);
    if (!check)
        return;
    check_words(s, words, row);
    draw_text(
        ui->list, inner, (struct text_style){.size = t->text_s, .colour = INK, .lines = 2}, words);
}

static void
draw_head(struct ui *ui, struct history_state *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    char date[96];
    struct rect buttons = rect_right(&row, t->unit * 38);
    buttons = rect_centre(buttons, buttons.w, t->staff_touch * 4 / 3);
    struct rect after = rect_column(buttons, 1, 2, t->gap);
    bool today = s->day >= stage->view->day;
    if (!today && ui_button(ui, HISTORY_ID_AFTER, after, _("Next day"))) {
        s->day = day_add(s->day, 1);
        history_read(s, stage);
    }
    if (ui_button(ui, HISTORY_ID_BEFORE, rect_column(buttons, 0, 2, t->gap), _("Day before"))) {
        s->day = day_add(s->day, -1);
        history_read(s, stage);
    }
    rect_right(&row, t->gap);
    words_date(date, sizeof date, s->day);
    draw_picture(ui->list, rect_left(&row, row.h), "animals", animal_picture(s->child.animal));
    rect_left(&row, t->gap);
    struct rect name = rect_top(&row, row.h * 11 / 20);
    draw_text(ui->list, name, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        s->child.name);
    draw_text(ui->list, row, (struct text_style){.size = t->text_m, .colour = INK}, date);
}

static void
touch_entry(struct history_state *s, int index)
{
    s->chosen = index;
    s->step = HISTORY_WHAT;
    s->why[0] = '\0';
}

static void
draw_entries(struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int height = t->text_s * 3 + 3 * t->unit, tapped = -1;
    struct ui_list list = ui_list_begin(ui, HISTORY_ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        bool touchable = s->rows[i].h.part == HISTORY_CHECK && history_may_correct(stage);
        draw_entry(
            ui, s, &s->rows[i], row, touchable && ui_list_is_held(ui, &list, row), touchable);
        if (touchable && ui_list_tapped(ui, &list, row))
            tapped = i;
    }
    ui_list_end(ui, &list);
    if (tapped >= 0)
        touch_entry(s, tapped);
}

void
history_draw_day(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_head(ui, s, stage, rect_top(&space, t->text_l * 3 / 2 + t->text_m * 3 / 2));
    rect_top(&space, t->gap);
    if (history_may_correct(stage)) {
        struct rect foot = rect_bottom(&space, t->staff_touch * 4 / 3);
        rect_bottom(&space, t->gap);
        if (ui_button(ui, HISTORY_ID_ADD, rect_centre(foot, t->unit * 50, foot.h),
                _("Came, and nothing was recorded"))) {
            history_begin(s, stage, CORRECT_ADDED);
            return;
        }
    }
    if (s->failed || s->count == 0)
        ui_nothing(ui, space, s->failed ? "warning-soft" : "history",
            s->failed ? _("The record can't be read now.")
                      : _("Nothing is on record of this day."));
    else
        draw_entries(ui, s, stage, space);
}

/* The usual time of leaving is one touch; another is typed. */
static void
draw_left_buttons(
    struct ui *ui, struct history_state *s, const struct stage *stage, int i, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct history_forgot *left = &s->left[i];
    char usual[MINUTE_TEXT_LEN + 1], label[64];
    int id = HISTORY_ID_ROWS + 2 * i;
    struct rect other = rect_right(&row, t->unit * 18), likely;
    rect_right(&row, t->unit);
    likely = rect_right(&row, t->unit * 24);
    minute_text(usual, day_minute_of(left->f.usual_ms, s->offset_min));
    snprintf(label, sizeof label, _("At %s, as usual"), usual);
    draw_box(ui->list, other, other.h / 2, MIST);
    if (left->f.usual_ms)
        draw_box(ui->list, likely, likely.h / 2, LEAF);
    bool is_usual = left->f.usual_ms && ui_button(ui, id, rect_inset(likely, t->unit / 4), label);
    bool is_other = ui_button(ui, id + 1, rect_inset(other, t->unit / 4), _("Other time"));
    if (!is_usual && !is_other)
        return;
    s->from_left = true;
    s->day = left->f.day;
    if (!child_get(stage->db, &s->child, left->f.child_id))
        return;
    s->wish = (struct correct){.what = CORRECT_LEFT,
        .check = left->f.check,
        .at_ms = left->f.usual_ms,
        .staff_id = stage->view->staff.id,
        .reason = CORRECT_FORGOT};
    if (is_usual)
        history_apply(s, stage);
    else
        history_begin(s, stage, CORRECT_LEFT);
}

static void
draw_left_row(
    struct ui *ui, struct history_state *s, const struct stage *stage, int i, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct history_forgot *left = &s->left[i];
    bool wide = t->width >= t->height;
    char in[MINUTE_TEXT_LEN + 1], out[MINUTE_TEXT_LEN + 1], due[64], line[256];
    struct rect inner = ui_card(ui, row);
    struct rect buttons = inner;
    if (!wide)
        buttons = rect_bottom(&inner, t->staff_touch * 4 / 3);
    draw_picture(ui->list, rect_left(&inner, inner.h), "animals", animal_picture(left->animal));
    rect_left(&inner, t->gap);
    minute_text(in, day_minute_of(left->f.in_ms, s->offset_min));
    minute_text(out, day_minute_of(left->f.assumed_ms, s->offset_min));
    words_due(due, sizeof due, left->f.day, stage->view->day);
    snprintf(line, sizeof line, _("%1$s: came %2$s · %3$s assumed"), due, in, out);
    if (history_may_correct(stage))
        draw_left_buttons(ui, s, stage, i, rect_centre(buttons, buttons.w, t->staff_touch * 4 / 3));
    if (wide && history_may_correct(stage))
        rect_right(&inner, t->unit * 44);
    draw_text(ui->list, rect_top(&inner, inner.h * 11 / 20),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, left->name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = INK}, line);
}

void
history_draw_left(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    if (s->why[0]) {
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft", s->why);
        rect_top(&space, t->gap);
    }
    if (s->left_count == 0) {
        ui_nothing(ui, space, "check", _("Everyone has checked out."));
        return;
    }
    int count = s->left_count, height = t->staff_touch * (wide ? 2 : 4) + 2 * t->gap;
    struct ui_list list = ui_list_begin(ui, HISTORY_ID_LIST, space, height, count);
    for (int i = list.first; i < list.last && s->left_count == count; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->gap);
        draw_left_row(ui, s, stage, i, row);
    }
    ui_list_end(ui, &list);
}
