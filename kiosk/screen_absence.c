/* screen_absence.c: who is known not to come: noted for today or ahead, with a reason, and taken
 * back. */
#include "kiosk/child_picker.h"
#include "kiosk/staff_frame.h"
#include "kiosk/watch_words.h"

#include "db/calendar.h"
#include "db/day.h"

#include <stdio.h>
#include <string.h>

enum { ABSENCE_ROWS = 60, WEEKS = 3, SHOWN_DAYS = WEEKS * 7, PAGES = 17 /* of a year */ };

enum {
    ID_NOTE = STAFF_IDS,
    ID_LIST,
    ID_EARLIER,
    ID_LATER,
    ID_DAYS,
    ID_REASONS = ID_DAYS + SHOWN_DAYS,
    ID_PICKER = ID_REASONS + ABSENCE_REASON_COUNT,
};

enum absence_step { STEP_LIST, STEP_PICK, STEP_DAYS };

struct absence_row {
    struct absence absence;
    struct child child;
};

struct absence_state {
    enum absence_step step;
    int count;
    bool more, failed;
    struct absence_row rows[ABSENCE_ROWS];
    struct child child; /* that is being noted */
    int page;           /* of days */
    int from_day, until_day;
    bool begun;                           /* a first day was touched, and a last one may follow */
    char holidays[SHOWN_DAYS][WORD_SIZE]; /* names, of the page; "" for none */
    struct child_picker picker;
};

static int
add(const struct absence *absence, void *payload)
{
    struct absence_state *s = payload;
    s->more = s->count == ABSENCE_ROWS;
    if (s->more)
        return 1;
    s->rows[s->count++].absence = *absence;
    return 0;
}

static void
read_rows(struct absence_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    s->count = 0;
    s->more = false;
    if (!stage->db || absence_each(stage->db, v->home.id, v->day, add, s) < 0)
        s->failed = true;
    for (int i = 0; i < s->count; i++)
        if (!child_get(stage->db, &s->rows[i].child, s->rows[i].absence.child_id))
            s->rows[i].child = (struct child){0};
}

static void
enter(struct stage *stage)
{
    read_rows(stage->state, stage);
}

static int
first_day(const struct absence_state *s, int today)
{
    return day_add(today, 1 - day_weekday(today) + s->page * SHOWN_DAYS);
}

static void
read_page(struct absence_state *s, const struct stage *stage)
{
    for (int i = 0; i < SHOWN_DAYS; i++) {
        struct calendar_day day;
        s->holidays[i][0] = '\0';
        if (calendar_get(stage->db, &day, day_add(first_day(s, stage->view->day), i)) &&
            day.kind == CALENDAR_HOLIDAY)
            snprintf(s->holidays[i], WORD_SIZE, "%.47s", day.name);
    }
}

static void
end_act(struct absence_state *s, const struct stage *stage, int rc)
{
    s->failed = rc != DB_OK;
    if (s->failed)
        fprintf(stderr, "kiosk: an absence was not recorded: %s\n", db_why(stage->db));
    s->step = STEP_LIST;
    read_rows(s, stage);
}

static void
note(struct absence_state *s, const struct stage *stage, enum absence_reason reason)
{
    struct absence absence = {.child_id = s->child.id,
        .staff_id = stage->view->staff.id,
        .from_day = s->from_day,
        .until_day = s->until_day,
        .reason = reason};
    end_act(s, stage, absence_note(stage->db, &absence, &stage->now));
}

