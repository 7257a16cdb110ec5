/* screen_timetable.c: what is on: a day with what runs now, and the week. For the age of the child
 * that was greeted, else for everyone. timetable_week.c draws the week. */
#include "kiosk/icons.h"
#include "kiosk/screen.h"
#include "kiosk/timetable_week.h"
#include "kiosk/ui_picture_tab.h"

#include "db/calendar.h"
#include "db/day.h"

#include <stdio.h>

enum { STAYS_MS = 20000, FEW = 6 };
enum { ID_BACK = 1, ID_DAY, ID_WEEK, ID_LIST };

struct timetable_state {
    struct week week;
    int shown; /* the day of the week that the day's page is about, 0 Monday */
    bool by_week;
    bool placed; /* the list stands at what runs now */
    bool failed;
};

/* What makes the day another than its weekday: the Home's holiday, a public one, or a workday that
 * was moved to it. */
static void
name_day(const struct stage *stage, struct week_day *day)
{
    struct period holiday;
    struct calendar_day other;
    if (period_holiday(stage->db, &holiday, stage->view->home.id, day->day))
        snprintf(day->holiday, sizeof day->holiday, "%s", holiday.name);
    else if (!calendar_get(stage->db, &other, day->day))
        return;
    else if (other.kind == CALENDAR_HOLIDAY)
        snprintf(day->holiday, sizeof day->holiday, "%s", other.name);
    else
        snprintf(day->holiday, sizeof day->holiday, _("Moved workday: as on %s"),
            words_weekday(other.as_weekday));
}

static bool
read_week(struct stage *stage, struct week *week)
{
    const struct view *view = stage->view;
    const struct child *child = &view->greeting.child;
    int age = child->born_day ? day_years(child->born_day, view->day) : -1;
    for (int i = 0; i < WEEK_DAYS; i++) {
        struct week_day *day = &week->days[i];
        day->day = day_add(view->day, i + 1 - day_weekday(view->day));
        day->count =
            stage->db ? timetable_day(stage->db, day->sessions, view->home.id, day->day, age) : -1;
        if (day->count < 0)
            return false;
        name_day(stage, day);
    }
    return true;
}

static void
enter(struct stage *stage)
{
    struct timetable_state *s = stage->state;
    s->shown = day_weekday(stage->view->day) - 1;
    s->failed = !read_week(stage, &s->week);
}

static void
draw_times(struct ui *ui, struct rect area, const struct session *s, enum colour colour)
{
    const struct theme *t = ui->theme;
    char from[MINUTE_TEXT_LEN + 1], to[MINUTE_TEXT_LEN + 1];
    minute_text(from, s->starts_min);
    minute_text(to, s->ends_min);
    area = rect_centre(area, area.w, t->text_l * 5 / 4 + t->text_s * 3 / 2);
    draw_text(ui->list, rect_top(&area, t->text_l * 5 / 4),
        (struct text_style){
            .size = t->text_l, .colour = colour, .align = ALIGN_MIDDLE, .bold = true},
        from);
    draw_text(ui->list, area,
        (struct text_style){.size = t->text_s, .colour = QUIET, .align = ALIGN_MIDDLE}, to);
}

/* How much of it is over, as a bar that grows. */
static void
draw_progress(struct ui *ui, struct rect bar, const struct session *s, int minute)
{
    draw_box(ui->list, bar, bar.h / 2, PAPER);
    bar.w = bar.w * (minute - s->starts_min) / (s->ends_min - s->starts_min);
    if (bar.w >= bar.h)
        draw_box(ui->list, bar, bar.h / 2, LEAF);
}

static void
draw_pill(struct ui *ui, struct rect pill, const char *word)
{
    const struct theme *t = ui->theme;
    pill = rect_centre(pill, pill.w, t->text_m * 8 / 5);
    draw_box(ui->list, pill, pill.h / 2, LEAF_DEEP);
    draw_text(ui->list, rect_inset(pill, t->unit / 2),
        (struct text_style){
            .size = t->text_m, .colour = PAPER, .align = ALIGN_MIDDLE, .bold = true},
        word);
}

/* The subject over the room. */
static void
draw_words(struct ui *ui, struct rect area, const struct session *s, enum colour colour)
{
    const struct theme *t = ui->theme;
    int lines = words_lines(words_session(s), t->text_l * 3 / 4, area.w);
    int title = t->text_l * 4 / 3 * lines, room = s->room[0] ? t->text_s * 3 / 2 : 0;
    area = rect_centre(area, area.w, title + room);
    draw_text(ui->list, rect_top(&area, title),
        (struct text_style){.size = t->text_l, .colour = colour, .bold = true, .lines = lines},
        words_session(s));
    draw_text(ui->list, area, (struct text_style){.size = t->text_s, .colour = QUIET}, s->room);
}

/* Now or over, cut off the end of the row. */
static void
draw_sign(struct ui *ui, struct rect *row, enum session_time when)
{
    const struct theme *t = ui->theme;
    if (when == SESSION_NOW)
        draw_pill(ui, rect_right(row, t->text_m * 3), _("Now"));
    if (when == SESSION_OVER) {
        struct rect mark = rect_right(row, t->text_l);
        draw_picture(ui->list, rect_centre(mark, mark.w, mark.w), "icons", "check");
    }
    rect_right(row, t->unit);
}

