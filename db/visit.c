/* visit.c: visits as events, and the children who should have one. What is older than a child's
 * last visit is seen to, and counts for no rule. */
#include "db/visit.h"

#include "db/agreement.h"
#include "db/day.h"
#include "db/missed.h"
#include "db/mood.h"
#include "db/people.h"
#include "db/query.h"
#include "db/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DROP_OPEN_LEAST = 3, /* days on which the Home was open: fewer in two weeks say nothing */
    DROP_CAME_LEAST = 4, /* days here in the four weeks before, the same */
    COLLECTED_DAYS = 60, /* so far back who collected is looked at */
    PAYLOAD_SIZE = 6 * VISIT_NOTE + 64
};

static const char *const outcomes[VISIT_OUTCOME_COUNT] = {
#define X(id, name) [id] = name,
    VISIT_OUTCOMES(X)
#undef X
};

const char *
visit_outcome_name(enum visit_outcome outcome)
{
    return outcomes[outcome];
}

int
visit_outcome_parse(const char *text)
{
    for (int i = 0; i < VISIT_OUTCOME_COUNT; i++)
        if (strcmp(text, outcomes[i]) == 0)
            return i;
    return -1;
}

const char *
visit_outcome_text(enum visit_outcome outcome)
{
    const char *const texts[VISIT_OUTCOME_COUNT] = {
        [VISIT_ALL_WELL] = _("All is well"),
        [VISIT_AGREED] = _("Agreed with the family"),
        [VISIT_WATCHED] = _("Keep an eye on the child"),
        [VISIT_PASSED_ON] = _("Passed on to another office"),
        [VISIT_NOBODY] = _("Nobody was at home"),
    };
    return texts[outcome];
}

/* The children who should be visited, while they are found. */
struct search {
    struct db *db;
    const struct moment *now;
    struct home home;
    int today;
    struct visit_setting settings[VISIT_RULE_COUNT];
    int open_now, open_before; /* days on which the Home was open */
    struct visit_need *needs;
    int count, room;
};

static void
add(struct search *s, int64_t child_id, enum visit_rule rule, int since_day, const char *why)
{
    if (s->count == s->room) {
        s->room = s->room ? 2 * s->room : 32;
        s->needs = realloc(s->needs, (size_t)s->room * sizeof *s->needs);
        if (!s->needs)
            abort();
    }
    struct visit_need *need = &s->needs[s->count++];
    *need = (struct visit_need){.child_id = child_id, .rule = rule, .since_day = since_day};
    snprintf(need->why, sizeof need->why, "%s", why);
}

/* The local day of the child's last visit, 0 for none. */
static int
last_visit(struct db *db, int64_t child_id)
{
    sqlite3_stmt *stmt = query(db, Q_visit_last, "i", child_id);
    int day = query_step(db, stmt) > 0
                  ? day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min"))
                  : 0;
    sqlite3_reset(stmt);
    return day;
}