/* Days and reason, beside the child. */
static void
draw_what(struct ui *ui, const struct stage *stage, const struct absence *a, struct rect space)
{
    const struct theme *t = ui->theme;
    char days[128];
    absence_days(days, sizeof days, a->from_day, a->until_day, stage->view->day);
    int side = t->unit * 5;
    draw_picture(ui->list, rect_centre(rect_left(&space, side), side, side), "icons",
        absence_icon(a->reason));
    rect_left(&space, t->unit);
    space = rect_centre(space, space.w, t->text_m * 3);
    draw_text(ui->list, rect_top(&space, space.h / 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, days);
    draw_text(ui->list, space, (struct text_style){.size = t->text_s, .colour = QUIET},
        absence_word(a->reason));
}

/* True when it is to be taken back. */
static bool
draw_row(struct ui *ui, const struct stage *stage, const struct ui_list *list,
    const struct absence_row *row, struct rect rect)
{
    const struct theme *t = ui->theme;
    rect_bottom(&rect, t->unit);
    draw_box(ui->list, rect, t->corner / 2, PAPER);
    struct rect inner = rect_inset(rect, t->unit);
    struct rect back = rect_right(&inner, t->unit * (t->width >= t->height ? 22 : 16));
    rect_right(&inner, t->gap);
    child_face(ui, &row->child, rect_left(&inner, inner.w * 54 / 100));
    rect_left(&inner, t->gap);
    draw_what(ui, stage, &row->absence, inner);
    back = rect_centre(back, back.w, t->staff_touch * 4 / 3);
    bool held = ui_list_is_held(ui, list, back);
    draw_box(ui->list, back, back.h / 2, held ? SUN_PALE : LAKE_PALE);
    draw_text(ui->list, rect_inset(back, t->unit),
        (struct text_style){
            .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        _("Take back"));
    return ui_list_tapped(ui, list, back);
}

static void
draw_list(struct ui *ui, struct absence_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    if (s->failed)
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft",
            _("That could not be saved. Nothing was changed."));
    rect_top(&space, s->failed ? t->gap : 0);
    struct rect row = rect_bottom(&space, t->staff_touch * 3 / 2);
    if (ui_button(ui, ID_NOTE, rect_centre(row, t->unit * 60, row.h), _("Note an absence"))) {
        s->step = STEP_PICK;
        child_picker_begin(&s->picker, stage);
    }
    rect_bottom(&space, t->gap);
    if (s->count == 0) {
        ui_nothing(ui, space, "absent", _("No absence is noted."));
        return;
    }
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 5), "more-down", _("There are more, later on."));
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit, taken = -1;
    struct ui_list list = ui_list_begin(ui, ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++)
        if (draw_row(ui, stage, &list, &s->rows[i], ui_list_row(&list, i)))
            taken = i;
    ui_list_end(ui, &list);
    if (taken >= 0)
        end_act(s, stage,
            absence_undo(stage->db, s->rows[taken].absence.id, stage->view->staff.id, &stage->now));
}

static void
draw_pick(struct ui *ui, struct absence_state *s, const struct stage *stage, struct rect space)
{
    int64_t id = child_picker(ui, stage, &s->picker, ID_PICKER, space);
    if (!id || !child_get(stage->db, &s->child, id))
        return;
    s->page = 0;
    s->begun = false;
    s->from_day = s->until_day = stage->view->day;
    s->step = STEP_DAYS;
    read_page(s, stage);
}

/* A first touch is a day alone; a later day after it makes a span. */
static void
choose(struct absence_state *s, int day)
{
    bool last = s->begun && day > s->from_day;
    s->until_day = day;
    s->begun = !last;
    if (!last)
        s->from_day = day;
}

static void
draw_day(struct ui *ui, struct absence_state *s, int today, int i, struct rect cell)
{
    const struct theme *t = ui->theme;
    int day = day_add(first_day(s, today), i);
    bool past = day < today, chosen = day >= s->from_day && day <= s->until_day;
    char number[16];
    if (i == 0 || day % 100 == 1)
        snprintf(number, sizeof number, "%d/%d", day / 100 % 100, day % 100);
    else
        snprintf(number, sizeof number, "%d", day % 100);
    draw_box(ui->list, cell, t->corner / 2, chosen ? LAKE_DEEP : past ? MIST : PAPER);
    if (s->holidays[i][0])
        draw_text(ui->list, rect_bottom(&cell, t->text_s * 3 / 2),
            (struct text_style){
                .size = t->text_s, .colour = chosen ? PAPER : CORAL_DEEP, .align = ALIGN_MIDDLE},
            s->holidays[i]);
    draw_text(ui->list, cell,
        (struct text_style){.size = t->text_l,
            .colour = chosen ? PAPER
                      : past ? QUIET
                             : INK,
            .align = ALIGN_MIDDLE,
            .bold = day == today || chosen},
        number);
    if (!past && ui_area(ui, ID_DAYS + i, cell))
        choose(s, day);
}

