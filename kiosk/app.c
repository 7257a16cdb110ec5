#include "kiosk/app.h"

#include "kiosk/birthday.h"
#include "kiosk/notices.h"
#include "kiosk/script.h"

#include "db/attended.h"
#include "db/day.h"
#include "db/homework.h"
#include "db/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CARD_LIT_MS = 400,         /* the viewfinder's frame stays lit */
    LANGUAGE_STAYS_MS = 60000, /* then back to the Home's language */
    REST_AFTER_MS = 5000,      /* after the last card: the queue is over */
    FRAME_MS = 16,             /* between two pictures of what moves */
    EVENTS_A_FRAME = 64,
    SIGN_STAYS_MS = 3500,
};

static bool
open_database(struct app *app)
{
    if (!app->options.db)
        return false;
    if (db_open(&app->db, app->options.db, DB_EXISTING) == DB_OK)
        return true;
    fprintf(stderr, "kiosk: %s\n", db_why(app->db));
    db_close(app->db);
    app->db = NULL;
    return false;
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
    app->view.no_fonts = !paint_has_fonts();
    if (app->view.no_fonts)
        fputs("kiosk: no Chinese font is installed: apt install fonts-noto-cjk\n", stderr);
    app->view.camera = CAMERA_OFF;
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
    paint_destroy(app->paint);
    window_destroy(app->window);
    db_close(app->db);
}

