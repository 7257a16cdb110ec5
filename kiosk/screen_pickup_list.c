/* screen_pickup_list.c: what is not clear yet: children nobody knows who collected, walking groups'
 * children who should be home, and who waits at the door. */
#include "kiosk/animals.h"
#include "kiosk/screen_pickup.h"
#include "kiosk/ui_dialog.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

struct reading {
    struct pickup_state *state;
    const struct stage *stage;
    int64_t now_ms;
};

static struct pickup_row *
add_row(struct pickup_state *s)
{
    if (s->count == PICKUP_ROWS)
        return NULL;
    s->rows[s->count] = (struct pickup_row){0};
    return &s->rows[s->count++];
}

static int
add_departure(const struct departure *d, void *payload)
{
    struct reading *r = payload;
    struct pickup_row *row = add_row(r->state);
    if (!row)
        return 1;
    row->departure = *d;
    if (!child_get(r->stage->db, &row->child, d->child_id))
        r->state->count--;
    return 0;
}

static int
add_late(const struct departure *d, void *payload)
{
    const struct reading *r = payload;
    return pickup_is_late(d, r->now_ms) ? add_departure(d, payload) : 0;
}

/* The last four digits tell two people of one name apart, and no more than that. */
static const char *
last_digits(const char *phone)
{
    size_t len = strlen(phone);
    return len > 4 ? phone + len - 4 : phone;
}

static int
add_news(const struct door_news *news, void *payload)
{
    struct reading *r = payload;
    struct guardian guardian = {0};
    struct pickup_row *row = add_row(r->state);
    if (!row)
        return 1;
    row->news = *news;
    if (news->child_id && !child_get(r->stage->db, &row->child, news->child_id))
        row->child = (struct child){0};
    guardian_get(r->stage->db, &guardian, news->guardian_id);
    snprintf(
        row->person, sizeof row->person, "%s  …%s", guardian.name, last_digits(guardian.phone));
    return 0;
}

void
pickup_read_list(struct pickup_state *s, const struct stage *stage)
{
    struct reading r = {s, stage, stage->now.utc_ms};
    int64_t home_id = stage->view->home.id;
    s->count = 0;
    s->failed = !stage->db || door_each(stage->db, home_id, &stage->now, add_news, &r) < 0 ||
                pickup_open_each(stage->db, home_id, &stage->now, add_departure, &r) < 0 ||
                pickup_walked_each(stage->db, home_id, &stage->now, add_late, &r) < 0;
}

static const char *
icon_of(const struct pickup_row *row)
{
    if (!row->news.at_ms)
        return row->departure.pickup.how == PICKUP_GROUP ? "walk" : "collect";
    if (row->news.kind == EVENT_BARRED_SEEN)
        return "barred";
    return row->news.kind == EVENT_WRONG_CHILD ? "not-mine" : "talk";
}

static const char *
sentence_of(const struct pickup_row *row)
{
    if (!row->news.at_ms)
        return row->departure.pickup.how == PICKUP_GROUP ? _("Walked with the group: is it home?")
                                                         : _("Left: who collected?");
    if (row->news.kind == EVENT_BARRED_SEEN)
        return _("A barred person was at the door");
    return row->news.kind == EVENT_WRONG_CHILD ? _("A guardian says: not my child")
                                               : _("A guardian waits for a teacher");
}

/* "16:40", or with the date where it was another day. */
static void
when(char *out, size_t size, int64_t at_ms, const struct view *view)
{
    char day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    int offset = view->home.utc_offset_min;
    day_text(day, day_of(at_ms, offset));
    minute_text(minute, day_minute_of(at_ms, offset));
    bool today = day_of(at_ms, offset) == view->day;
    snprintf(out, size, "%s%s%s", today ? "" : day + 5, today ? "" : " ", minute);
}

