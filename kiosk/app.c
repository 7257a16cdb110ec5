/* app.c: the kiosk opened and closed, and its loop: wait, handle, draw. app_inside.h has the parts.
 */
#include "kiosk/app_inside.h"

#include "kiosk/script.h"

#include "db/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LANGUAGE_STAYS_MS = 60000, /* then back to the Home's language */
    FRAME_MS = 16,             /* between two pictures of what moves */
    EVENTS_A_FRAME = 64,
};

/* Photographs of guardians lie beside the database, and are in no repository. */
static void
open_photos(struct app *app)
{
    char folder[4096];
    const char *db = app->options.db, *end = db ? strrchr(db, '/') : NULL;
    int n =
        snprintf(folder, sizeof folder, "%.*sphotos", end ? (int)(end - db + 1) : 0, db ? db : "");
    if (db && n > 0 && (size_t)n < sizeof folder)
        paint_photos(app->paint, folder);
}

bool
app_open(struct app *app, const struct app_options *options)
{
    *app = (struct app){.options = *options,
        .screen = options->gallery ? &screen_gallery : &screen_home,
        .stale = true,
        .volume = VOLUME_AT_FIRST,
        .sound_test_ms = -1};
    words_init(options->locale[0] ? options->locale : NULL);
    app_language(app, options->language);
    app->window = window_create("Zhaoxi 朝夕", options->width, options->height);
    if (!app->window)
        return false;
    app->paint = paint_create(options->assets);
    open_photos(app);
    app->view.no_fonts = !paint_has_fonts();
    if (app->view.no_fonts)
        fputs("kiosk: no Chinese font is installed: apt install fonts-noto-cjk\n", stderr);
    app->view.camera = CAMERA_OFF;
    app->print = print_create(options->cli, options->db);
    app->view.hand = options->hand != NULL;
    snprintf(app->view.db_path, sizeof app->view.db_path, "%s", options->db ? options->db : "");
    app->runner = runner_create(options->cli, options->db, options->assets);
    app->paint_all = true;
    /* 10 MiB that no screen of the children has a use for yet. */
    app->view.pinyin = options->gallery ? pinyin_create(NULL) : NULL;
    return true;
}

void
app_close(struct app *app)
{
    scanner_destroy(app->hand);
    scanner_destroy(app->scanner);
    questions_free(&app->questions);
    pinyin_destroy(app->view.pinyin);
    speaker_destroy(app->speaker);
    print_destroy(app->print);
    runner_destroy(app->runner);
    paint_destroy(app->paint);
    window_destroy(app->window);
    db_close(app->db);
}

/* Opens what the first picture does not need. */
static void
open_the_rest(struct app *app)
{
    app->first_frame_shown = true;
    fprintf(stderr, "kiosk: first frame %lld ms\n",
        (long long)(clockwork_mono_ms(&(struct clockwork){0}) - app->options.started_ms));
    app->scanner = scanner_create(app->options.scanner, app->options.source, app->options.loop,
        clockwork_mono_ms(&app->clock));
    if (app->options.hand)
        app->hand = scanner_create(
            app->options.scanner, app->options.hand, false, clockwork_mono_ms(&app->clock));
    questions_load(&app->questions, app->options.assets, stderr);
    app->view.questions = &app->questions;
    app->speaker = speaker_create(app->options.assets, app->options.clips);
    app->view.no_sound = !speaker_has_device(app->speaker);
}

void
app_tell(struct app *app, enum sound_name outcome, const char *pinyin)
{
    speaker_tell(app->speaker, outcome, app->view.language, pinyin, clockwork_mono_ms(&app->clock));
}