void
app_language(struct app *app, enum language language)
{
    app->view.language = language;
    app->language_ms = clockwork_mono_ms(&app->clock);
    words_use(language);
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

static struct stage
stage_of(struct app *app)
{
    return (struct stage){
        .view = &app->view, .db = app->db, .now = clockwork_now(&app->clock), .state = app->state};
}

static void
go(struct app *app, enum nav_event event, int64_t now_ms)
{
    const struct screen *next = nav_next(app->screen, event);
    /* Another card is another greeting; any other event that leads nowhere changes nothing. */
    if (next == app->screen && event != NAV_GREETED && event != NAV_NOTICED)
        return;
    app->screen = next;
    if (next == &screen_home) /* nobody stands before it any more */
        app->view.greeting = (struct greeting){0};
    app->shown_ms = now_ms;
    app->memory = (struct ui_memory){0};
    memset(app->state, 0, next->state_size);
    struct stage stage = stage_of(app);
    if (next->enter)
        next->enter(&stage);
}

/* A day's sessions that are not over, for a child's age. */
static void
greet(struct app *app, const struct scan *scan)
{
    struct greeting *g = &app->view.greeting;
    struct view *v = &app->view;
    *g = (struct greeting){.in = scan->answer == SCAN_IN};
    if (!child_get(app->db, &g->child, scan->holder_id))
        snprintf(g->child.name, sizeof g->child.name, "%s", "…");
    g->minute = day_minute_of(scan->at_ms, v->home.utc_offset_min);
    g->birthday_ago =
        birthday_ago(g->child.born_day, v->day, attended_before(app->db, g->child.id, v->day));
    int age = g->child.born_day ? day_years(g->child.born_day, v->day) : -1;
    int n = timetable_day(app->db, g->sessions, v->home.id, v->day, age);
    for (int i = 0; i < n; i++)
        if (g->sessions[i].ends_min > v->minute)
            g->sessions[g->session_count++] = g->sessions[i];
    g->homework_due = homework_due_count(app->db, &g->child, v->day);
    arrivals_add(&v->arrivals, &g->child, g->in, g->minute, clockwork_mono_ms(&app->clock));
}

static void
tell(struct app *app, enum sound_name outcome, const char *pinyin)
{
    speaker_tell(app->speaker, outcome, app->view.language, pinyin, clockwork_mono_ms(&app->clock));
}

static enum sound_name
greeting_sound(const struct greeting *g)
{
    if (g->in && g->birthday_ago >= 0)
        return SOUND_BIRTHDAY;
    return g->in ? SOUND_WELCOME : SOUND_GOODBYE;
}

/* For people who watch the log, and the benchmark; it names nobody. */
static void
log_scan(const struct app *app, const struct scan_answered *answered, int64_t captured_ms)
{
    const char *answer = answered->show == SHOW_GREETING ? scan_answer_name(answered->scan.answer)
                                                         : notice_name(answered->notice);
    fprintf(stderr, "kiosk: scan %s%s %lld ms\n", answer,
        answered->show == SHOW_GREETING && answered->scan.again ? " again" : "",
        (long long)(clockwork_mono_ms(&app->clock) - captured_ms));
}

/* Lets the screen take a staff member's card. True where the screen stays. */
static bool
claim(struct app *app, struct scan_answered *answered)
{
    bool staff = answered->show == SHOW_NOTICE && answered->notice == NOTICE_STAFF;
    if (!staff || !app->screen->staff_card)
        return false;
    struct scan scan = {0};
    struct stage stage = stage_of(app);
    enum staff_claim done = app->screen->staff_card(&stage, &scan, answered->scan.holder_id);
    if (done == CLAIM_FAILED) {
        fprintf(stderr, "kiosk: a check was not recorded: %s\n", db_why(app->db));
        answered->notice = NOTICE_NOT_RECORDED;
    }
    if (scan.holder_id && done != CLAIM_FAILED)
        *answered = (struct scan_answered){.show = SHOW_GREETING, .scan = scan};
    return done == CLAIM_STAY;
}

void
app_code(struct app *app, const char *text, size_t len, int64_t captured_ms)
{
    struct moment now = clockwork_now(&app->clock);
    struct scan_answered answered = scan_code(&app->locks, app->db, text, len, &now);
    app->card_seen_ms = now.mono_ms;
    if (answered.show == SHOW_NOTHING)
        return;
    bool stay = claim(app, &answered);
    enum nav_event event = answered.show == SHOW_GREETING ? NAV_GREETED : NAV_NOTICED;
    log_scan(app, &answered, captured_ms);
    app->answered_ms = captured_ms;
    app->rest_ms = now.mono_ms + REST_AFTER_MS;
    app->stale = true;
    if (answered.show == SHOW_GREETING) {
        greet(app, &answered.scan);
        tell(app, greeting_sound(&app->view.greeting), child_spoken(&app->view.greeting.child));
    } else {
        app->view.notice = answered.notice;
        tell(app, notice_look(answered.notice)->sound, "");
    }
    if (app->screen->locked) {
        app->view.sign = event == NAV_GREETED ? SIGN_GREETED : SIGN_NOTICED;
        app->sign_ms = now.mono_ms;
    } else if (!stay) {
        go(app, event, now.mono_ms);
    }
}

/* Settles once a day, and when the clock becomes good. What fails is tried again each minute. */
static void
settle_if_due(struct app *app, const struct moment *now)
{
    if (app->settled_day == app->view.day && (app->settled_trusted || !now->trusted))
        return;
    if (app->settle_minute == app->view.minute + 1)
        return;
    app->settle_minute = app->view.minute + 1; /* 0: never tried */
    if (attendance_settle(app->db, now) == DB_OK) {
        app->settled_day = app->view.day;
        app->settled_trusted = now->trusted;
        app->stale = true;
    } else {
        fprintf(stderr, "kiosk: past days could not be settled: %s\n", db_why(app->db));
    }
}

/* A wish to be heard is followed once, and not when the kiosk has just been opened. */
static void
read_sound_settings(struct app *app)
{
    char text[QUIET_TEXT], why[QUIET_WHY];
    int64_t test_ms = setting_sound_test(app->db);
    app->volume = setting_volume(app->db);
    setting_quiet(app->db, text);
    if (!quiet_parse(&app->quiet, text, why))
        fprintf(stderr, "kiosk: quiet hours: %s\n", why);
    app->heard_wish = app->sound_test_ms >= 0 && test_ms != app->sound_test_ms;
    app->sound_test_ms = test_ms;
}

static void
read_data(struct app *app)
{
    struct view *v = &app->view;
    app->stale = false;
    app->db_seen = db_version_seen(app->db);
    if (!home_get(app->db, &v->home, setting_home(app->db)))
        v->home = (struct home){.utc_offset_min = 480};
    v->in_count = v->home.id ? attendance_in_count(app->db, v->home.id, v->day) : -1;
    int n = v->home.id ? timetable_day(app->db, v->sessions, v->home.id, v->day, -1) : 0;
    v->session_count = n > 0 ? n : 0;
    read_sound_settings(app);
}

static void
fill_view(struct app *app)
{
    struct view *v = &app->view;
    struct moment now = clockwork_now(&app->clock);
    int offset = v->home.id ? v->home.utc_offset_min : 480;
    int day = day_of(now.utc_ms, offset), minute = day_minute_of(now.utc_ms, offset);
    app->stale |= day != v->day;
    v->day = day;
    v->minute = minute;
    v->clock_trusted = now.trusted;
    v->card_seen = app->card_seen_ms && now.mono_ms - app->card_seen_ms < CARD_LIT_MS;
    if (now.mono_ms - app->sign_ms >= SIGN_STAYS_MS)
        v->sign = SIGN_NONE;
    if (!app->db && (app->db_minute == minute + 1 || !open_database(app))) {
        app->db_minute = minute + 1;
        v->in_count = -1;
        return;
    }
    settle_if_due(app, &now);
    if (app->stale || app->db_seen != db_version_seen(app->db))
        read_data(app);
}

static void
draw_screen(struct app *app, struct draw_list *list, const struct touch *touch)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    struct stage stage = stage_of(app);
    struct ui ui = {
        .list = list, .theme = &app->view.theme, .memory = &app->memory, .now_ms = now_ms};
    if (touch)
        ui.touch = *touch;
    draw_clear(list);
    ui_begin(&ui);
    app->screen->draw(&ui, &stage);
    app->again_ms = ui.again_ms;
    if (ui.pressed)
        tell(app, ui.sound != SOUND_NONE ? ui.sound : SOUND_TAP, "");
    if (ui.say)
        speaker_read(app->speaker, app->view.language, ui.say, now_ms);
    if (ui.language)
        app_language(app, app->view.language == LANGUAGE_ZH ? LANGUAGE_EN : LANGUAGE_ZH);
    if (ui.go != NAV_NONE) {
        app->screen_touched = true;
        go(app, ui.go, now_ms);
    }
}

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
    fill_view(app);
    draw_screen(app, &app->lists[!app->shown_list], &app->touch);
}