static void
draw_row(struct ui *ui, const struct stage *stage, const struct pickup_row *row, struct rect cell)
{
    const struct theme *t = ui->theme;
    char at[32], who[NAME_SIZE + WORD_SIZE + 4], what[NAME_SIZE + PHONE_SIZE + 160];
    bool barred = row->news.at_ms && row->news.kind == EVENT_BARRED_SEEN;
    draw_box(ui->list, cell, t->corner / 2, barred ? CORAL_PALE : PAPER);
    struct rect inner = rect_inset(cell, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", icon_of(row));
    rect_left(&inner, t->gap);
    when(at, sizeof at, row->news.at_ms ? row->news.at_ms : row->departure.at_ms, stage->view);
    draw_text(ui->list, rect_right(&inner, t->text_m * 5),
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END}, at);
    if (row->child.id)
        draw_picture(
            ui->list, rect_left(&inner, inner.h), "animals", animal_picture(row->child.animal));
    rect_left(&inner, row->child.id ? t->gap : 0);
    snprintf(who, sizeof who, "%s  %s", row->child.name, row->child.grade);
    snprintf(what, sizeof what, "%s%s%s", sentence_of(row),
        row->child.id && row->person[0] ? "  ·  " : "", row->child.id ? row->person : "");
    struct rect name = rect_top(&inner, inner.h * 11 / 20);
    draw_text(ui->list, name, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        row->child.id ? who : row->person);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_s, .colour = barred ? CORAL_DEEP : INK}, what);
}

static void
touch_row(struct ui *ui, struct pickup_state *s, const struct stage *stage, int i)
{
    const struct pickup_row *row = &s->rows[i];
    s->chosen_row = i;
    if (row->news.at_ms)
        s->step = PICKUP_SEEN;
    else if (row->departure.pickup.how == PICKUP_GROUP)
        ui->go = NAV_WAY_HOME;
    else
        pickup_show_child(s, stage, row->child.id);
}

void
pickup_draw_list(
    struct ui *ui, struct pickup_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(&space, t->staff_touch * 3 / 2);
    rect_bottom(&space, t->gap);
    if (ui_button(
            ui, PICKUP_ID_PICK, rect_centre(foot, t->unit * 50, foot.h), _("Choose a child"))) {
        child_picker_begin(&s->picker, stage);
        s->step = PICKUP_PICK;
        return;
    }
    if (s->count == 0) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "check",
            s->failed ? _("The list can't be read now.") : _("Of every child it is known."));
        return;
    }
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit, tapped = -1;
    struct ui_list list = ui_list_begin(ui, PICKUP_ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_row(ui, stage, &s->rows[i], row);
        if (ui_list_tapped(ui, &list, row))
            tapped = i;
    }
    ui_list_end(ui, &list);
    if (tapped >= 0)
        touch_row(ui, s, stage, tapped);
}

void
pickup_draw_seen(struct ui *ui, struct pickup_state *s, const struct stage *stage)
{
    const struct theme *t = ui->theme;
    const struct pickup_row *row = &s->rows[s->chosen_row];
    char sentence[3 * NAME_SIZE + 128];
    snprintf(
        sentence, sizeof sentence, "%s\n%s  %s", sentence_of(row), row->person, row->child.name);
    struct ui_question question = {
        .icon = icon_of(row), .sentence = sentence, .yes = _("Seen to"), .no = _("Leave it")};
    enum ui_answer answer =
        ui_dialog(ui, PICKUP_ID_YES, (struct rect){0, 0, t->width, t->height}, &question);
    if (answer == ANSWER_NONE)
        return;
    s->step = PICKUP_LIST;
    if (answer == ANSWER_NO)
        return;
    if (door_answer(stage->db, row->news.id, stage->view->staff.id, &stage->now) == DB_OK)
        s->done_ms = stage->now.mono_ms;
    else
        fprintf(stderr, "kiosk: not recorded that it was seen to: %s\n", db_why(stage->db));
    pickup_read_list(s, stage);
}
