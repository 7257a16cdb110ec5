/* care_enrol.c: enrols children in holiday care, and gives places to who waits. */
#include "cli/care.h"
#include "cli/kinds_care.h"
#include "cli/kinds_day.h"

#include "db/day.h"

#include <stdio.h>

static bool
read_wish(const struct care_call *call, struct enrol *out)
{
    struct child child;
    struct care_session sessions[CARE_SESSIONS];
    int days = call->weekdays ? weekdays_parse(call->weekdays) : CARE_ALL_WEEK;
    *out = (struct enrol){.period_id = call->care.period.id, .may_wait = call->wait};
    if (!care_read_child(call, &child) || !care_read_day(call->from, 0, &out->since_day) ||
        !care_read_day(call->consent_day, 0, &out->consent.day))
        return false;
    if (days <= 0) {
        refuse(_("\"%s\" is no list of weekdays. Write it like 一三五."), call->weekdays);
        return false;
    }
    int count =
        care_names(call->cli->db, sessions, out->period_id, call->sessions ? call->sessions : "");
    if (count < 0) {
        refuse(_("The holiday has no session \"%s\". See: zhaoxi care sessions %s"), call->sessions,
            call->care.period.name);
        return false;
    }
    out->child_id = child.id;
    out->weekdays = days;
    for (int i = 0; i < count; i++)
        out->sessions[out->session_count++] = sessions[i].id;
    return true;
}

static void
read_consent(const struct care_call *call, struct enrol *out)
{
    struct consent *consent = &out->consent;
    snprintf(consent->by, sizeof consent->by, "%s", call->consent ? call->consent : "");
    consent->day = consent->day || !call->consent ? consent->day : call->cli->today;
    consent->how = call->card ? CONSENT_CARD : CONSENT_PAPER;
    if (call->card)
        consent->guardian_id =
            care_guardian(call->cli->db, out->child_id, consent->by, consent->day);
}

static int
tell_places(const struct care_call *call, const struct enrol *enrol, const bool *waits, int rc)
{
    if (rc != DB_OK)
        return refuse_db(call->cli);
    for (int i = 0; i < enrol->session_count; i++) {
        struct care_session session = {0};
        care_session_get(call->cli->db, &session, enrol->sessions[i]);
        printf(waits[i] ? _("%s: on the waiting list\n") : _("%s: enrolled\n"), session.name);
    }
    return EXIT_OK;
}

int
care_enrol_child(const struct care_call *call)
{
    struct enrol enrol;
    bool waits[CARE_SESSIONS] = {false};
    struct roster_by who = care_by(call);
    if (!read_wish(call, &enrol))
        return EXIT_REFUSED;
    read_consent(call, &enrol);
    return tell_places(call, &enrol, waits, enrol_add(call->cli->db, waits, &enrol, &who));
}

int
care_change_child(const struct care_call *call)
{
    struct enrol enrol;
    bool waits[CARE_SESSIONS] = {false};
    struct roster_by who = care_by(call);
    if (!read_wish(call, &enrol))
        return EXIT_REFUSED;
    read_consent(call, &enrol);
    return tell_places(call, &enrol, waits, enrol_change(call->cli->db, waits, &enrol, &who));
}

int
care_leave_child(const struct care_call *call)
{
    struct child child;
    struct care_session session = {0};
    struct care_call named = *call;
    int last = 0;
    struct roster_by who = care_by(call);
    named.session = call->sessions;
    if (!care_read_child(call, &child) || !care_read_day(call->last, call->cli->today, &last) ||
        (named.session && !care_read_session(&named, &session)))
        return EXIT_REFUSED;
    return care_said(call,
        enrol_leave(call->cli->db, call->care.period.id, child.id, session.id, last, &who),
        _("The child leaves the holiday care."));
}

int
care_give_place(const struct care_call *call)
{
    struct child child;
    struct care_session session;
    struct roster_by who = care_by(call);
    if (!care_read_session(call, &session) || !care_read_child(call, &child))
        return EXIT_REFUSED;
    return care_said(
        call, enrol_give(call->cli->db, session.id, child.id, &who), _("The child has the place."));
}

int
care_pass_place(const struct care_call *call)
{
    struct child child;
    struct care_session session;
    struct roster_by who = care_by(call);
    if (!care_read_session(call, &session) || !care_read_child(call, &child))
        return EXIT_REFUSED;
    return care_said(call, enrol_pass(call->cli->db, session.id, child.id, &who),
        _("The child is at the end of the waiting list."));
}