void
app_finger(struct app *app, enum touch_phase phase, int64_t id, int x, int y)
{
    if (finger_is_heard(&app->finger, phase, id, clockwork_mono_ms(&app->clock)))
        app_touch(app, phase, x, y);
}

/* A palm that lies on the glass goes up outside of everything. */
static void
let_go_of_palm(struct app *app, int64_t now_ms)
{
    int64_t at_ms = finger_let_go_at(&app->finger);
    if (at_ms && now_ms >= at_ms)
        app_finger(app, TOUCH_UP, app->finger.id, -1, -1);
}

void
app_key(struct app *app, char key)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    if (wedge_key(&app->wedge, key, now_ms))
        app_code(app, app->wedge.text, strlen(app->wedge.text), now_ms);
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

/* Back to the home screen, unless touched before. */
static int64_t
idle_at(const struct app *app)
{
    int64_t since = app->shown_ms > app->touched_ms ? app->shown_ms : app->touched_ms;
    return since + app->screen->idle_ms;
}

/* The speaker's turn of the loop. */
static void
listen(struct app *app)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    speaker_set(app->speaker, app->volume, quiet_has(&app->quiet, app->view.minute));
    if (app->heard_wish)
        tell(app, SOUND_WELCOME, "");
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
    let_go_of_palm(app, now_ms);
    if (app->screen->idle_ms && now_ms >= idle_at(app))
        go(app, NAV_IDLE, now_ms);
    if (app->view.language != app->options.language &&
        now_ms - app->language_ms >= LANGUAGE_STAYS_MS)
        app_language(app, app->options.language);
    window_size(app->window, &width, &height);
    app->view.theme = theme_for(width, height, window_dpi(app->window));
    theme_enlarge_text(&app->view.theme, app->options.text_percent);
    app->view.theme.less_motion = app->options.less_motion;
    fill_view(app);
    draw_screen(app, &app->lists[!app->shown_list], NULL);
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
    int64_t until = now.mono_ms + 60000 - now.utc_ms % 60000;
    if (app->screen->idle_ms)
        until = sooner(until, idle_at(app));
    if (app->again_ms)
        until = sooner(until, later(app->again_ms, app->frame_ms + FRAME_MS));
    if (finger_let_go_at(&app->finger))
        until = sooner(until, finger_let_go_at(&app->finger));
    if (app->speaker_ms)
        until = sooner(until, app->speaker_ms);
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
    app_frame(app);
    if (app->options.script) {
        script_run(app, app->options.script);
        return;
    }
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
