/* care_lists.c: holidays, their sessions, and who is enrolled, as tables. */
#include "cli/care.h"

#include "db/day.h"
#include "db/enrol.h"
#include "db/lamp.h"

#include <stdio.h>

struct filling {
    const struct care_call *call;
    struct table table;
};

static void
number(char out[16], int n)
{
    snprintf(out, 16, "%d", n);
}

/* "12345". */
static void
weekdays_text(char out[8], int weekdays)
{
    int n = 0;
    for (int i = 0; i < 7; i++)
        if (weekdays & 1 << i)
            out[n++] = (char)('1' + i);
    out[n] = '\0';
}

struct people {
    int enrolled, waiting, guests;
};

static int
count_people(const struct enrolled *e, void *payload)
{
    struct people *people = payload;
    people->enrolled += e->state == PLACE_ENROLLED;
    people->waiting += e->state == PLACE_WAITING;
    people->guests += e->guest && e->state == PLACE_ENROLLED;
    return 0;
}

static int
add_care(const struct care *care, void *payload)
{
    struct filling *f = payload;
    struct cli *cli = f->call->cli;
    struct home home = {0};
    struct people people = {0};
    const struct period *p = &care->period;
    char from[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1], n[4][16];
    home_get(cli->db, &home, p->home_id);
    int rc = enrol_each(cli->db, p->id, cli->today, count_people, &people);
    day_text(from, p->from_day);
    day_text(until, p->until_day);
    number(n[0], care->sessions);
    number(n[1], people.enrolled);
    number(n[2], people.waiting);
    number(n[3], people.guests);
    table_row(&f->table, (const char *[]){home.code, p->name, period_kind_name(p->kind),
                             care_state_name(care->state), from, until, n[0], n[1], n[2], n[3]});
    return rc;
}

int
care_show_list(const struct care_call *call)
{
    struct filling f = {
        call, {.columns = 10,
                  .column = {{"home", _("Home"), false}, {"period", _("Holiday period"), false},
                      {"kind", _("Kind"), false}, {"state", _("State"), false},
                      {"from", _("From"), false}, {"until", _("Until"), false},
                      {"sessions", _("Sessions"), true}, {"enrolled", _("Enrolled"), true},
                      {"waiting", _("Waiting"), true}, {"guests", _("Guests"), true}}}};
    return care_print(call, &f.table, care_each(call->cli->db, call->home.id, add_care, &f));
}

static int
add_event(const struct care_event *event, void *payload)
{
    struct filling *f = payload;
    struct staff staff = {0};
    char on[DAY_TEXT_LEN + 1], at[MINUTE_TEXT_LEN + 1], day[DAY_TEXT_LEN + 1], n[2][16];
    int offset = f->call->home.utc_offset_min;
    staff_get(f->call->cli->db, &staff, event->staff_id);
    day_text(on, day_of(event->at_ms, offset));
    minute_text(at, day_minute_of(event->at_ms, offset));
    day_text(day, event->day);
    number(n[0], event->adults);
    number(n[1], event->children);
    table_row(&f->table, (const char *[]){on, at, event_kind_name(event->kind), day, staff.no,
                             staff.name, n[0], n[1], event->reason});
    return 0;
}

int
care_show_history(const struct care_call *call)
{
    struct filling f = {call,
        {.columns = 9,
            .column = {{"on", _("On"), false}, {"at", _("At"), false}, {"what", _("What"), false},
                {"day", _("Day"), false}, {"staff", _("Number"), false},
                {"staff_name", _("Name"), false}, {"adults", _("Adults"), true},
                {"children", _("Children"), true}, {"reason", _("Reason"), false}}}};
    return care_print(
        call, &f.table, care_history_each(call->cli->db, call->care.period.id, add_event, &f));
}

static int
add_session(struct filling *f, const struct care_session *s)
{
    const struct period *p = &f->call->care.period;
    char from[MINUTE_TEXT_LEN + 1], until[MINUTE_TEXT_LEN + 1], days[8], n[5][16];
    int given = place_fullest(
        f->call->cli->db, s->id, (const int[]){p->from_day, p->until_day}, s->weekdays, 0);
    int waiting = place_waiting(f->call->cli->db, s->id);
    if (given < 0 || waiting < 0)
        return DB_FAILED;
    minute_text(from, s->starts_min);
    minute_text(until, s->ends_min);
    weekdays_text(days, s->weekdays);
    const int numbers[] = {s->capacity, given, waiting, s->meal, s->per_adult};
    for (int i = 0; i < 5; i++)
        number(n[i], numbers[i]);
    table_row(&f->table, (const char *[]){s->name, care_part_name(s->part), from, until, days,
                             s->room, n[0], n[1], n[2], n[3], n[4]});
    return DB_OK;
}