/* Now has a green edge, a word and a bar; what is over is grey and has a tick. */
static void
draw_session(
    struct ui *ui, struct rect card, const struct session *s, enum session_time when, int minute)
{
    static const enum colour grounds[] = {MIST, LEAF_PALE, PAPER}, inks[] = {QUIET, LEAF_DEEP, INK};
    const struct theme *t = ui->theme;
    bool now = when == SESSION_NOW;
    if (now)
        draw_box(ui->list, card, t->corner, LEAF);
    struct rect inner = rect_inset(card, now ? t->unit / 2 : 0);
    draw_box(ui->list, inner, t->corner, grounds[when]);
    inner = rect_inset(inner, t->unit);
    if (now)
        draw_progress(ui, rect_bottom(&inner, t->unit), s, minute);
    draw_times(ui, rect_left(&inner, t->text_l * 3), s, now ? INK : inks[when]);
    rect_left(&inner, t->unit);
    int side = inner.h < t->touch * 3 / 2 ? inner.h : t->touch * 3 / 2;
    struct rect icon = rect_left(&inner, side);
    draw_picture(ui->list, rect_centre(icon, side, side), "icons", icon_of_session(s->subject));
    rect_left(&inner, t->gap);
    rect_right(&inner, t->unit);
    draw_sign(ui, &inner, when);
    draw_words(ui, inner, s, inks[when]);
}

static int
between(int value, int least, int most)
{
    return value < least ? least : value < most ? value : most;
}

static void
draw_day(struct ui *ui, struct timetable_state *s, const struct view *view, struct rect area)
{
    const struct theme *t = ui->theme;
    const struct week_day *day = &s->week.days[s->shown];
    if (!day->count) {
        ui_nothing(ui, area, "painting",
            day->day == view->day ? _("No classes today.\nRead, paint or play!")
                                  : _("No classes on this day."));
        return;
    }
    int columns = day->count > FEW && t->width >= t->height ? 2 : 1;
    int height = t->touch + t->gap * 3;
    if (day->count <= FEW) /* few are higher, twice as high at most */
        height = between(area.h / day->count, height, 2 * height);
    if (!s->placed)
        ui_list_show(ui, ID_LIST, height, week_first(day, view) / columns);
    s->placed = true;
    struct ui_list list =
        ui_list_begin(ui, ID_LIST, area, height, (day->count + columns - 1) / columns);
    for (int i = list.first * columns; i < list.last * columns && i < day->count; i++) {
        struct rect card =
            rect_column(ui_list_row(&list, i / columns), i % columns, columns, t->gap);
        rect_bottom(&card, t->gap);
        draw_session(ui, card, &day->sessions[i], week_time(day, i, view), view->minute);
    }
    ui_list_end(ui, &list);
}

static void
look_at(struct timetable_state *s, int shown, bool by_week)
{
    s->shown = shown;
    s->by_week = by_week;
    s->placed = false;
}

static void
draw_tabs(struct ui *ui, struct timetable_state *s, const struct view *view, struct rect row)
{
    const struct picture_tab day = {"today", _("Today"), 0}, week = {"timetable", _("Week"), 0};
    int gap = ui->theme->gap, today = day_weekday(view->day) - 1;
    bool on_today = !s->by_week && s->shown == today;
    if (ui_picture_tab(ui, ID_DAY, rect_column(row, 0, 2, gap), &day, on_today))
        look_at(s, today, false);
    if (ui_picture_tab(ui, ID_WEEK, rect_column(row, 1, 2, gap), &week, s->by_week))
        look_at(s, s->shown, true);
}

/* The day's date, and the holiday that it is in. */
static void
draw_line(struct ui *ui, const struct week_day *day, struct rect row)
{
    const struct theme *t = ui->theme;
    char date[96];
    words_date(date, sizeof date, day->day);
    if (day->holiday[0]) {
        ui_sign(ui, rect_right(&row, row.w / 2), "star", day->holiday);
        rect_right(&row, t->gap);
    }
    draw_text(
        ui->list, row, (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, date);
}

static void
draw_shown(struct ui *ui, struct timetable_state *s, const struct view *view, struct rect space)
{
    const struct theme *t = ui->theme;
    if (!s->by_week) {
        draw_line(ui, &s->week.days[s->shown], rect_top(&space, t->text_m * 3 / 2));
        rect_top(&space, t->unit);
        draw_day(ui, s, view, space);
        return;
    }
    int touched = week_draw(ui, ID_LIST + 1, space, &s->week, view, !s->placed);
    s->placed = true;
    if (touched >= 0)
        look_at(s, touched, false);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct timetable_state *s = stage->state;
    struct rect all = {0, 0, t->width, t->height};
    bool wide = t->width >= t->height;
    draw_box(ui->list, all, 0, LAKE_PALE);
    struct rect space = rect_inset(all, t->margin);
    struct rect head = rect_top(&space, t->touch);
    rect_top(&space, t->gap);
    struct rect tabs = wide ? rect_right(&head, head.w / 2) : rect_top(&space, t->touch);
    if (!wide)
        rect_top(&space, t->gap);
    if (ui_head(ui, ID_BACK, head, _("Timetable")))
        ui->go = stage->view->greeting.child.id ? NAV_ME : NAV_BACK;
    if (s->failed) {
        ui_nothing(ui, space, "warning-soft", _("It can't be shown just now. Ask a teacher."));
        return;
    }
    draw_tabs(ui, s, stage->view, tabs);
    draw_shown(ui, s, stage->view, space);
}

const struct screen screen_timetable = {.name = "timetable",
    .enter = enter,
    .draw = draw,
    .state_size = sizeof(struct timetable_state),
    .idle_ms = STAYS_MS};

_Static_assert(sizeof(struct timetable_state) <= SCREEN_STATE_MAX, "a week must fit");
