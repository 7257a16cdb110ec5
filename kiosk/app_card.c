/* app_card.c: from a card's code to what is greeted, said and heard. */
#include "kiosk/app_inside.h"

#include "kiosk/birthday.h"
#include "kiosk/notices.h"

#include "db/attended.h"
#include "db/day.h"
#include "db/homework.h"

#include <stdio.h>
#include <string.h>

enum { REST_AFTER_MS = 5000 }; /* after the last card: the queue is over */

/* Siblings whose cards follow one another are one welcome; a queue of others is not. */
static void
welcome_together(struct app *app)
{
    struct view *v = &app->view;
    const struct greeting *g = &v->greeting;
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    int64_t before = arrivals_newest(&v->arrivals, now_ms);
    bool sibling = before && child_is_sibling(app->db, before, g->child.id, v->day);
    arrivals_add(&v->arrivals, &g->child, sibling, g->in, g->minute, now_ms);
}

/* Gathers what the greeting shows; of the day's sessions those for the child's age that are not
 * over. */
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
    welcome_together(app);
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

/* Lets the screen take a staff member's card. */
static enum staff_claim
claim(struct app *app, struct scan_answered *answered)
{
    bool staff = answered->show == SHOW_NOTICE && answered->notice == NOTICE_STAFF;
    if (!staff || !app->screen->staff_card)
        return CLAIM_NONE;
    struct scan scan = {0};
    struct stage stage = app_stage(app);
    enum staff_claim done = app->screen->staff_card(&stage, &scan, answered->scan.holder_id);
    if (done == CLAIM_FAILED) {
        fprintf(stderr, "kiosk: a check was not recorded: %s\n", db_why(app->db));
        answered->notice = NOTICE_NOT_RECORDED;
    }
    if (scan.holder_id && done != CLAIM_FAILED)
        *answered = (struct scan_answered){.show = SHOW_GREETING, .scan = scan};
    return done;
}

void
app_code(struct app *app, const char *text, size_t len, int64_t captured_ms)
{
    struct moment now = clockwork_now(&app->clock);
    struct scan_answered answered = scan_code(&app->locks, app->db, text, len, &now);
    app->card_seen_ms = now.mono_ms;
    if (answered.show == SHOW_NOTHING)
        return;
    enum staff_claim claimed = claim(app, &answered);
    if (claimed == CLAIM_NONE || claimed == CLAIM_FAILED)
        app_keep(app, now.mono_ms);
    enum nav_event event = answered.show == SHOW_GREETING ? NAV_GREETED : NAV_NOTICED;
    log_scan(app, &answered, captured_ms);
    app->answered_ms = captured_ms;
    app->rest_ms = now.mono_ms + REST_AFTER_MS;
    app->stale = true;
    if (answered.show == SHOW_GREETING) {
        greet(app, &answered.scan);
        app_tell(app, greeting_sound(&app->view.greeting), app->view.greeting.child.pinyin);
    } else {
        app->view.notice = answered.notice;
        app_tell(app, notice_look(answered.notice)->sound, "");
    }
    if (app->screen->locked) {
        app->view.sign = event == NAV_GREETED ? SIGN_GREETED : SIGN_NOTICED;
        app->sign_ms = now.mono_ms;
    } else if (claimed != CLAIM_STAY) {
        app_go(app, event, now.mono_ms);
    }
}

void
app_key(struct app *app, char key)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    if (wedge_key(&app->wedge, key, now_ms))
        app_code(app, app->wedge.text, strlen(app->wedge.text), now_ms);
}
