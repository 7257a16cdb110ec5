#include "kiosk/timetable_week.h"

#include "kiosk/icons.h"

#include "db/day.h"

#include <stdio.h>

enum session_time
week_time(const struct week_day *day, int i, const struct view *view)
{
    const struct session *s = &day->sessions[i];
    if (day->day != view->day)
        return day->day < view->day ? SESSION_OVER : SESSION_TO_COME;
    if (s->ends_min <= view->minute)
        return SESSION_OVER;
    return s->starts_min <= view->minute ? SESSION_NOW : SESSION_TO_COME;
}

int
week_first(const struct week_day *day, const struct view *view)
{
    int first = 0;
    while (first < day->count && week_time(day, first, view) == SESSION_OVER)
        first++;
    return first;
}

/* The weekday over the day of the month; today's is dark, a holiday's yellow. */
static void
draw_day_head(struct ui *ui, struct rect head, const struct week_day *day, bool today)
{
    const struct theme *t = ui->theme;
    static const char *const names[WEEK_DAYS] = {
        N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")};
    char number[16];
    snprintf(number, sizeof number, "%d", day->day % 100);
    draw_box(ui->list, head, t->corner, today ? LAKE_DEEP : day->holiday[0] ? SUN_PALE : PAPER);
    struct rect inner = rect_inset(head, t->unit / 2);
    enum colour colour = today ? PAPER : INK;
    draw_text(ui->list, rect_top(&inner, inner.h * 11 / 20),
        (struct text_style){
            .size = t->text_m, .colour = colour, .align = ALIGN_MIDDLE, .bold = true},
        _(names[day_weekday(day->day) - 1]));
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_s, .colour = colour, .align = ALIGN_MIDDLE}, number);
}

static void
draw_cell(struct ui *ui, struct rect cell, const struct session *s, enum session_time when)
{
    const struct theme *t = ui->theme;
    char from[MINUTE_TEXT_LEN + 1];
    minute_text(from, s->starts_min);
    if (when == SESSION_NOW)
        draw_box(ui->list, cell, t->corner, LEAF);
    draw_box(ui->list, when == SESSION_NOW ? rect_inset(cell, t->unit / 2) : cell, t->corner,
        when == SESSION_NOW    ? LEAF_PALE
        : when == SESSION_OVER ? MIST
                               : PAPER);
    struct rect inner = rect_inset(cell, t->unit / 2);
    struct rect top = rect_top(&inner, inner.h * 9 / 20);
    struct rect icon = rect_left(&top, top.h < top.w / 2 ? top.h : top.w / 2);
    draw_picture(ui->list, rect_centre(icon, icon.w, icon.w), "icons", icon_of_session(s->subject));
    /* A long English word must not break in a narrow column. */
    int size = inner.w < t->text_s * 5 ? t->text_s * 3 / 4 : t->text_s;
    enum colour colour = when == SESSION_OVER ? QUIET : INK;
    draw_text(ui->list, top,
        (struct text_style){.size = t->text_s, .colour = colour, .align = ALIGN_MIDDLE}, from);
    draw_text(ui->list, inner,
        (struct text_style){.size = size,
            .colour = when == SESSION_NOW ? LEAF_DEEP : colour,
            .align = ALIGN_MIDDLE,
            .bold = true,
            .lines = 2},
        words_session(s));
}

/* Few rows are higher, to half as high again. */
static int
row_height(int space, int rows, int least)
{
    int height = space / rows;
    return height < least ? least : height < least * 3 / 2 ? height : least * 3 / 2;
}

int
week_draw(struct ui *ui, int id, struct rect area, const struct week *week, const struct view *view,
    bool place)
{
    const struct theme *t = ui->theme;
    struct rect heads = rect_top(&area, t->text_m * 3 / 2 + t->text_s * 3 / 2);
    int rows = 0, touched = -1, gap = t->unit * 3 / 4;
    for (int d = 0; d < WEEK_DAYS; d++) {
        const struct week_day *day = &week->days[d];
        struct rect head = rect_column(heads, d, WEEK_DAYS, gap);
        draw_day_head(ui, head, day, day->day == view->day);
        if (ui_area(ui, id + 1 + d, head))
            touched = d;
        rows = day->count > rows ? day->count : rows;
    }
    rect_top(&area, gap);
    if (!rows) {
        ui_nothing(ui, area, "painting", _("No classes this week. Read, paint or play!"));
        return touched;
    }
    int height = row_height(area.h, rows, t->text_s * 9 / 2 + 2 * t->unit + gap);
    if (place)
        ui_list_show(ui, id, height, week_first(&week->days[day_weekday(view->day) - 1], view));
    struct ui_list list = ui_list_begin(ui, id, area, height, rows);
    for (int i = list.first; i < list.last; i++)
        for (int d = 0; d < WEEK_DAYS; d++) {
            const struct week_day *day = &week->days[d];
            struct rect cell = rect_column(ui_list_row(&list, i), d, WEEK_DAYS, gap);
            if (ui_list_tapped(ui, &list, cell))
                touched = d;
            rect_bottom(&cell, gap);
            if (i < day->count)
                draw_cell(ui, cell, &day->sessions[i], week_time(day, i, view));
        }
    ui_list_end(ui, &list);
    return touched;
}
