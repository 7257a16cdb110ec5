/* app_touch.c: a finger's way to the screen. Hammering, palms and a locked screen end here. */
#include "kiosk/app_inside.h"

/* The kit makes a target deaf to hammering. Where its touch led to another screen, the hand that
 * hammers on would touch what is there now: no finger is heard until it has rested. */
static bool
is_deaf(struct app *app, enum touch_phase phase, int64_t now_ms)
{
    if (phase == TOUCH_DOWN) {
        app->touch_deaf = app->screen_touched && now_ms - app->tapped_ms < DEAF_MS;
        app->screen_touched = app->touch_deaf;
        app->tapped_ms = now_ms;
    }
    return app->touch_deaf;
}

void
app_touch(struct app *app, enum touch_phase phase, int x, int y)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    if (app->screen->locked || is_deaf(app, phase, now_ms))
        return;
    if (phase == TOUCH_DOWN)
        app->touch = (struct touch){.from_x = x, .from_y = y};
    app->touch.phase = phase;
    app->touch.x = x;
    app->touch.y = y;
    app->touched_ms = now_ms;
    app_fill_view(app);
    app_draw(app, &app->lists[!app->shown_list], &app->touch);
}

void
app_finger(struct app *app, enum touch_phase phase, int64_t id, int x, int y)
{
    if (finger_is_heard(&app->finger, phase, id, clockwork_mono_ms(&app->clock)))
        app_touch(app, phase, x, y);
}

void
app_let_go_of_palm(struct app *app, int64_t now_ms)
{
    int64_t at_ms = finger_let_go_at(&app->finger);
    if (at_ms && now_ms >= at_ms)
        app_finger(app, TOUCH_UP, app->finger.id, -1, -1);
}