/* Paints and shows what differs from the list on the screen. */
static void
show(struct app *app)
{
    struct draw_list *last = &app->lists[app->shown_list];
    struct draw_list *next = &app->lists[!app->shown_list];
    struct rect all = {0, 0, app->view.theme.width, app->view.theme.height};
    struct rect dirty = app->paint_all ? all : draw_difference(last, next);
    if (next->overflowed)
        fputs("kiosk: a screen has more than its draw list holds\n", stderr);
    app->shown_list = !app->shown_list;
    cairo_surface_t *surface = rect_is_empty(dirty) ? NULL : window_surface(app->window);
    if (!surface)
        return;
    cairo_t *to = cairo_create(surface);
    paint_list(app->paint, to, next, dirty);
    cairo_destroy(to);
    cairo_surface_flush(surface);
    window_present(app->window, dirty);
    if (app->answered_ms)
        fprintf(stderr, "kiosk: shown %lld ms\n",
            (long long)(clockwork_mono_ms(&app->clock) - app->answered_ms));
    app->answered_ms = 0;
    app->paint_all = false;
}

/* The speaker's turn of the loop. */
static void
listen(struct app *app)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    speaker_set(app->speaker, app->volume, quiet_has(&app->quiet, app->view.minute));
    if (app->heard_wish)
        app_tell(app, SOUND_WELCOME, "");
    app->heard_wish = false;
    app->speaker_ms = speaker_tick(app->speaker, now_ms);
}

static void
let_database_rest(struct app *app, int64_t now_ms)
{
    if (!app->rest_ms || now_ms < app->rest_ms)
        return;
    app->rest_ms = 0;
    if (app->db)
        db_rest(app->db);
}

void
app_frame(struct app *app)
{
    int width, height;
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    app->frame_ms = now_ms;
    let_database_rest(app, now_ms);
    app_let_go_of_palm(app, now_ms);
    if (app->screen->idle_ms && now_ms >= app_idle_at(app))
        app_go(app, NAV_IDLE, now_ms);
    if (app->view.language != app->options.language &&
        now_ms - app->language_ms >= LANGUAGE_STAYS_MS)
        app_language(app, app->options.language);
    window_size(app->window, &width, &height);
    app->view.theme = theme_for(width, height, window_dpi(app->window));
    theme_enlarge_text(&app->view.theme, app->options.text_percent);
    app->view.theme.less_motion = app->options.less_motion;
    app->print_ms = print_tick(app->print, now_ms);
    app_work(app, now_ms);
    app_fill_view(app);
    if (app->view.set_up && app->screen == &screen_home)
        app_go(app, NAV_SETUP, now_ms);
    app_draw(app, &app->lists[!app->shown_list], NULL);
    show(app);
    if (!app->first_frame_shown)
        open_the_rest(app);
    listen(app);
}

static void
take_picture(struct app *app)
{
    struct scanner_picture picture;
    /* Nobody sees the viewfinder while another screen is up. */
    if (!app->screen->shows_camera || !scanner_picture(app->scanner, &picture))
        return;
    paint_camera(app->paint, picture.width, picture.height, picture.px);
    app->view.picture++;
}

static void
drain_scanner(struct app *app)
{
    struct scanner_event event;
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    bool pictured = false;
    while (scanner_next(app->scanner, &event, now_ms)) {
        switch (event.kind) {
        case SCANNER_CODE:
            app_code(app, event.text, event.len, event.captured_ms);
            break;
        case SCANNER_PREVIEW:
            pictured = true;
            break;
        case SCANNER_CAMERA:
            app->view.camera = event.camera;
            if (event.camera != CAMERA_ON)
                app->view.picture = 0;
            break;
        }
    }
    if (pictured)
        take_picture(app);
}

/* A hand scanner that is missing is nothing to be said: most Homes have none. */
static void
drain_hand(struct app *app)
{
    struct scanner_event event;
    while (app->hand && scanner_next(app->hand, &event, clockwork_mono_ms(&app->clock)))
        if (event.kind == SCANNER_CODE)
            app_code(app, event.text, event.len, event.captured_ms);
}

static int64_t
sooner(int64_t a, int64_t b)
{
    return b < a ? b : a;
}