static void
draw_days(struct ui *ui, struct absence_state *s, const struct stage *stage, struct rect space)
{
    static const char *const weekdays[] = {
        N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
    const struct theme *t = ui->theme;
    struct rect head = rect_top(&space, t->text_m * 2);
    for (int i = 0; i < 7; i++)
        draw_text(ui->list, rect_column(head, i, 7, t->unit),
            (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE},
            _(weekdays[i]));
    struct rect turn = rect_bottom(&space, t->staff_touch * 4 / 3);
    rect_bottom(&space, t->unit);
    int page = s->page;
    if (page > 0 && ui_button(ui, ID_EARLIER, rect_left(&turn, turn.w / 2 - t->unit), _("Earlier")))
        s->page--;
    if (page < PAGES &&
        ui_button(ui, ID_LATER,
            rect_right(&turn, page > 0 ? turn.w - t->gap : turn.w / 2 - t->unit), _("Later")))
        s->page++;
    for (int i = 0; i < SHOWN_DAYS; i++)
        draw_day(ui, s, stage->view->day, i, rect_cell(space, i, 7, WEEKS, t->unit));
    if (s->page != page)
        read_page(s, stage);
}

static void
draw_reasons(struct ui *ui, struct absence_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    char days[128], line[192];
    absence_days(days, sizeof days, s->from_day, s->until_day, stage->view->day);
    snprintf(line, sizeof line, _("%s: why?"), days);
    draw_text(ui->list, rect_top(&space, t->text_l * 2),
        (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, line);
    for (int i = 0; i < ABSENCE_REASON_COUNT; i++) {
        enum absence_reason reason = (enum absence_reason)i;
        if (ui_tile(ui, ID_REASONS + i, rect_cell(space, i, 2, 2, t->gap), "icons",
                absence_icon(reason), absence_word(reason)))
            note(s, stage, reason);
    }
}

static void
draw_span(struct ui *ui, struct absence_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect face = rect_top(&space, t->text_l * 7 / 5 + t->text_s * 3 / 2 + 2 * t->unit);
    draw_box(ui->list, face, t->corner / 2, PAPER);
    face = rect_inset(face, t->unit);
    draw_text(ui->list, rect_right(&face, face.w * 2 / 5),
        (struct text_style){.size = t->text_m, .colour = QUIET, .align = ALIGN_END, .lines = 2},
        _("Touch the first day, then the last"));
    child_face(ui, &s->child, face);
    rect_top(&space, t->gap);
    bool wide = space.w >= space.h;
    struct rect days = wide ? rect_left(&space, space.w * 58 / 100) : rect_top(&space, space.h / 2);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    draw_days(ui, s, stage, days);
    draw_reasons(ui, s, stage, space);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct absence_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, _("Absences"));
    if (ui->go == NAV_BACK && s->step != STEP_LIST) {
        ui->go = NAV_NONE;
        s->step = s->step == STEP_DAYS ? STEP_PICK : STEP_LIST;
    } else if (s->step == STEP_LIST) {
        draw_list(ui, s, stage, space);
    } else if (s->step == STEP_PICK) {
        draw_pick(ui, s, stage, space);
    } else {
        draw_span(ui, s, stage, space);
    }
}

const struct screen screen_absence = {.name = "absence",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .state_size = sizeof(struct absence_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct absence_state) <= SCREEN_STATE_MAX, "the state has its place");