int
care_show_sessions(const struct care_call *call)
{
    struct care_session sessions[CARE_SESSIONS];
    struct filling f = {
        call, {.columns = 11,
                  .column = {{"session", _("Session"), false}, {"part", _("Part"), false},
                      {"from", _("From"), false}, {"until", _("Until"), false},
                      {"weekdays", _("Weekdays"), false}, {"room", _("Room"), false},
                      {"capacity", _("Capacity"), true}, {"given", _("Places given"), true},
                      {"waiting", _("Waiting"), true}, {"meal", _("Meal"), true},
                      {"per_adult", _("Children to an adult"), true}}}};
    int count = care_sessions(call->cli->db, sessions, call->care.period.id);
    int rc = count < 0 ? count : DB_OK;
    for (int i = 0; rc == DB_OK && i < count; i++)
        rc = add_session(&f, &sessions[i]);
    return care_print(call, &f.table, rc);
}

static void
add_place(struct filling *f, const struct enrolled *e, const struct place *p)
{
    struct care_session session = {0};
    char days[8], since[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1] = "", turn[16] = "",
                                                                consent[DAY_TEXT_LEN + 1];
    care_session_get(f->call->cli->db, &session, p->session_id);
    weekdays_text(days, p->weekdays);
    day_text(since, p->since_day);
    day_text(consent, e->consent.day);
    if (p->until_day)
        day_text(until, p->until_day);
    if (p->turn)
        number(turn, p->turn);
    table_row(&f->table, (const char *[]){e->child.no, e->child.name, e->guest ? "1" : "0",
                             session.name, place_state_name(p->state), turn, days, since, until,
                             e->consent.by, consent_way_name(e->consent.how), consent});
}

static int
add_enrolled(const struct enrolled *e, void *payload)
{
    for (int i = 0; i < e->count; i++)
        add_place(payload, e, &e->places[i]);
    return 0;
}

int
care_show_enrolled(const struct care_call *call)
{
    struct filling f = {
        call, {.columns = 12,
                  .column = {{"child", _("Child"), false}, {"child_name", _("Child's name"), false},
                      {"guest", _("Guest"), true}, {"session", _("Session"), false},
                      {"state", _("State"), false}, {"turn", _("Turn"), true},
                      {"weekdays", _("Weekdays"), false}, {"since", _("Since"), false},
                      {"until", _("Until"), false}, {"agreed_by", _("Agreed by"), false},
                      {"consent", _("Consent"), false}, {"consent_day", _("Consent on"), false}}}};
    return care_print(call, &f.table,
        enrol_each(call->cli->db, call->care.period.id, call->cli->today, add_enrolled, &f));
}

static int
add_offer(const struct offer *offer, void *payload)
{
    struct filling *f = payload;
    struct care_session session = {0};
    struct child child = {0};
    char available[16];
    care_session_get(f->call->cli->db, &session, offer->place.session_id);
    child_get(f->call->cli->db, &child, offer->place.child_id);
    number(available, offer->free);
    table_row(&f->table, (const char *[]){session.name, child.no, child.name, available});
    return 0;
}

int
care_show_offers(const struct care_call *call)
{
    struct filling f = {
        call, {.columns = 4,
                  .column = {{"session", _("Session"), false}, {"child", _("Child"), false},
                      {"child_name", _("Child's name"), false}, {"free", _("Free"), true}}}};
    return care_print(call, &f.table,
        enrol_offer_each(call->cli->db, call->care.period.id, call->cli->today, add_offer, &f));
}

int
care_show_lamp(const struct care_call *call)
{
    static const char *const lights[] = {
        [LAMP_ENOUGH] = "enough", [LAMP_JUST] = "just", [LAMP_SHORT] = "short"};
    struct lamp lamp = {0};
    struct table table = {.columns = 5,
        .column = {{"lamp", _("Lamp"), false}, {"adults", _("Adults"), true},
            {"needed", _("Needed"), true}, {"children", _("Children"), true},
            {"per_adult", _("Children to an adult"), true}}};
    char n[4][16];
    int rc = lamp_read(call->cli->db, &lamp, &call->care, &call->cli->now);
    const int numbers[] = {lamp.adults, lamp.needed, lamp.children, lamp.per_adult};
    for (int i = 0; i < 4; i++)
        number(n[i], numbers[i]);
    table_row(&table, (const char *[]){lights[lamp.light], n[0], n[1], n[2], n[3]});
    return care_print(call, &table, rc);
}
