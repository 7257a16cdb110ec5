/* ui_list.c: a list that a finger pushes. When let go it rolls on for a while, unless less motion
 * is wanted. */
#include "kiosk/ui_target.h"

#include <math.h>
#include <stdlib.h>

static const double slows_by = 4; /* after a second e^-4 of its speed is left */
static const double slowest = 20; /* pixels a second */

enum { RESTS_MS = 80 }; /* a finger that has rested so long throws nothing */

static struct ui_scroll *
find_scroll(struct ui_memory *m, int id)
{
    for (int i = 0; i < UI_LISTS; i++)
        if (m->lists[i].id == id || m->lists[i].id == 0) {
            m->lists[i].id = id;
            return &m->lists[i];
        }
    return &m->lists[UI_LISTS - 1];
}

static double
kept(double offset, double most)
{
    return offset < 0 || most < 0 ? 0 : offset > most ? most : offset;
}

/* A finger that stops a rolling list taps nothing. */
static void
hold(struct ui *ui, struct ui_scroll *s)
{
    ui->memory->held_list = s->id;
    ui->memory->dragged = fabs(s->speed) >= slowest;
    s->start = s->offset;
    s->grip_y = ui->touch.y;
    s->speed = 0;
    s->at_ms = ui->now_ms;
}

/* The list moves from where the drag began, so that it does not jump when the slack is left. */
static void
drag(struct ui *ui, struct ui_scroll *s, double most)
{
    const struct touch *t = &ui->touch;
    struct ui_memory *m = ui->memory;
    if (!m->dragged && abs(t->x - t->from_x) + abs(t->y - t->from_y) > 2 * ui->theme->unit) {
        m->dragged = true;
        s->grip_y = t->y;
    }
    double offset = kept(s->start - (t->y - s->grip_y), most);
    double seconds = (double)(ui->now_ms - s->at_ms) / 1000;
    if (t->phase == TOUCH_MOVE && seconds > 0)
        s->speed = 0.6 * (offset - s->offset) / seconds + 0.4 * s->speed;
    if (t->phase == TOUCH_UP && (seconds * 1000 > RESTS_MS || ui->theme->less_motion))
        s->speed = 0;
    if (m->dragged)
        s->offset = offset;
    s->at_ms = ui->now_ms;
}

static void
follow_finger(struct ui *ui, struct ui_scroll *s, struct rect rect, double most)
{
    const struct touch *t = &ui->touch;
    if (t->phase == TOUCH_DOWN && rect_has(rect, t->x, t->y))
        hold(ui, s);
    else if (ui->memory->held_list == s->id && t->phase != TOUCH_NONE)
        drag(ui, s, most);
}

static void
roll_on(struct ui *ui, struct ui_scroll *s, double most)
{
    double seconds = (double)(ui->now_ms - s->at_ms) / 1000;
    if (ui->memory->held_list == s->id || fabs(s->speed) < slowest)
        return;
    s->offset = kept(s->offset + s->speed * seconds, most);
    s->speed *= exp(-slows_by * seconds);
    s->at_ms = ui->now_ms;
    if (s->offset <= 0 || s->offset >= most || fabs(s->speed) < slowest)
        s->speed = 0;
    else
        ui_again(ui, ui->now_ms + 1);
}

struct ui_list
ui_list_begin(struct ui *ui, int id, struct rect rect, int row_height, int count)
{
    struct ui_scroll *s = find_scroll(ui->memory, id);
    double most = (double)row_height * count - rect.h;
    follow_finger(ui, s, rect, most);
    roll_on(ui, s, most);
    s->offset = kept(s->offset, most);
    int offset = (int)lround(s->offset), last = (offset + rect.h + row_height - 1) / row_height;
    draw_clip(ui->list, rect);
    return (struct ui_list){.id = id,
        .first = offset / row_height,
        .last = last < count ? last : count,
        .rect = rect,
        .row_height = row_height,
        .offset = offset,
        .most = most > 0 ? (int)most : 0};
}

struct rect
ui_list_row(const struct ui_list *l, int index)
{
    int y = l->rect.y + index * l->row_height - l->offset;
    return (struct rect){l->rect.x, y, l->rect.w, l->row_height};
}

bool
ui_list_is_held(const struct ui *ui, const struct ui_list *l, struct rect row)
{
    const struct ui_memory *m = ui->memory;
    return m->held_list == l->id && !m->dragged && rect_has(row, m->finger_x, m->finger_y) &&
           rect_has(l->rect, m->finger_x, m->finger_y);
}

/* A part of a row, by its place in the list. */
static int64_t
row_target(const struct ui_list *l, struct rect row)
{
    int y = row.y - l->rect.y + l->offset, x = row.x - l->rect.x;
    return ((int64_t)l->id << 48) + ((int64_t)x << 32) + y + 1;
}

bool
ui_list_tapped(struct ui *ui, const struct ui_list *l, struct rect row)
{
    if (ui->touch.phase != TOUCH_UP || !ui_list_is_held(ui, l, row))
        return false;
    bool hit = !ui_is_deaf(ui, row_target(l, row), DEAF_MS);
    ui->pressed |= hit;
    return hit;
}

static void
draw_more(struct ui *ui, const struct ui_list *l, bool above)
{
    int h = ui->theme->unit * 4;
    struct rect rest = l->rect;
    struct rect edge = above ? rect_top(&rest, h) : rect_bottom(&rest, h);
    struct rect pill = rect_centre(edge, h * 2, h - ui->theme->unit / 2);
    draw_box(ui->list, pill, pill.h / 2, LAKE_DEEP);
    draw_picture(
        ui->list, rect_centre(pill, pill.h, pill.h), "icons", above ? "more-up" : "more-down");
}

/* A bar as long as the part that is seen. */
static void
draw_bar(struct ui *ui, const struct ui_list *l)
{
    int whole = l->rect.h + l->most, w = ui->theme->unit / 2 + 1;
    int h = (int)((int64_t)l->rect.h * l->rect.h / whole);
    int y = l->rect.y + (int)((int64_t)l->rect.h * l->offset / whole);
    draw_box(ui->list, (struct rect){l->rect.x + l->rect.w - w, y, w, h}, w / 2, QUIET);
}

void
ui_list_end(struct ui *ui, const struct ui_list *l)
{
    if (l->most > 0)
        draw_bar(ui, l);
    if (l->offset > 0)
        draw_more(ui, l, true);
    if (l->offset < l->most)
        draw_more(ui, l, false);
    draw_clip(ui->list, (struct rect){0});
    if (ui->touch.phase == TOUCH_UP && ui->memory->held_list == l->id)
        ui->memory->held_list = 0;
}
