/* screen_summary_body.c: the figures of all of it, a chart, and a row for each of the group. */
#include "kiosk/screen_summary.h"

#include "kiosk/chart_pen.h"
#include "kiosk/ui_picture_tab.h"

#include <stdio.h>
#include <string.h>

/* What is told of all of it, in order; what is 0 stays away, but for the first four. */
static const enum summary_figure told[] = {SUMMARY_CHILDREN, SUMMARY_DAYS, SUMMARY_STAYED,
    SUMMARY_AVERAGE, SUMMARY_PEAK, SUMMARY_OPEN_DAYS, SUMMARY_FIRST, SUMMARY_STREAK, SUMMARY_HELD,
    SUMMARY_TOOK_PART, SUMMARY_STARS, SUMMARY_HOMEWORK_SET, SUMMARY_HOMEWORK_DONE, SUMMARY_LESSONS,
    SUMMARY_LESSONS_RIGHT, SUMMARY_VOLUNTEERS, SUMMARY_VOLUNTEERED, SUMMARY_ASSUMED,
    SUMMARY_CORRECTED};
enum { TOLD = sizeof told / sizeof told[0], ALWAYS = 4, MOODS = 5 };

static bool
is_told(const struct summary_state *s, int i)
{
    int64_t value = s->all.figures[told[i]];
    if (s->ask.child_id && (told[i] == SUMMARY_CHILDREN || told[i] == SUMMARY_PEAK ||
                               told[i] == SUMMARY_AVERAGE || told[i] == SUMMARY_FIRST))
        return false;
    return value > 0 || (i < ALWAYS && value == 0);
}

/* A figure with its word, on a card; touched, it shows what is behind it. */
static void
draw_figure(struct ui *ui, const struct stage *stage, struct summary_state *s,
    enum summary_figure figure, struct rect cell)
{
    const struct theme *t = ui->theme;
    char value[SUMMARY_VALUE];
    int id = SUMMARY_ID_ALL + (int)figure;
    draw_box(ui->list, cell, t->corner / 2, ui_is_held(ui, id) ? LAKE_PALE : PAPER);
    struct rect inner = {
        cell.x + t->gap, cell.y + t->unit, cell.w - 2 * t->gap, cell.h - 2 * t->unit};
    struct rect number = rect_right(&inner, inner.w * 9 / 20);
    rect_right(&inner, t->unit / 2);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = INK, .lines = 2},
        summary_figure_heading(figure));
    draw_text(ui->list, number,
        (struct text_style){
            .size = t->text_l, .colour = LAKE_DEEP, .align = ALIGN_END, .bold = true},
        summary_value(value, figure, s->all.figures[figure]));
    if (ui_area(ui, id, cell))
        summary_read_behind(s, stage, figure, 0, "");
}

/* As many as have room: those that matter come first. */
static void
draw_figures(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space,
    int columns)
{
    const struct theme *t = ui->theme;
    int chosen[TOLD], count = 0, height = t->staff_touch * 5 / 4;
    int room = (space.h + t->unit) / (height + t->unit) * columns;
    for (int i = 0; i < TOLD && count < room; i++)
        if (is_told(s, i))
            chosen[count++] = i;
    for (int i = 0; i < count; i++) {
        struct rect row = {space.x, space.y + i / columns * (height + t->unit), space.w, height};
        draw_figure(ui, stage, s, told[chosen[i]], rect_column(row, i % columns, columns, t->unit));
    }
}

static void
draw_chart(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect card = ui_card(ui, space), head = card;
    struct picture_tab heat = {
        .icon = s->heat ? "chart" : "timetable", .label = s->heat ? _("As bars") : _("As a month")};
    head = rect_top(&head, t->staff_touch * 9 / 10);
    if (s->has_heat &&
        ui_picture_tab(ui, SUMMARY_ID_HEAT, rect_right(&head, t->unit * 26), &heat, false)) {
        s->heat = !s->heat;
        summary_read(s, stage);
        return;
    }
    chart_paint(ui, &s->chart, card, false);
    int i = chart_touched(ui, &s->chart, card, false);
    if (!ui_area(ui, SUMMARY_ID_CHART, card) || i < 0 || !s->chart.points[i].day)
        return;
    s->day = s->chart.points[i].day;
    s->range = RANGE_DAY;
    summary_read(s, stage);
}

/* Headings above the rows, in the same columns. */
static struct rect
row_columns(struct rect row, int gap, struct rect cells[SUMMARY_SHOWN])
{
    struct rect figures = rect_right(&row, row.w * 3 / 5);
    for (int i = 0; i < SUMMARY_SHOWN; i++)
        cells[i] = rect_column(figures, i, SUMMARY_SHOWN, gap);
    return row;
}

