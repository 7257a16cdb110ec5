/* ui_list.c: a list that a finger pushes. When let go it rolls on for a while. */
#include "kiosk/ui.h"

#include <math.h>

static const double slows_by = 4; /* after a second e^-4 of its speed is left */
static const double slowest = 20; /* pixels a second */

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

static void
follow_finger(struct ui *ui, struct ui_scroll *s, struct rect rect, double most)
{
    struct ui_memory *m = ui->memory;
    const struct touch *t = &ui->touch;
    if (t->phase == TOUCH_DOWN && rect_has(rect, t->x, t->y)) {
        m->held_list = s->id;
        m->dragged = false;
        *s = (struct ui_scroll){
            .id = s->id, .offset = s->offset, .start = s->offset, .at_ms = ui->now_ms};
    }
    if (m->held_list != s->id || t->phase == TOUCH_NONE)
        return;
    m->dragged |= hypot(t->x - t->from_x, t->y - t->from_y) > 2 * ui->theme->unit;
    double offset = kept(s->start - (t->y - t->from_y), most);
    double seconds = (double)(ui->now_ms - s->at_ms) / 1000;
    if (t->phase == TOUCH_MOVE && seconds > 0)
        s->speed = 0.6 * (offset - s->offset) / seconds + 0.4 * s->speed;
    if (m->dragged)
        s->offset = offset;
    s->at_ms = ui->now_ms;
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
    if (s->offset <= 0 || s->offset >= most)
        s->speed = 0;
    else
        ui->again_ms = ui->now_ms + 1;
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
        .offset = offset};
}

struct rect
ui_list_row(const struct ui_list *l, int index)
{
    int y = l->rect.y + index * l->row_height - l->offset;
    return (struct rect){l->rect.x, y, l->rect.w, l->row_height};
}

bool
ui_list_tapped(struct ui *ui, const struct ui_list *l, struct rect row)
{
    bool hit = ui->touch.phase == TOUCH_UP && ui->memory->held_list == l->id &&
               !ui->memory->dragged && rect_has(row, ui->touch.x, ui->touch.y) &&
               rect_has(l->rect, ui->touch.x, ui->touch.y);
    ui->pressed |= hit;
    return hit;
}

void
ui_list_end(struct ui *ui, const struct ui_list *l)
{
    draw_clip(ui->list, (struct rect){0});
    if (ui->touch.phase == TOUCH_UP && ui->memory->held_list == l->id)
        ui->memory->held_list = 0;
}

void
ui_list_show(struct ui *ui, int id, int row_height, int index)
{
    find_scroll(ui->memory, id)->offset = (double)row_height * index;
}
