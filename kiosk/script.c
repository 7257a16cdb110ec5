#include "kiosk/script.h"

#include "kiosk/app_inside.h"
#include "kiosk/monkey.h"

#include "db/day.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP_MS = 100, KEY_MS = 5, MOVE_MS = 16, LISTENS = 100, LISTEN_MS = 100 };

static bool
do_clock(struct app *app, const char *rest)
{
    char day[16], minute[16], wrong[8] = "";
    if (sscanf(rest, "%15s %15s %7s", day, minute, wrong) < 2)
        return false;
    int d = day_parse(day), m = minute_parse(minute);
    if (!d || m < 0)
        return false;
    clockwork_script(&app->clock, day_to_utc_ms(d, m, 480));
    app->clock.at.trusted = strcmp(wrong, "wrong") != 0;
    app->stale = true;
    return true;
}

static bool
do_wait(struct app *app, const char *rest)
{
    for (long ms = strtol(rest, NULL, 10); ms > 0; ms -= STEP_MS) {
        clockwork_pass(&app->clock, ms < STEP_MS ? ms : STEP_MS);
        app_frame(app);
    }
    return true;
}

static bool
do_finger(struct app *app, enum touch_phase phase, const char *rest)
{
    char *end = NULL;
    long x = strtol(rest, &end, 10), y = strtol(end, &end, 10);
    if (*end)
        return false;
    app_finger(app, phase, 0, (int)x, (int)y);
    return true;
}

static bool
do_down(struct app *app, const char *rest)
{
    return do_finger(app, TOUCH_DOWN, rest);
}

static bool
do_move(struct app *app, const char *rest)
{
    clockwork_pass(&app->clock, MOVE_MS);
    return do_finger(app, TOUCH_MOVE, rest);
}

static bool
do_up(struct app *app, const char *rest)
{
    return do_finger(app, TOUCH_UP, rest);
}

static bool
do_tap(struct app *app, const char *rest)
{
    bool ok = do_down(app, rest);
    clockwork_pass(&app->clock, MOTION_PRESS_MS); /* as long as a control looks pressed */
    return do_up(app, rest) && ok;
}

/* What is shown is found where it was laid out, at any size. The last one: it lies on top. */
static bool
do_touch(struct app *app, const char *rest)
{
    const struct draw_list *shown = &app->lists[app->shown_list];
    for (int i = shown->count - 1; i >= 0; i--) {
        const struct draw_command *c = &shown->commands[i];
        int x = c->rect.x + c->rect.w / 2, y = c->rect.y + c->rect.h / 2;
        bool seen = rect_is_empty(c->clip) || rect_has(c->clip, x, y);
        char middle[32];
        snprintf(middle, sizeof middle, "%d %d", x, y);
        if (seen && strcmp(c->text, rest) == 0)
            return do_tap(app, middle);
    }
    return false;
}

static bool
do_monkey(struct app *app, const char *rest)
{
    char *end = NULL;
    long count = strtol(rest, &end, 10), seed = strtol(end, &end, 10);
    return count > 0 && monkey_play(app, count, (uint64_t)seed, *end ? end + 1 : NULL);
}

static bool
do_scan(struct app *app, const char *rest)
{
    app_code(app, rest, strlen(rest), clockwork_mono_ms(&app->clock));
    return true;
}

static bool
do_sign_in(struct app *app, const char *rest)
{
    struct staff staff;
    bool found = app->db && staff_find(app->db, &staff, rest);
    if (found)
        app_sign_in(app, &staff);
    return found;
}

static bool
do_type(struct app *app, const char *rest)
{
    for (; *rest; rest++) {
        clockwork_pass(&app->clock, KEY_MS);
        app_key(app, *rest);
    }
    app_key(app, '\r');
    return true;
}

static bool
do_lang(struct app *app, const char *rest)
{
    app->options.language = strcmp(rest, "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH;
    app_language(app, app->options.language);
    return true;
}

static bool
do_camera(struct app *app, const char *rest)
{
    static const char *const names[CAMERA_STATE_COUNT] = {
        "starting", "on", "missing", "ended", "off"};
    for (int i = 0; i < CAMERA_STATE_COUNT; i++)
        if (strcmp(rest, names[i]) == 0) {
            app->view.camera = (enum wire_camera)i;
            return true;
        }
    return false;
}

/* espeak-ng knows no script's clock. */
static bool
do_listen(struct app *app, const char *rest)
{
    (void)rest;
    for (int i = 0; i < LISTENS && speaker_fd(app->speaker) >= 0; i++) {
        struct pollfd made = {.fd = speaker_fd(app->speaker), .events = POLLIN};
        poll(&made, 1, LISTEN_MS);
        app_frame(app);
    }
    return speaker_fd(app->speaker) < 0;
}

/* Nor do the processes that print, back up and restore. */
static bool
do_worked(struct app *app, const char *rest)
{
    (void)rest;
    const struct view *v = &app->view;
    for (int i = 0; i < LISTENS && (v->job.busy || v->print.state == PRINT_BUSY); i++) {
        poll(NULL, 0, LISTEN_MS);
        app_frame(app);
    }
    return !v->job.busy && v->print.state != PRINT_BUSY;
}

static bool
do_shot(struct app *app, const char *rest)
{
    cairo_surface_t *surface = window_surface(app->window);
    return surface && cairo_surface_write_to_png(surface, rest) == CAIRO_STATUS_SUCCESS;
}

static bool
do_list(struct app *app, const char *rest)
{
    FILE *out = fopen(rest, "we");
    if (!out)
        return false;
    draw_print(&app->lists[app->shown_list], out);
    return fclose(out) == 0;
}

static const struct {
    const char *name;
    bool (*run)(struct app *app, const char *rest);
} steps[] = {
    {"clock", do_clock},
    {"wait", do_wait},
    {"tap", do_tap},
    {"touch", do_touch},
    {"down", do_down},
    {"move", do_move},
    {"up", do_up},
    {"monkey", do_monkey},
    {"scan", do_scan},
    {"sign-in", do_sign_in},
    {"type", do_type},
    {"lang", do_lang},
    {"camera", do_camera},
    {"listen", do_listen},
    {"worked", do_worked},
    {"shot", do_shot},
    {"list", do_list},
};

static bool
run_line(struct app *app, char *line)
{
    line[strcspn(line, "\r\n")] = '\0';
    if (!line[0] || line[0] == '#')
        return true;
    char *rest = line + strcspn(line, " ");
    if (*rest)
        *rest++ = '\0';
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (strcmp(line, steps[i].name) == 0) {
            bool done = steps[i].run(app, rest);
            app_frame(app);
            return done;
        }
    return false;
}

void
script_run(struct app *app, const char *path)
{
    char line[1024];
    int number = 0;
    FILE *in = fopen(path, "re");
    bool ok = in != NULL;
    while (ok && !app->quit && fgets(line, sizeof line, in)) {
        number++;
        ok = run_line(app, line);
    }
    if (in)
        fclose(in);
    if (!ok)
        fprintf(stderr, "kiosk: the script fails at line %d\n", number);
    app->script_failed = !ok;
}
