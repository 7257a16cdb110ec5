/* ui_target.c: what a finger means to a target. It acts when the finger goes down, once: what the
 * finger does then, drag off, rest or come back, changes the look alone. */
#include "kiosk/ui_target.h"

void
ui_begin(struct ui *ui)
{
    struct ui_memory *m = ui->memory;
    if (ui->touch.phase == TOUCH_NONE)
        return;
    if (ui->touch.phase == TOUCH_DOWN)
        m->held = 0;
    if (ui->touch.phase != TOUCH_MOVE)
        m->finger_on = false;
    m->finger_x = ui->touch.x;
    m->finger_y = ui->touch.y;
}

void
ui_again(struct ui *ui, int64_t at_ms)
{
    if (!ui->again_ms || at_ms < ui->again_ms)
        ui->again_ms = at_ms;
}

bool
ui_is_deaf(struct ui *ui, int64_t target, int deaf_ms)
{
    struct ui_memory *m = ui->memory;
    bool deaf = m->touched == target && ui->now_ms - m->touched_ms < deaf_ms;
    m->touched = target;
    m->touched_ms = ui->now_ms;
    return deaf;
}

bool
ui_target(struct ui *ui, int id, struct rect rect, int slack, int deaf_ms)
{
    const struct touch *t = &ui->touch;
    struct ui_memory *m = ui->memory;
    struct rect target = {rect.x - slack, rect.y - slack, rect.w + 2 * slack, rect.h + 2 * slack};
    if (!rect_is_empty(ui->list->clip))
        target = rect_common(target, ui->list->clip);
    bool on = rect_has(target, t->x, t->y);
    if (t->phase == TOUCH_MOVE && m->held == id)
        m->finger_on = on;
    if (t->phase != TOUCH_DOWN || !on || ui->pressed)
        return false;
    m->held = id;
    m->finger_on = true;
    m->held_ms = ui->now_ms;
    bool deaf = ui_is_deaf(ui, id, deaf_ms);
    ui->pressed = !deaf;
    return !deaf;
}

bool
ui_area(struct ui *ui, int id, struct rect rect)
{
    return ui_target(ui, id, rect, ui->theme->unit, DEAF_MS);
}

bool
ui_is_held(struct ui *ui, int id)
{
    const struct ui_memory *m = ui->memory;
    if (m->held != id)
        return false;
    int64_t until_ms = m->held_ms + MOTION_PRESS_MS; /* a short tap is seen as well */
    if (!m->finger_on && ui->now_ms < until_ms)
        ui_again(ui, until_ms);
    return m->finger_on || ui->now_ms < until_ms;
}