static int
find_absent(const struct missed *missed, void *payload)
{
    struct search *s = payload;
    int visited = last_visit(s->db, missed->child_id), days = 0;
    char why[VISIT_WHY], from[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    while (days < missed->days && missed->days_list[days] > visited)
        days++;
    if (days < s->settings[VISIT_ABSENT].number)
        return 0;
    int since = missed->days_list[days - 1];
    day_text(from, since);
    day_text(until, missed->last_day);
    snprintf(why, sizeof why,
        _("Did not come on %d expected days in a row, from %s to %s; nobody said why."), days, from,
        until);
    add(s, missed->child_id, VISIT_ABSENT, since, why);
    return 0;
}

static int64_t
days_here(struct db *db, int64_t child_id, int from, int until)
{
    return query_number(db, query(db, Q_visit_days_here, "idd", child_id, from, until), "n", 0);
}

/* Shares of the days on which the Home was open: a holiday is no drop. Today is not over. */
static int
find_drop(struct search *s, const struct child *child, int visited)
{
    int from = day_add(s->today, -VISIT_WINDOW_DAYS), first = day_add(from, -VISIT_BEFORE_DAYS);
    char why[VISIT_WHY];
    if (visited >= from || child->joined_day > first || s->open_now < DROP_OPEN_LEAST ||
        !s->open_before)
        return DB_OK;
    int64_t now = days_here(s->db, child->id, from, day_add(s->today, -1));
    int64_t before = days_here(s->db, child->id, first, day_add(from, -1));
    int left = 100 - s->settings[VISIT_DROP].number;
    if (before < DROP_CAME_LEAST || now * s->open_before * 100 > before * s->open_now * left)
        return DB_OK;
    snprintf(why, sizeof why,
        _("Was here on %d of %d open days in the last two weeks, on %d of %d in the four before."),
        (int)now, s->open_now, (int)before, s->open_before);
    add(s, child->id, VISIT_DROP, from, why);
    return DB_OK;
}

static int
find_sad(struct search *s, const struct child *child, int visited)
{
    struct mood_worry run;
    char why[VISIT_WHY], from[DAY_TEXT_LEN + 1], until[DAY_TEXT_LEN + 1];
    int rc = mood_run_of(s->db, &run, child->id, s->today, visited);
    if (rc != DB_OK || run.days < s->settings[VISIT_SAD].number)
        return rc;
    day_text(from, run.since_day);
    day_text(until, run.last_day);
    snprintf(
        why, sizeof why, _("Felt sad on %d days in a row, from %s to %s."), run.days, from, until);
    add(s, child->id, VISIT_SAD, run.since_day, why);
    return DB_OK;
}

/* Two reasons: it is about to end, and it has ended. Each is seen to by a visit after it began. */
static int
find_agreement(struct search *s, const struct child *child, int visited)
{
    struct agreement a;
    char why[VISIT_WHY], until[DAY_TEXT_LEN + 1];
    int rc = agreement_of(s->db, &a, child->id, s->today),
        days = s->settings[VISIT_AGREEMENT].number;
    if (rc != DB_OK || !a.until_day || a.until_day > day_add(s->today, days))
        return rc;
    int since = day_add(a.until_day, a.holds ? -days : 1);
    if (visited >= since || since < day_add(s->today, -days))
        return DB_OK;
    day_text(until, a.until_day);
    snprintf(why, sizeof why,
        a.holds ? _("The agreement with %s ends on %s.") : _("The agreement with %s ended on %s."),
        a.guardian.name, until);
    add(s, child->id, VISIT_AGREEMENT, since, why);
    return DB_OK;
}

/* Of who has an agreement, and was collected often enough since the last visit. */
static int
find_collector(struct search *s, const struct child *child, int visited)
{
    struct agreement a;
    int first = day_add(s->today, -COLLECTED_DAYS), times = 0, since = 0, agreed = 0;
    char why[VISIT_WHY], from[DAY_TEXT_LEN + 1];
    int rc = agreement_of(s->db, &a, child->id, s->today);
    if (rc != DB_OK || !a.holds)
        return rc;
    sqlite3_stmt *stmt = query(s->db, Q_visit_collected, "id", child->id, s->today);
    while (!agreed && (rc = query_step(s->db, stmt)) > 0) {
        int day = day_of(query_int(stmt, "time_ms"), (int)query_int(stmt, "utc_offset_min"));
        if (day < first || day <= visited)
            break;
        agreed = (int)query_int(stmt, "agreed");
        times++;
        since = day;
    }
    sqlite3_reset(stmt);
    if (rc < 0 || agreed || times < s->settings[VISIT_COLLECTOR].number)
        return rc < 0 ? rc : DB_OK;
    day_text(from, since);
    snprintf(why, sizeof why,
        _("Was collected %d times since %s, never by %s, the guardian of the agreement."), times,
        from, a.guardian.name);
    add(s, child->id, VISIT_COLLECTOR, since, why);
    return DB_OK;
}

static int
look_at(const struct child *child, void *payload)
{
    static int (*const finders[VISIT_RULE_COUNT])(struct search *, const struct child *, int) = {
        [VISIT_DROP] = find_drop,
        [VISIT_SAD] = find_sad,
        [VISIT_AGREEMENT] = find_agreement,
        [VISIT_COLLECTOR] = find_collector,
    };
    struct search *s = payload;
    int visited = last_visit(s->db, child->id), rc = DB_OK;
    for (int rule = 0; rc == DB_OK && rule < VISIT_RULE_COUNT; rule++)
        if (finders[rule] && s->settings[rule].on)
            rc = finders[rule](s, child, visited);
    return rc;
}

static int
count_open(struct search *s, int from, int until)
{
    int n = 0;
    for (int day = from; day <= until; day = day_add(day, 1))
        n += (int)query_number(s->db, query(s->db, Q_home_was_open, "id", s->home.id, day), "n", 0);
    return n;
}

static int
look_at_home(const struct home *home, void *payload)
{
    struct search *s = payload;
    if (s->home.id && s->home.id != home->id)
        return 0;
    struct home wanted = s->home;
    s->home = *home;
    s->today = day_of(s->now->utc_ms, home->utc_offset_min);
    int from = day_add(s->today, -VISIT_WINDOW_DAYS);
    s->open_now = count_open(s, from, day_add(s->today, -1));
    s->open_before = count_open(s, day_add(from, -VISIT_BEFORE_DAYS), day_add(from, -1));
    int rc = DB_OK;
    if (s->settings[VISIT_ABSENT].on)
        rc = missed_each(s->db, home->id, s->now, find_absent, s);
    if (rc == DB_OK)
        rc = child_each(s->db, home->id, s->today, look_at, s);
    s->home = wanted;
    return rc;
}

static int
compare(const void *a, const void *b)
{
    const struct visit_need *x = a, *y = b;
    if (x->since_day != y->since_day)
        return x->since_day < y->since_day ? -1 : 1;
    if (x->child_id != y->child_id)
        return x->child_id < y->child_id ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

int
visit_each(struct db *db, int64_t home_id, const struct moment *now,
    int (*each)(const struct visit_need *, void *), void *payload)
{
    struct search s = {.db = db, .now = now, .home = {.id = home_id}};
    for (int rule = 0; rule < VISIT_RULE_COUNT; rule++)
        s.settings[rule] = visit_rule_get(db, (enum visit_rule)rule);
    int rc = home_each(db, look_at_home, &s);
    if (rc == DB_OK && s.count)
        qsort(s.needs, (size_t)s.count, sizeof *s.needs, compare);
    for (int i = 0; !rc && i < s.count; i++)
        rc = each(&s.needs[i], payload);
    free(s.needs);
    return rc;
}

/* SQLite writes the JSON: a note may hold anything. */
static int
make_payload(struct db *db, char out[PAYLOAD_SIZE], const struct visit *visit)
{
    sqlite3_stmt *stmt =
        query(db, Q_visit_payload, "tt", visit_outcome_name(visit->outcome), visit->note);
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", out, PAYLOAD_SIZE);
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

static int
append(struct db *db, struct visit *visit, const struct moment *now)
{
    struct child child;
    struct home home;
    char payload[PAYLOAD_SIZE] = "{}";
    bool wants_note = visit->outcome == VISIT_AGREED || visit->outcome == VISIT_PASSED_ON;
    if (!child_get(db, &child, visit->child_id) || !home_get(db, &home, child.home_id))
        return db_fail(db, DB_REFUSED, "%s", _("There is no such child."));
    if (wants_note && !visit->note[0])
        return db_fail(db, DB_REFUSED, "%s", _("Say in the note what was agreed."));
    int rc = make_payload(db, payload, visit);
    if (rc != DB_OK)
        return rc;
    struct event event = {.kind = EVENT_VISIT,
        .home_id = child.home_id,
        .child_id = visit->child_id,
        .staff_id = visit->staff_id,
        .at = event_judge(db, now),
        .payload = payload};
    rc = event_append(db, &event);
    memcpy(visit->id, event.id, EVENT_ID_LEN);
    visit->at_ms = event_time(db, &event.at);
    visit->day = day_of(visit->at_ms, home.utc_offset_min);
    return rc;
}

int
visit_record(struct db *db, struct visit *visit, const struct moment *now)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = append(db, visit, now);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
visit_of_child(
    struct db *db, int64_t child_id, int (*each)(const struct visit *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_visit_of_child, "i", child_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct visit visit = {.child_id = query_int(stmt, "child_id"),
            .staff_id = query_int(stmt, "staff_id"),
            .at_ms = query_int(stmt, "time_ms")};
        int outcome = visit_outcome_parse(query_text(stmt, "outcome"));
        const void *id = query_blob(stmt, "id", EVENT_ID_LEN);
        visit.outcome = outcome < 0 ? VISIT_WATCHED : (enum visit_outcome)outcome;
        visit.day = day_of(visit.at_ms, (int)query_int(stmt, "utc_offset_min"));
        query_copy(stmt, "note", visit.note, sizeof visit.note);
        if (id)
            memcpy(visit.id, id, EVENT_ID_LEN);
        stop = each(&visit, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}