static int64_t
later(int64_t a, int64_t b)
{
    return b > a ? b : a;
}

/* How long nothing can change by itself. */
static int64_t
idle_time(struct app *app)
{
    struct moment now = clockwork_now(&app->clock);
    int64_t until = now.mono_ms + 60000 - (now.utc_ms + app->view.bell_ms) % 60000;
    if (app->screen->idle_ms)
        until = sooner(until, app_idle_at(app));
    if (app->again_ms)
        until = sooner(until, later(app->again_ms, app->frame_ms + FRAME_MS));
    if (finger_let_go_at(&app->finger))
        until = sooner(until, finger_let_go_at(&app->finger));
    if (app->speaker_ms)
        until = sooner(until, app->speaker_ms);
    if (app->print_ms)
        until = sooner(until, app->print_ms);
    if (app->runner_ms)
        until = sooner(until, app->runner_ms);
    if (app->rest_ms)
        until = sooner(until, app->rest_ms);
    if (app->view.card_seen)
        until = sooner(until, app->card_seen_ms + CARD_LIT_MS);
    if (app->view.language != app->options.language)
        until = sooner(until, app->language_ms + LANGUAGE_STAYS_MS);
    until = sooner(until, scanner_tick(app->scanner, now.mono_ms));
    if (app->hand)
        until = sooner(until, scanner_tick(app->hand, now.mono_ms));
    return until > now.mono_ms ? until - now.mono_ms : 0;
}

static void
handle(struct app *app, const struct window_event *event)
{
    switch (event->kind) {
    case WINDOW_DOWN:
        app_finger(app, TOUCH_DOWN, event->finger, event->x, event->y);
        break;
    case WINDOW_MOVE:
        app_finger(app, TOUCH_MOVE, event->finger, event->x, event->y);
        break;
    case WINDOW_UP:
        app_finger(app, TOUCH_UP, event->finger, event->x, event->y);
        break;
    case WINDOW_KEY:
        app_key(app, event->key);
        break;
    case WINDOW_CHANGED:
        app->paint_all = true;
        break;
    case WINDOW_CLOSED:
        app->quit = true;
        break;
    case WINDOW_WATCHED:
    case WINDOW_TIMEOUT:
        break;
    }
}

/* Looks at the descriptors of the scanners and the voice, which change as their processes do. */
static void
watch_processes(struct app *app, int watched[WINDOW_WATCHES])
{
    const int fds[WINDOW_WATCHES] = {
        scanner_fd(app->scanner), app->hand ? scanner_fd(app->hand) : -1, speaker_fd(app->speaker)};
    if (memcmp(watched, fds, sizeof fds) == 0)
        return;
    memcpy(watched, fds, sizeof fds);
    window_watch(app->window, fds);
}

/* All that has come in belongs to the next picture. True when a watched descriptor woke us. */
static bool
handle_all(struct app *app, int64_t wait_ms)
{
    bool woken = false;
    for (int n = 0; n < EVENTS_A_FRAME; n++) {
        struct window_event event = window_wait(app->window, n == 0 ? wait_ms : 0);
        if (event.kind == WINDOW_TIMEOUT)
            break;
        handle(app, &event);
        woken |= event.kind == WINDOW_WATCHED;
    }
    return woken;
}

void
app_run(struct app *app, const volatile sig_atomic_t *stop)
{
    if (app->options.script) { /* its first line sets the clock: nothing may be settled by ours */
        script_run(app, app->options.script);
        return;
    }
    app_frame(app);
    int watched[WINDOW_WATCHES] = {-1, -1, -1};
    while (!app->quit && !*stop) {
        int64_t wait_ms = idle_time(app); /* may start a scanner: look at its descriptor after */
        watch_processes(app, watched);
        bool woken = handle_all(app, wait_ms);
        drain_scanner(app);
        drain_hand(app);
        app_frame(app);
        if (woken)
            memset(watched, -1, sizeof watched);
    }
}
