/* app_card.c: from a card's code to what is greeted, said and heard. */
#include "kiosk/app_inside.h"

#include "kiosk/birthday.h"
#include "kiosk/notices.h"
#include "kiosk/walk_list.h"

#include "db/attended.h"
#include "db/day.h"
#include "db/homework.h"
#include "db/presence.h"

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

/* A leader who leaves is shown its walking group, where somebody waits for it. */
static bool
leads_who_wait(struct app *app, int64_t child_id)
{
    struct walk walk;
    struct walk_list list;
    struct stage stage = app_stage(app);
    return walk_led_by(app->db, &walk, HOLDER_CHILD, child_id, app->view.home.id) &&
           walk_list_fill(&list, &stage, &walk);
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
    g->met = app->met;
    g->met_again = app->met_again;
    g->leads = !g->in && leads_who_wait(app, g->child.id);
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
                         : answered->show == SHOW_TAKEN  ? "taken"
                                                         : notice_name(answered->notice);
    fprintf(stderr, "kiosk: scan %s%s %lld ms\n", answer,
        answered->show == SHOW_GREETING && answered->scan.again ? " again" : "",
        (long long)(clockwork_mono_ms(&app->clock) - captured_ms));
}

/* Lets the screen that is up take the card. */
static bool
take(struct scan_answered *out, const struct card_row *card, void *payload)
{
    struct app *app = payload;
    struct stage stage = app_stage(app);
    struct scan scan = {0};
    app->met = (struct staff){0};
    enum claim claim = app->screen->card ? app->screen->card(&stage, card, &scan) : CLAIM_NONE;
    *out = (struct scan_answered){.show = SHOW_TAKEN, .scan = scan, .taken = true};
    if (claim == CLAIM_GREET)
        out->show = SHOW_GREETING;
    if (claim == CLAIM_FAILED) {
        fprintf(stderr, "kiosk: what a card was shown for was not recorded: %s\n", db_why(app->db));
        *out = (struct scan_answered){.show = SHOW_NOTICE, .notice = NOTICE_NOT_RECORDED};
    }
    return claim != CLAIM_NONE || app_contact_staff(out, app, card);
}

/* Sounds, words, and what the view says of the answer. A screen that took the card for a child's
 * check and stays has that heard as well. */
static void
tell_answer(struct app *app, const struct scan_answered *answered)
{
    if (answered->scan.holder_id && answered->show != SHOW_NOTICE) {
        if (!answered->taken)
            app_contact_child(app, &answered->scan);
        greet(app, &answered->scan);
        app_tell(app, greeting_sound(&app->view.greeting), child_spoken(&app->view.greeting.child));
    } else if (answered->show == SHOW_TAKEN) {
        app_tell(app, app->screen->access > ACCESS_ANYONE ? SOUND_TAP : SOUND_STAFF, "");
    } else {
        app->view.notice = answered->notice;
        app_tell(app, notice_look(answered->notice)->sound, "");
    }
}

/* A volunteer's card that no screen took signs it in, or out: no PIN is asked for. */
static void
sign_volunteer(struct app *app, struct scan_answered *answered, const struct moment *now)
{
    struct view *v = &app->view;
    struct staff staff;
    struct presence sign;
    struct card_row card;
    bool volunteer = answered->show == SHOW_NOTICE && answered->notice == NOTICE_STAFF &&
                     staff_get(app->db, &staff, answered->scan.holder_id) &&
                     staff.role == STAFF_VOLUNTEER &&
                     cards_of(app->db, &card, HOLDER_STAFF, staff.id);
    if (!volunteer)
        return;
    if (presence_sign(app->db, &sign, staff.id, card.id, now) != DB_OK) {
        fprintf(stderr, "kiosk: a volunteer was not signed: %s\n", db_why(app->db));
        answered->notice = NOTICE_NOT_RECORDED;
        return;
    }
    v->volunteer = staff;
    v->volunteer_since = day_minute_of(sign.since_ms, v->home.utc_offset_min);
    answered->notice = sign.in ? NOTICE_VOLUNTEER_IN : NOTICE_VOLUNTEER_OUT;
}

/* A staff member's card that no screen took asks for its PIN; a guardian's opens its own side. */
static enum nav_event
event_of(struct app *app, const struct scan_answered *answered)
{
    if (answered->show == SHOW_GREETING) {
        app->view.guardian = 0;
        return app->view.greeting.leads ? NAV_WALK : NAV_GREETED;
    }
    if (answered->show == SHOW_NOTICE && answered->notice == NOTICE_GUARDIAN) {
        app->view.guardian = answered->scan.holder_id;
        return NAV_GUARDIAN;
    }
    bool staff = answered->show == SHOW_NOTICE && answered->notice == NOTICE_STAFF;
    if (staff && staff_get(app->db, &app->view.staff_asked, answered->scan.holder_id))
        return NAV_SIGN_IN;
    return NAV_NOTICED;
}

/* What staff must know of the child that came, where they are looking. */
static void
read_health(struct app *app, const struct scan_answered *answered)
{
    struct health *health = &app->view.sign_health;
    bool came = answered->show == SHOW_GREETING && answered->scan.answer == SCAN_IN;
    if (!came || app->screen->access == ACCESS_ANYONE ||
        !health_important(app->db, health, answered->scan.holder_id))
        *health = (struct health){0};
}

void
app_code(struct app *app, const char *text, size_t len, int64_t captured_ms)
{
    struct moment now = clockwork_now(&app->clock);
    struct stage stage = app_stage(app);
    if (app->screen->code && app->screen->code(&stage, text)) {
        if (now.mono_ms - app->card_seen_ms >= SCAN_GONE_MS)
            app_tell(app, SOUND_STAFF, "");
        app->card_seen_ms = app->touched_ms = now.mono_ms;
        return;
    }
    struct scan_taker taker = {take, app};
    struct scan_answered answered = scan_code(&app->locks, app->db, text, len, &now, &taker);
    app->card_seen_ms = now.mono_ms;
    if (answered.show == SHOW_NOTHING)
        return;
    sign_volunteer(app, &answered, &now);
    if (!answered.taken)
        app_keep(app, now.mono_ms);
    log_scan(app, &answered, captured_ms);
    app->answered_ms = captured_ms;
    app->rest_ms = now.mono_ms + REST_AFTER_MS;
    app->stale = true;
    tell_answer(app, &answered);
    if (answered.show == SHOW_TAKEN) {
        app->touched_ms = now.mono_ms; /* who shows cards to a screen is using it */
    } else if (app->screen->locked || app->screen->access > ACCESS_ANYONE) {
        app->view.sign = answered.show == SHOW_GREETING ? SIGN_GREETED : SIGN_NOTICED;
        read_health(app, &answered);
        app->sign_ms = now.mono_ms;
    } else {
        app_go(app, event_of(app, &answered), now.mono_ms);
    }
}

void
app_key(struct app *app, char key)
{
    int64_t now_ms = clockwork_mono_ms(&app->clock);
    if (wedge_key(&app->wedge, key, now_ms))
        app_code(app, app->wedge.text, strlen(app->wedge.text), now_ms);
}
