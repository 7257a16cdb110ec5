/* export_care.c: holiday care as rows: its sessions, and the places of its children. */
#include "cli/export_row.h"

#include "db/enrol.h"

static int
sessions_of(const struct care *care, void *payload)
{
    struct export *e = payload;
    struct care_session sessions[CARE_SESSIONS];
    int count = care_sessions(e->cli->db, sessions, care->period.id);
    for (int i = 0; i < count; i++) {
        const struct care_session *s = &sessions[i];
        export_home(e, care->period.home_id);
        export_cell(e, care->period.name);
        export_cell(e, care_part_name(s->part));
        export_cell(e, s->name);
        export_cell(e, s->room);
        export_minute(e, s->starts_min);
        export_minute(e, s->ends_min);
        export_weekdays(e, s->weekdays);
        export_number(e, s->capacity);
        export_number(e, s->meal);
        export_number(e, s->per_adult);
        export_end(e);
    }
    return count < 0 ? count : 0;
}

int
export_care_sessions(struct export *e)
{
    return care_each(e->cli->db, 0, sessions_of, e);
}

struct of_care {
    struct export *e;
    const struct care *care;
};

static int
place_row(const struct place *p, void *payload)
{
    const struct of_care *of = payload;
    struct export *e = of->e;
    struct care_session session = {0};
    struct enrolled enrolled;
    if (p->until_day && p->until_day < p->since_day)
        return 0; /* it came to nothing */
    if (!care_session_get(e->cli->db, &session, p->session_id) ||
        !enrol_get(e->cli->db, &enrolled, of->care->period.id, p->child_id, p->since_day))
        return DB_FAILED;
    export_cell(e, enrolled.child.no);
    export_home(e, of->care->period.home_id);
    export_cell(e, of->care->period.name);
    export_cell(e, session.name);
    export_weekdays(e, p->weekdays);
    export_day(e, p->since_day);
    export_day(e, p->until_day);
    export_cell(e, place_state_name(p->state));
    export_cell(e, enrolled.consent.by);
    export_cell(e, consent_way_name(enrolled.consent.how));
    export_day(e, enrolled.consent.day);
    export_end(e);
    return 0;
}

static int
places_of(const struct care *care, void *payload)
{
    struct export *e = payload;
    struct of_care of = {e, care};
    return place_each(e->cli->db, care->period.id, place_row, &of);
}

int
export_enrolments(struct export *e)
{
    return care_each(e->cli->db, 0, places_of, e);
}
