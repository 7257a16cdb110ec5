/* screen_roll.c: who is in, in one touch; a roll call, its ticks and its result. Nothing of it
 * needs a network. A roll call is on the record from its first tick: one that was touched by
 * mistake leaves nothing. */
#include "kiosk/screen_roll.h"

#include "kiosk/print_sign.h"
#include "kiosk/ui_dialog.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

static void
read_list(struct roll_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    struct roll_now now = {.home_id = v->home.id,
        .day = v->day,
        .minute = v->minute,
        .session_count = v->session_count,
        .sessions = v->sessions};
    struct roll pending = {.begun_ms = s->from.utc_ms};
    bool calls = s->step != ROLL_HERE;
    s->stale = false;
    s->in_count = v->in_count;
    s->minute = v->minute;
    s->unread = !stage->db || roll_list_read(&s->list, stage->db, &now,
                                  s->begun ? &s->roll
                                  : calls  ? &pending
                                           : NULL) < 0;
}

/* A roll call that was begun goes on, whatever came between. */
static void
enter(struct stage *stage)
{
    struct roll_state *s = stage->state;
    const struct view *v = stage->view;
    s->begun = stage->db && roll_open(stage->db, &s->roll, v->home.id, v->day);
    s->step = s->begun ? ROLL_CALL : ROLL_HERE;
    read_list(s, stage);
}

static enum claim
card(struct stage *stage, const struct card_row *card_row, struct scan *out)
{
    struct roll_state *s = stage->state;
    (void)card_row;
    (void)out;
    s->stale = true;
    return CLAIM_NONE;
}

/* Begins the one that the screen shows, if it is not on the record yet; within a transaction. */
static int
put_on_record(struct roll_state *s, const struct stage *stage)
{
    if (s->begun)
        return DB_OK;
    int rc = roll_begin(stage->db, &s->roll, s->roll.kind, stage->view->staff.id, &s->from);
    s->begun = rc == DB_OK;
    return rc;
}

/* Commits, or takes all back, the begin as well. */
static bool
save(struct roll_state *s, struct db *db, int rc, bool was_begun)
{
    if (rc == DB_OK)
        rc = db_commit(db);
    else
        db_rollback(db);
    s->failed = rc != DB_OK;
    if (s->failed) {
        s->begun = was_begun;
        fprintf(stderr, "kiosk: the roll call was not saved: %s\n", db_why(db));
    }
    return !s->failed;
}

static void
tick(struct roll_state *s, const struct stage *stage, int row)
{
    const struct roll_row *r = &s->list.rows[row];
    bool was_begun = s->begun;
    s->failed = !stage->db || db_begin(stage->db) != DB_OK;
    if (s->failed)
        return;
    int rc = put_on_record(s, stage);
    if (rc == DB_OK)
        rc = roll_tick(stage->db, &s->roll, r->id, !r->found, stage->view->staff.id, &stage->now);
    if (save(s, stage->db, rc, was_begun))
        roll_list_tick(&s->list, row, !r->found);
}

static void
end(struct roll_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    bool was_begun = s->begun;
    s->step = ROLL_CALL;
    s->failed = !stage->db || db_begin(stage->db) != DB_OK;
    if (s->failed)
        return;
    int rc = put_on_record(s, stage);
    if (rc == DB_OK)
        rc = roll_end(stage->db, &s->result, &s->roll, v->day, v->staff.id, &stage->now);
    if (!save(s, stage->db, rc, was_begun))
        return;
    read_list(s, stage);
    s->step = ROLL_OVER;
}

static void
begin(struct roll_state *s, const struct stage *stage, enum roll_kind kind)
{
    s->roll = (struct roll){.kind = kind};
    s->begun = s->missing_first = s->failed = false;
    s->from = stage->now;
    s->step = ROLL_CALL;
    read_list(s, stage);
}

static void
close_result(struct roll_state *s, const struct stage *stage)
{
    s->step = ROLL_HERE;
    s->begun = false;
    read_list(s, stage);
}

static void
act(struct ui *ui, struct roll_state *s, const struct stage *stage, enum roll_act what)
{
    switch (what) {
    case ACT_ROUTINE:
    case ACT_FIRE:
    case ACT_FLOOD:
    case ACT_OTHER:
        begin(s, stage, (enum roll_kind)(what - ACT_ROUTINE));
        break;
    case ACT_CODE:
        s->before_code = s->step;
        s->step = ROLL_CODE;
        s->part = 0;
        break;
    case ACT_PRINT:
        ui->print = (struct print_wish){.what = PRINT_ROLL};
        break;
    case ACT_ORDER:
        s->missing_first = !s->missing_first;
        roll_list_settle(&s->list);
        break;
    case ACT_END:
        if (s->list.found == s->list.here)
            end(s, stage);
        else
            s->step = ROLL_ASK;
        break;
    case ACT_CLOSE:
        close_result(s, stage);
        break;
    case ACT_NONE:
    case ROLL_ACTS:
        break;
    }
}