static void
draw_headings(struct ui *ui, const struct summary_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    struct rect cells[SUMMARY_SHOWN], label = row_columns(row, t->unit, cells);
    draw_text(ui->list, label, (struct text_style){.size = t->text_s, .colour = QUIET},
        s->ask.group == SUMMARY_CHILD ? _("Name") : summary_group_heading(s->ask.group));
    for (int i = 0; i < SUMMARY_SHOWN; i++)
        if (s->shown[i] < SUMMARY_FIGURE_COUNT)
            draw_text(ui->list, cells[i],
                (struct text_style){
                    .size = t->text_s, .colour = QUIET, .align = ALIGN_END, .lines = 2},
                summary_figure_heading(s->shown[i]));
}

/* A child's name leads to its own summary. */
static void
open_child(struct summary_state *s, const struct stage *stage, const struct summary_line *line)
{
    snprintf(s->child, sizeof s->child, "%s", line->name);
    s->ask.child_id = line->key;
    s->tab = 0;
    summary_read(s, stage);
}

static void
draw_row(struct ui *ui, const struct stage *stage, struct summary_state *s,
    const struct ui_list *list, int i)
{
    const struct theme *t = ui->theme;
    const struct summary_line *line = &s->rows[i];
    struct rect row = ui_list_row(list, i), cells[SUMMARY_SHOWN];
    bool held = ui_list_is_held(ui, list, row);
    struct rect ground = row;
    draw_box(
        ui->list, rect_top(&ground, row.h - t->unit / 2), t->corner / 3, held ? LAKE_PALE : PAPER);
    struct rect inner = {row.x + t->unit, row.y, row.w - 2 * t->unit, row.h - t->unit / 2};
    struct rect label = row_columns(inner, t->unit, cells);
    draw_text(ui->list, label,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = line->name[0] != '\0'},
        line->name[0] ? line->name : line->label);
    for (int c = 0; c < SUMMARY_SHOWN; c++) {
        char value[SUMMARY_VALUE];
        if (s->shown[c] == SUMMARY_FIGURE_COUNT)
            continue;
        draw_text(ui->list, cells[c],
            (struct text_style){
                .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_END, .bold = true},
            summary_value(value, s->shown[c], line->figures[c]));
    }
    if (!ui_list_tapped(ui, list, row))
        return;
    for (int c = 0; c < SUMMARY_SHOWN; c++)
        if (s->shown[c] < SUMMARY_FIGURE_COUNT && rect_has(cells[c], ui->touch.x, ui->touch.y)) {
            summary_read_behind(s, stage, s->shown[c], line->key, line->label);
            return;
        }
    if (line->name[0])
        open_child(s, stage, line);
}

static void
draw_rows(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect head = rect_top(&space, t->text_s * 5 / 2);
    head.x += t->unit;
    head.w -= 2 * t->unit;
    draw_headings(ui, s, head);
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 6), "note",
            _("There are more: the file has all of them."));
    struct ui_list list =
        ui_list_begin(ui, SUMMARY_ID_LIST, space, t->staff_touch * 6 / 5, s->count);
    for (int i = list.first; i < list.last && i < s->count && !s->behind; i++)
        draw_row(ui, stage, s, &list, i);
    ui_list_end(ui, &list);
}

static void
draw_parts(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool whole = s->has_heat && s->heat; /* a month needs the room */
    bool shares = s->chart.kind == CHART_SHARES;
    if (s->has_chart) {
        draw_chart(
            ui, stage, s, rect_top(&space, whole ? space.h : space.h * (shares ? 11 : 9) / 20));
        rect_top(&space, t->gap);
    }
    if (!s->behind && !whole)
        draw_rows(ui, stage, s, space);
}

void
summary_draw_body(
    struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    bool is_period = s->range == RANGE_TERM || s->range == RANGE_HOLIDAY;
    if (s->failed) {
        ui_nothing(ui, space, "warning-soft", _("This can't be read now. Nothing is lost."));
        return;
    }
    if (is_period && s->period < 0) {
        ui_nothing(ui, space, "timetable",
            s->range == RANGE_TERM ? _("No term is in the plan. A manager adds it under Plan.")
                                   : _("No holiday is in the plan. A manager adds it under Plan."));
        return;
    }
    if (s->count == 0) {
        ui_nothing(ui, space, "chart", _("Nothing is on record of these days."));
        return;
    }
    int height = t->staff_touch * 5 / 4 + t->unit;
    struct rect figures = wide ? rect_left(&space, space.w * 3 / 10) : rect_top(&space, height * 4);
    if (wide)
        rect_left(&space, t->gap);
    else
        rect_top(&space, t->unit);
    draw_figures(ui, stage, s, figures, wide ? 1 : 2);
    if (!s->behind)
        draw_parts(ui, stage, s, space);
}
