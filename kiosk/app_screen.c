/* app_screen.c: the screen that is up: how it is entered, drawn and left. */
#include "kiosk/app_inside.h"

#include "kiosk/staff_frame.h"

#include <string.h>

enum { RESUMES_MS = 20000 }; /* after its last touch; then whoever it was has gone */

void
app_language(struct app *app, enum language language)
{
    app->view.language = language;
    app->language_ms = clockwork_mono_ms(&app->clock);
    words_use(language);
}

struct stage
app_stage(struct app *app)
{
    return (struct stage){
        .view = &app->view, .db = app->db, .now = clockwork_now(&app->clock), .state = app->state};
}

void
app_keep(struct app *app, int64_t now_ms)
{
    struct kept *k = &app->kept;
    if (!app->screen->resume || now_ms - app->touched_ms >= RESUMES_MS)
        return;
    k->screen = app->screen;
    k->shown_ms = app->shown_ms;
    k->touched_ms = app->touched_ms;
    k->memory = app->memory;
    k->greeting = app->view.greeting;
    k->arrivals = app->view.arrivals;
    memcpy(k->state, app->state, k->screen->state_size);
}

/* Where lists had been scrolled to; the finger has long been off. */
static struct ui_memory
at_rest(const struct ui_memory *memory)
{
    struct ui_memory out = {0};
    for (int i = 0; i < UI_LISTS; i++) {
        out.lists[i].id = memory->lists[i].id;
        out.lists[i].offset = memory->lists[i].offset;
    }
    return out;
}

/* Its time ran on meanwhile. False where none was kept, or it can't come back. */
static bool
resume(struct app *app, int64_t now_ms)
{
    struct kept *k = &app->kept;
    const struct screen *screen = k->screen;
    k->screen = NULL;
    if (!screen || now_ms - k->touched_ms >= RESUMES_MS)
        return false;
    memcpy(app->state, k->state, screen->state_size);
    struct stage stage = app_stage(app);
    if (!screen->resume(&stage))
        return false;
    app->screen = screen;
    app->shown_ms = k->shown_ms;
    app->touched_ms = k->touched_ms;
    app->memory = at_rest(&k->memory);
    app->view.greeting = k->greeting;
    app->view.arrivals = k->arrivals;
    return true;
}

/* It takes 10 MiB: it is there from the first screen that writes until the staff side is closed. */
static void
keep_pinyin(struct app *app, const struct screen *next)
{
    struct view *v = &app->view;
    if (next->writes && !v->pinyin)
        v->pinyin = pinyin_create(NULL);
    if (next->access == ACCESS_ANYONE && !next->writes) {
        pinyin_destroy(v->pinyin);
        v->pinyin = NULL;
    }
}

static void
enter(struct app *app, const struct screen *next, int64_t now_ms)
{
    app->screen = next;
    if (next == &screen_home) { /* nobody stands before it any more */
        app->view.greeting = (struct greeting){0};
        app->view.guardian = 0;
    }
    if (next->access == ACCESS_ANYONE) { /* the staff side is closed */
        app->view.staff = (struct staff){0};
        if (next != &screen_sign_in)
            app->view.staff_asked = (struct staff){0};
    }
    app->stale |= next == &screen_home; /* what staff did may have changed it */
    keep_pinyin(app, next);
    app->shown_ms = now_ms;
    app->memory = (struct ui_memory){0};
    memset(app->state, 0, next->state_size);
    struct stage stage = app_stage(app);
    if (next->enter)
        next->enter(&stage);
}

/* May who is signed in see it? */
static bool
may_see(const struct app *app, const struct screen *screen)
{
    const struct staff *staff = &app->view.staff;
    enum access reached = staff->id ? staff_access(staff->role) : ACCESS_ANYONE;
    return screen->access <= reached;
}

void
app_go(struct app *app, enum nav_event event, int64_t now_ms)
{
    const struct screen *next = nav_next(app->screen, event);
    bool card = event == NAV_GREETED || event == NAV_NOTICED || event == NAV_SIGN_IN;
    /* Another card is another greeting; any other event that leads nowhere changes nothing. */
    if (next == app->screen && !card)
        return;
    if (next == &screen_home && resume(app, now_ms))
        return;
    if (!card)
        app->kept.screen = NULL;
    if (event != NAV_SIGN_IN || app->screen != &screen_sign_in)
        app->wanted = NULL; /* else it is wanted still, now that a card is there */
    if (!may_see(app, next)) {
        app->wanted = next;
        next = &screen_sign_in;
    }
    enter(app, next, now_ms);
}

void
app_sign_in(struct app *app, const struct staff *staff)
{
    const struct screen *next = app->wanted ? app->wanted : &screen_staff;
    app->kept.screen = NULL;
    app->view.staff = *staff;
    app->view.staff_asked = (struct staff){0};
    app->wanted = NULL;
    enter(app, may_see(app, next) ? next : &screen_staff, clockwork_mono_ms(&app->clock));
}

void
app_draw(struct app *app, struct draw_list *list, const struct touch *touch)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    struct stage stage = app_stage(app);
    struct ui ui = {
        .list = list, .theme = &app->view.theme, .memory = &app->memory, .now_ms = now_ms};
    if (touch)
        ui.touch = *touch;
    draw_clear(list);
    ui_begin(&ui);
    app->screen->draw(&ui, &stage);
    if (app->screen->access > ACCESS_ANYONE)
        staff_sign(&ui, &app->view);
    app->again_ms = ui.again_ms;
    app->stale |= ui.pressed; /* it may have recorded something */
    if (ui.pressed || ui.sound != SOUND_NONE)
        app_tell(app, ui.sound != SOUND_NONE ? ui.sound : SOUND_TAP, "");
    if (ui.say)
        speaker_read(app->speaker, app->view.language, ui.say, now_ms);
    if (ui.print.what != PRINT_NOTHING)
        print_begin(app->print, &ui.print, app->db, app->view.language, &stage.now);
    app_wishes(app, &ui);
    if (ui.language)
        app_language(app, app->view.language == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH);
    if (ui.signed_in) {
        app->screen_touched = true;
        struct staff staff = app->view.staff_asked;
        app_sign_in(app, &staff);
    } else if (ui.go != NAV_NONE) {
        app->screen_touched = true;
        app_go(app, ui.go, now_ms);
    }
}

int64_t
app_idle_at(const struct app *app)
{
    int64_t since = app->shown_ms > app->touched_ms ? app->shown_ms : app->touched_ms;
    return since + app->screen->idle_ms;
}