static void
draw_ask(struct ui *ui, struct roll_state *s, const struct stage *stage)
{
    const struct theme *t = ui->theme;
    char sentence[128];
    int missing = s->list.here - s->list.found;
    snprintf(sentence, sizeof sentence,
        dngettext("zhaoxi", "%d child is missing. End the roll call?",
            "%d children are missing. End the roll call?", (unsigned long)missing),
        missing);
    struct ui_question question = {.icon = "warning-soft",
        .sentence = sentence,
        .yes = _("End and record it"),
        .no = _("Go on looking")};
    enum ui_answer answer =
        ui_dialog(ui, ID_ROLL_DIALOG, (struct rect){0, 0, t->width, t->height}, &question);
    if (answer == ANSWER_YES)
        end(s, stage);
    else if (answer == ANSWER_NO)
        s->step = ROLL_CALL;
}

/* A touch anywhere on it shows the next part. */
static void
draw_code(struct ui *ui, struct roll_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct view *v = stage->view;
    char title[NAME_SIZE + 64], day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    char text[ROLL_TEXT_BYTES], words[64];
    day_text(day, v->day);
    minute_text(minute, v->minute);
    snprintf(title, sizeof title, "%s %s %s", v->home.name, day, minute);
    int parts = roll_text(text, &s->list, title, s->before_code == ROLL_OVER, s->part);
    bool wide = space.w >= space.h;
    struct rect code = wide ? rect_left(&space, space.h) : rect_top(&space, space.w);
    if (ui_area(ui, ID_ROLL_CODE, code))
        s->part = (s->part + 1) % parts;
    draw_qr(ui->list, rect_inset(ui_card(ui, code), t->unit), text);
    rect_left(&space, wide ? t->gap * 2 : 0);
    rect_top(&space, t->gap);
    snprintf(words, sizeof words, _("Code %d of %d"), s->part + 1, parts);
    struct rect middle = rect_centre(space, space.w, t->text_xl * 2 + t->text_m * 8);
    draw_text(ui->list, rect_top(&middle, t->text_xl * 3 / 2),
        (struct text_style){.size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        words);
    draw_text(ui->list, middle,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .lines = 5},
        parts > 1 ? _("A phone's camera takes names and phone numbers along.\nTouch the code for "
                      "the next one.")
                  : _("A phone's camera takes names and phone numbers along."));
}

/* One step back within the screen. A roll call that runs is left alone: it goes on. */
static void
go_back(struct ui *ui, struct roll_state *s, const struct stage *stage)
{
    if (ui->go != NAV_BACK)
        return;
    if (s->step == ROLL_CODE) {
        ui->go = NAV_NONE;
        s->step = s->before_code;
    } else if (s->step == ROLL_OVER || (s->step == ROLL_CALL && !s->begun)) {
        ui->go = NAV_NONE;
        close_result(s, stage);
    }
}

static const char *
title_of(const struct roll_state *s)
{
    if (s->step == ROLL_HERE || (s->step == ROLL_CODE && s->before_code == ROLL_HERE))
        return _("Who is in now");
    return roll_kind_words(s->roll.kind);
}

static void
draw_step(struct ui *ui, struct roll_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    struct rect panel = wide ? rect_left(&space, space.w * 3 / 10) : rect_top(&space, space.h / 3);
    rect_left(&space, wide ? t->gap : 0);
    rect_top(&space, wide ? 0 : t->gap);
    enum roll_act what = roll_draw_panel(ui, s, stage, panel);
    print_sign(ui, &stage->view->print, PRINT_ROLL, &space);
    if (s->failed)
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
    rect_top(&space, s->failed ? t->gap : 0);
    int row = roll_draw_list(ui, s, stage, space);
    if (row >= 0)
        tick(s, stage, row);
    act(ui, s, stage, what);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct roll_state *s = stage->state;
    bool changed =
        s->stale || s->in_count != stage->view->in_count || s->minute != stage->view->minute;
    if (changed && s->step != ROLL_OVER && ui->touch.phase == TOUCH_NONE)
        read_list(s, stage);
    if (s->step == ROLL_ASK) {
        draw_ask(ui, s, stage);
        return;
    }
    struct rect space = staff_frame(ui, stage, title_of(s));
    if (ui->go != NAV_NONE)
        go_back(ui, s, stage);
    else if (s->unread)
        ui_nothing(ui, space, "warning-soft", _("The children can't be read now."));
    else if (s->step == ROLL_CODE)
        draw_code(ui, s, stage, space);
    else
        draw_step(ui, s, stage, space);
}

const struct screen screen_roll = {.name = "roll",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .state_size = sizeof(struct roll_state),
    .enter = enter,
    .card = card,
    .draw = draw};
_Static_assert(sizeof(struct roll_state) <= SCREEN_STATE_MAX, "the state has its place");
