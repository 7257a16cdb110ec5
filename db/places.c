/* places.c: how full sessions are, day by day. */
#include "db/places.h"

#include "db/day.h"
#include "db/places_read.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name, *chinese;
} states[PLACE_STATE_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    PLACE_STATES(X)
#undef X
};

const char *
place_state_name(enum place_state state)
{
    return states[state].name;
}

int
place_state_parse(const char *text)
{
    for (int i = 0; i < PLACE_STATE_COUNT; i++)
        if (strcmp(text, states[i].name) == 0 || strcmp(text, states[i].chinese) == 0)
            return i;
    return -1;
}

void
place_read(sqlite3_stmt *row, struct place *out)
{
    int state = place_state_parse(query_text(row, "state"));
    *out = (struct place){.session_id = query_int(row, "care_session_id"),
        .child_id = query_int(row, "child_id"),
        .since_day = (int)query_int(row, "since_day"),
        .until_day = (int)query_int(row, "until_day"),
        .weekdays = (int)query_int(row, "weekdays"),
        .gone_day = (int)query_int(row, "left_day"),
        .state = state < 0 ? PLACE_ENROLLED : (enum place_state)state,
        .turn = (int)query_int(row, "turn")};
}

bool
place_counts(const struct place *place, int day)
{
    return place->state == PLACE_ENROLLED && place->since_day <= day &&
           (!place->until_day || day <= place->until_day) &&
           (!place->gone_day || day < place->gone_day) &&
           place->weekdays & 1 << (day_weekday(day) - 1);
}

int
place_list(struct db *db, struct place **out, int *count, int64_t session_id)
{
    int rc, room = 0;
    sqlite3_stmt *stmt = query(db, Q_place_of_session, "i", session_id);
    *out = NULL;
    *count = 0;
    while ((rc = query_step(db, stmt)) > 0) {
        if (*count == room) {
            room = room ? room * 2 : 64;
            *out = realloc(*out, (size_t)room * sizeof **out);
            if (!*out)
                abort();
        }
        place_read(stmt, &(*out)[(*count)++]);
    }
    return rc;
}

int
place_each(
    struct db *db, int64_t period_id, int (*each)(const struct place *, void *), void *payload)
{
    struct care_session sessions[CARE_SESSIONS];
    int count = care_sessions(db, sessions, period_id), rc = count < 0 ? count : DB_OK;
    for (int i = 0; rc == DB_OK && i < count; i++) {
        struct place *places;
        int n;
        rc = place_list(db, &places, &n, sessions[i].id);
        for (int k = 0; rc == DB_OK && k < n; k++)
            rc = each(&places[k], payload);
        free(places);
    }
    return rc;
}

int
place_count(struct db *db, const struct care_session *session, int day)
{
    if (!(session->weekdays & 1 << (day_weekday(day) - 1)))
        return 0;
    return (int)query_number(
        db, query(db, Q_place_count, "idd", session->id, day, day_weekday(day)), "n", -1);
}

int
place_waiting(struct db *db, int64_t session_id)
{
    return (int)query_number(db, query(db, Q_place_waiting, "i", session_id), "n", -1);
}

int
place_fullest(struct db *db, int64_t session_id, const int days[2], int weekdays, int64_t but_child)
{
    struct place *places;
    int count, most = 0;
    int rc = place_list(db, &places, &count, session_id);
    for (int day = days[0]; rc == DB_OK && day <= days[1]; day = day_add(day, 1)) {
        int here = 0;
        for (int i = 0; i < count && weekdays & 1 << (day_weekday(day) - 1); i++)
            here += places[i].child_id != but_child && place_counts(&places[i], day);
        most = here > most ? here : most;
    }
    free(places);
    return rc < 0 ? rc : most;
}
