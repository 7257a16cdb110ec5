/* app_view.c: fills what every screen may know, from the clock and the database. */
#include "kiosk/app_inside.h"

#include "db/alarm.h"
#include "db/attendance.h"
#include "db/day.h"
#include "db/setting.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { SIGN_STAYS_MS = 3500 };

static bool
open_database(struct app *app, enum db_mode mode)
{
    if (!app->options.db || app->restoring)
        return false;
    app->view.db_why[0] = '\0';
    if (db_open(&app->db, app->options.db, mode) == DB_OK)
        return true;
    fprintf(stderr, "kiosk: %s\n", db_why(app->db));
    snprintf(app->view.db_why, sizeof app->view.db_why, "%s", db_why(app->db));
    db_close(app->db);
    app->db = NULL;
    return false;
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

/* The language that the Home chose. */
static void
read_language(struct app *app)
{
    char chosen[4];
    setting_language(app->db, chosen);
    enum language language = strcmp(chosen, "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH;
    if (app->options.language_given || !chosen[0] || language == app->options.language)
        return;
    app->options.language = language;
    app_language(app, language);
}

static int
stop_at_one(const struct home *home, void *payload)
{
    (void)home;
    (void)payload;
    return 1;
}

/* Without data, without a Home, or in the middle of it. */
static bool
needs_set_up(struct app *app)
{
    if (!app->options.db || app->restoring)
        return false;
    if (!app->db)
        return access(app->options.db, F_OK) != 0 && errno == ENOENT;
    return setting_setup(app->db) > 0 || home_each(app->db, stop_at_one, NULL) == 0;
}

static void
read_data(struct app *app)
{
    struct view *v = &app->view;
    app->stale = false;
    app->db_seen = db_version_seen(app->db);
    clockwork_learn(&app->clock, app->db);
    if (!home_get(app->db, &v->home, setting_home(app->db)))
        v->home = (struct home){.utc_offset_min = 480};
    v->in_count = v->home.id ? attendance_in_count(app->db, v->home.id, v->day) : -1;
    int n = v->home.id ? timetable_day(app->db, v->sessions, v->home.id, v->day, -1) : 0;
    v->session_count = n > 0 ? n : 0;
    v->bell_ms = setting_bell_ms(app->db);
    read_sound_settings(app);
    read_language(app);
    v->volume = app->volume;
    v->set_up = needs_set_up(app);
}

/* Time alone makes alarms. One that can't be read is told by what else fails. */
static void
read_alarms(struct app *app, const struct moment *now)
{
    struct view *v = &app->view;
    int count = v->home.id ? alarm_count(app->db, v->home.id, now) : 0;
    v->alarms = count > 0 ? count : 0;
}

/* Once a minute: what the disk has left. */
static void
read_disk(struct app *app)
{
    struct statvfs disk;
    char folder[sizeof app->view.db_path];
    snprintf(folder, sizeof folder, "%s", app->view.db_path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    bool known = app->options.db && statvfs(slash ? folder : ".", &disk) == 0;
    app->view.disk_mib = known ? (int64_t)(disk.f_bavail * disk.f_frsize / 1048576) : -1;
}

void
app_fill_view(struct app *app)
{
    struct view *v = &app->view;
    struct moment now = clockwork_now(&app->clock);
    int offset = v->home.id ? v->home.utc_offset_min : 480;
    int day = day_of(now.utc_ms, offset), minute = day_minute_of(now.utc_ms + v->bell_ms, offset);
    bool next_minute = minute != v->minute;
    app->stale |= day != v->day;
    if (next_minute || !app->first_frame_shown)
        read_disk(app);
    v->day = day;
    v->minute = minute;
    v->clock_trusted = now.trusted;
    v->print = print_view(app->print);
    v->card_seen = app->card_seen_ms && now.mono_ms - app->card_seen_ms < CARD_LIT_MS;
    if (now.mono_ms - app->sign_ms >= SIGN_STAYS_MS)
        v->sign = SIGN_NONE;
    if (!app->db && (app->db_minute == minute + 1 || !open_database(app, DB_EXISTING))) {
        app->db_minute = minute + 1;
        v->in_count = -1;
        v->alarms = 0;
        v->set_up = needs_set_up(app);
        return;
    }
    settle_if_due(app, &now);
    bool stale = app->stale || app->db_seen != db_version_seen(app->db);
    if (stale)
        read_data(app);
    if (stale || next_minute)
        read_alarms(app, &now);
}

/* The database is closed while another takes its place. */
static void
begin_work(struct app *app, const struct job_wish *wish)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    if (app->view.job.busy)
        return;
    app->restoring = wish->job == JOB_RESTORE;
    if (app->restoring) {
        db_close(app->db);
        app->db = NULL;
    }
    if (runner_begin(app->runner, wish, app->view.language, now_ms))
        app_work(app, now_ms);
}

void
app_work(struct app *app, int64_t now_ms)
{
    app->runner_ms = runner_tick(app->runner, now_ms);
    app->view.job = *runner_view(app->runner);
    if (app->view.job.busy || !app->restoring)
        return;
    app->restoring = false; /* done or refused: what is there now is opened */
    app->db_minute = 0;
    app->stale = true;
}

void
app_wishes(struct app *app, const struct ui *ui)
{
    if (ui->make_db && !app->db && open_database(app, DB_CREATE))
        app->stale = true;
    if (ui->job.job != JOB_NONE)
        begin_work(app, &ui->job);
    app->quit |= ui->quit;
}
