/* screen_history_correct.c: what was wrong, how it was, and what that comes to. */
#include "kiosk/screen_history.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

static const char *const reasons[CORRECT_REASON_COUNT] = {
    [CORRECT_FORGOT] = N_("Forgot to scan"),
    [CORRECT_WRONG_CARD] = N_("Another child's card"),
    [CORRECT_BY_MISTAKE] = N_("Scanned by mistake"),
    [CORRECT_BAD_CLOCK] = N_("Clock or power"),
    [CORRECT_OTHER] = N_("Other"),
};

const char *
history_reason(enum correct_reason reason)
{
    return _(reasons[reason]);
}

#define FIELD_REASON                                                                               \
    {                                                                                              \
        .label = N_("Why"), .kind = FIELD_CHOICE, .needed = true, .choices = reasons,              \
        .choice_count = CORRECT_REASON_COUNT                                                       \
    }
#define FIELD_REMARK                                                                               \
    {                                                                                              \
        .label = N_("Note"), .kind = FIELD_TEXT                                                    \
    }
#define FIELD_AT(word, must)                                                                       \
    {                                                                                              \
        .label = word, .kind = FIELD_TIME, .needed = must                                          \
    }

enum { FIELDS = 4 };

/* What may be wrong: its picture and words, whom it is asked about, and what must be told. The last
 * two fields are the reason and a note. */
static const struct kind {
    const char *icon, *words;
    bool of_in, of_out, of_assumed;
    enum correct_reason reason; /* the likely one */
    int fields;
    struct field field[FIELDS];
} kinds[CORRECTION_COUNT] = {
    [CORRECT_LEFT] = {"arrow-out", N_("When it left"), true, false, true, CORRECT_FORGOT, 3,
        {FIELD_AT(N_("Left at"), true), FIELD_REASON, FIELD_REMARK}},
    [CORRECT_CHILD] = {"people", N_("It was another child"), true, true, true, CORRECT_WRONG_CARD,
        2, {FIELD_REASON, FIELD_REMARK}},
    [CORRECT_TIME] = {"clock", N_("It was at another time"), true, true, false, CORRECT_BAD_CLOCK,
        3, {FIELD_AT(N_("True time"), true), FIELD_REASON, FIELD_REMARK}},
    [CORRECT_NEVER] = {"cross", N_("It never was"), true, true, false, CORRECT_BY_MISTAKE, 2,
        {FIELD_REASON, FIELD_REMARK}},
    [CORRECT_ADDED] = {"arrow-in", N_("Came, and nothing was recorded"), false, false, false,
        CORRECT_FORGOT, 4,
        {FIELD_AT(N_("Came at"), true), FIELD_AT(N_("Left at"), false), FIELD_REASON,
            FIELD_REMARK}},
    [CORRECT_TURNED] = {"undo", N_("It was the leaving"), true, false, false, CORRECT_FORGOT, 3,
        {FIELD_AT(N_("Came at"), true), FIELD_REASON, FIELD_REMARK}},
    [CORRECT_UNDONE] = {"undo", N_("Undo the correction"), false, false, false, CORRECT_OTHER, 0,
        {{0}}},
};

static bool
is_offered(enum correct_what what, const struct history *h)
{
    const struct kind *kind = &kinds[what];
    if (what == CORRECT_UNDONE)
        return h->corrected;
    if (h->taken_back)
        return false;
    bool assumed = h->via == VIA_ASSUMED && h->was_ms == h->time_ms;
    return h->in ? kind->of_in : assumed ? kind->of_assumed : kind->of_out;
}

/* What would come of the wish; a refusal stands in the form, or instead of the review. */
static void
review(struct history_state *s, const struct stage *stage)
{
    struct child child;
    int rc = DB_FAILED;
    if (stage->db)
        rc = correct_preview(stage->db, s->effect, &s->effects, &s->wish, &stage->now);
    snprintf(s->why, sizeof s->why, "%s",
        rc == DB_OK        ? ""
        : rc == DB_REFUSED ? db_why(stage->db)
                           : _("That could not be saved. Nothing was changed."));
    if (rc != DB_OK) {
        s->effects = 0;
        form_wrong(&s->form, -1, s->why);
        if (s->step != HISTORY_FORM)
            s->step = HISTORY_REVIEW;
        return;
    }
    for (int i = 0; i < s->effects; i++) {
        s->effect_name[i][0] = '\0';
        if (child_get(stage->db, &child, s->effect[i].before.child_id))
            memcpy(s->effect_name[i], child.name, sizeof s->effect_name[i]);
    }
    s->step = HISTORY_REVIEW;
}

void
history_begin(struct history_state *s, const struct stage *stage, enum correct_what what)
{
    const struct kind *kind = &kinds[what];
    if (!s->from_left)
        s->wish = (struct correct){.check = what == CORRECT_ADDED ? 0 : s->rows[s->chosen].h.check,
            .child_id = s->child.id,
            .staff_id = stage->view->staff.id};
    s->wish.what = what;
    s->wish.reason = kind->reason;
    s->form = (struct form){.changed = true};
    for (int i = 0; i + 2 < kind->fields; i++)
        s->form.values[i].number = -1;
    if (kind->fields >= 2)
        s->form.values[kind->fields - 2].number = (int)kind->reason;
    s->why[0] = '\0';
    s->step = what == CORRECT_CHILD ? HISTORY_WHO : HISTORY_FORM;
    if (what == CORRECT_CHILD)
        child_picker_begin(&s->picker, stage);
    if (what == CORRECT_UNDONE)
        s->step = HISTORY_DAY, review(s, stage);
}

void
history_draw_what(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct history *h = &s->rows[s->chosen].h;
    char line[NAME_SIZE + 64], at[MINUTE_TEXT_LEN + 1];
    int n = 0, columns = space.w >= space.h ? 3 : 2;
    minute_text(at, day_minute_of(h->time_ms, s->offset_min));
    snprintf(line, sizeof line, h->in ? _("%1$s came at %2$s") : _("%1$s left at %2$s"),
        s->child.name, at);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, line);
    for (int i = 0; i < CORRECTION_COUNT; i++) {
        if (!is_offered((enum correct_what)i, h))
            continue;
        struct rect tile = rect_cell(space, n++, columns, columns == 3 ? 2 : 3, t->gap);
        if (ui_tile(ui, HISTORY_ID_WHATS + i, tile, "icons", kinds[i].icon, _(kinds[i].words)))
            history_begin(s, stage, (enum correct_what)i);
    }
}

/* The wish, as the form tells it. */
static void
read_form(struct history_state *s)
{
    const struct kind *kind = &kinds[s->wish.what];
    const struct form_value *v = s->form.values;
    int times = kind->fields - 2;
    if (times > 0)
        s->wish.at_ms = day_to_utc_ms(s->day, v[0].number, s->offset_min);
    s->wish.until_ms =
        times > 1 && v[1].number >= 0 ? day_to_utc_ms(s->day, v[1].number, s->offset_min) : 0;
    s->wish.reason = (enum correct_reason)v[times].number;
    snprintf(s->wish.note, sizeof s->wish.note, "%s", v[times + 1].text);
}

void
history_draw_form(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct kind *kind = &kinds[s->wish.what];
    char line[NAME_SIZE * 2 + 64];
    struct child other;
    if (!s->form.editing) {
        snprintf(line, sizeof line, "%s · %s", s->child.name, _(kind->words));
        if (s->wish.what == CORRECT_CHILD && stage->db &&
            child_get(stage->db, &other, s->wish.child_id))
            snprintf(line, sizeof line, "%s → %s", s->child.name, other.name);
        draw_text(ui->list, rect_top(&space, t->text_l * 2),
            (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, line);
    }
    if (!form(ui, stage, &s->form, kind->field, kind->fields, HISTORY_ID_FORM, space))
        return;
    read_form(s);
    review(s, stage);
}

/* "16:00–18:30 · 150 min", and whether that was seen. */
static void
day_words(const struct history_state *s, char out[160], const struct attendance *a)
{
    char in[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1];
    if (!a->sessions) {
        snprintf(out, 160, "%s", _("was not here"));
        return;
    }
    minute_text(in, day_minute_of(a->first_in_ms, s->offset_min));
    minute_text(until, day_minute_of(a->last_out_ms, s->offset_min));
    if (a->open_ms)
        snprintf(out, 160, _("from %s, here now"), in);
    else
        snprintf(out, 160,
            a->assumed ? _("%1$s to %2$s (assumed), %3$lld min") : _("%1$s to %2$s, %3$lld min"),
            in, until, (long long)a->minutes);
}

static void
draw_effect(struct ui *ui, const struct history_state *s, int i, struct rect row)
{
    const struct theme *t = ui->theme;
    const struct correct_effect *e = &s->effect[i];
    char before[160], after[160], day[96];
    struct rect inner = ui_card(ui, row);
    day_words(s, before, &e->before);
    day_words(s, after, &e->after);
    words_date(day, sizeof day, e->before.day);
    struct rect name = rect_top(&inner, inner.h / 3);
    struct rect date = rect_right(&name, name.w * 2 / 5);
    draw_text(ui->list, name, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        s->effect_name[i]);
    draw_text(ui->list, date,
        (struct text_style){.size = t->text_s, .colour = QUIET, .align = ALIGN_END}, day);
    struct rect old = rect_top(&inner, inner.h / 2);
    const char *words[] = {_("Before"), _("After")};
    draw_text(ui->list, rect_left(&old, t->text_m * 4),
        (struct text_style){.size = t->text_m, .colour = QUIET}, words[0]);
    draw_text(ui->list, old, (struct text_style){.size = t->text_m, .colour = INK}, before);
    draw_text(ui->list, rect_left(&inner, t->text_m * 4),
        (struct text_style){.size = t->text_m, .colour = QUIET}, words[1]);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = LEAF_DEEP, .bold = true}, after);
}

void
history_draw_review(
    struct ui *ui, struct history_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(&space, t->touch);
    rect_bottom(&space, t->gap);
    if (s->why[0]) {
        ui_nothing(ui, space, "warning-soft", s->why);
        return;
    }
    struct rect yes = rect_right(&foot, foot.w / 2);
    rect_right(&foot, t->gap);
    for (int i = 0; i < s->effects; i++) {
        draw_effect(ui, s, i, rect_top(&space, t->touch * 2));
        rect_top(&space, t->gap);
    }
    if (ui_button(ui, HISTORY_ID_NO, foot, _("Leave it as it was")))
        s->step = s->from_left ? HISTORY_LEFT : HISTORY_DAY;
    if (ui_button(ui, HISTORY_ID_YES, yes, _("Put it right")))
        history_apply(s, stage);
}
