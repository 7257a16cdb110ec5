#include "db/keep.h"

#include "db/change_inside.h"
#include "db/day.h"
#include "db/erase_inside.h"
#include "db/event.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

enum { CHINA_MIN = 480, YEAR = 10000, KEY_SIZE = 32 };

static const struct {
    const char *name;
    int years;
} kinds[KEEP_KIND_COUNT] = {
#define X(id, name, years) [id] = {name, years},
    KEEP_KINDS(X)
#undef X
};

const char *
keep_name(enum keep_kind kind)
{
    return kinds[kind].name;
}

const char *
keep_title(enum keep_kind kind)
{
    switch (kind) {
    case KEEP_CHILDREN:
        return _("Personal data of children who left");
    case KEEP_NOTES:
        return _("Words in notes, visits, alarms and corrections");
    case KEEP_HEALTH:
        return _("Health notes that have ended");
    case KEEP_VISITORS:
        return _("Names of visitors");
    case KEEP_STAFF:
        return _("Names of staff and volunteers who left");
    case KEEP_KIND_COUNT:
        break;
    }
    return "";
}

int
keep_parse(const char *name)
{
    for (int i = 0; i < KEEP_KIND_COUNT; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return i;
    return -1;
}

static const char *
key_of(char out[KEY_SIZE], enum keep_kind kind)
{
    snprintf(out, KEY_SIZE, "keep_%s_years", kinds[kind].name);
    return out;
}

int
keep_years(struct db *db, enum keep_kind kind)
{
    char key[KEY_SIZE];
    return (int)query_number(
        db, query(db, Q_setting_get, "t", key_of(key, kind)), "value", kinds[kind].years);
}

int
keep_years_set(struct db *db, enum keep_kind kind, int years)
{
    char key[KEY_SIZE];
    if (years < 0 || years > KEEP_YEARS_MOST)
        return db_fail(
            db, DB_REFUSED, _("Years go from 0, which is for ever, to %d."), KEEP_YEARS_MOST);
    return query_run(db, query(db, Q_setting_set, "td", key_of(key, kind), years));
}

/* A day so many years back; 29 February has the 28th then. */
static int
years_before(int day, int years)
{
    int before = day - years * YEAR;
    return day_exists(before) ? before : before - 1;
}

/* The newest event before a time: their order is that of time, but for what a wrong clock says. */
static int64_t
last_before(struct db *db, int64_t utc_ms)
{
    int64_t low = 0, high = event_last_seq(db);
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        int64_t at = query_number(db, query(db, Q_keep_event_at, "i", middle), "at_ms", INT64_MAX);
        if (at < utc_ms)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* A sweep of one kind: how many rows there are until `day` (or event `seq`). */
struct kind_sweep {
    struct db *db;
    struct swept *out;
    int64_t staff_id;
    const struct moment *now;
    int today;
    bool counts_only;
};

static int
add_photos(struct swept *out, const struct erased *e)
{
    for (int i = 0; i < e->photo_count && out->erased.photo_count < ERASE_PHOTOS; i++)
        memcpy(out->erased.photos[out->erased.photo_count++], e->photos[i], WORD_SIZE);
    out->erased.mentioned += e->mentioned;
    return DB_OK;
}

/* Children are erased one by one, each on the record. */
static int
sweep_children(struct kind_sweep *s, int until)
{
    int64_t id;
    int count = (int)query_number(s->db, query(s->db, Q_keep_left_count, "d", until), "n", -1);
    s->out->counts[KEEP_CHILDREN] = count;
    if (count < 0 || s->counts_only)
        return count < 0 ? DB_FAILED : DB_OK;
    while ((id = query_number(s->db, query(s->db, Q_keep_left_next, "d", until), "id", 0)) > 0) {
        struct erased e;
        int rc = erase_one(s->db, &e, id, ERASE_EXPIRED, s->staff_id, s->now);
        if (rc == DB_OK)
            rc = add_photos(s->out, &e);
        if (rc != DB_OK)
            return rc;
    }
    return DB_OK;
}

/* The statements that count, and that let go, what is bound to a day or to an event. */
static const struct {
    enum query count, sweep;
    bool of_events;
} ways[KEEP_KIND_COUNT] = {
    [KEEP_NOTES] = {Q_keep_notes_count, Q_keep_notes, true},
    [KEEP_HEALTH] = {Q_keep_health_count, Q_keep_health, false},
    [KEEP_VISITORS] = {Q_keep_visitors_count, Q_keep_visitors, true},
    [KEEP_STAFF] = {Q_keep_staff_count, Q_keep_staff, false},
};

static int
sweep_rows(struct kind_sweep *s, enum keep_kind kind, int until)
{
    int64_t bound =
        ways[kind].of_events ? last_before(s->db, day_to_utc_ms(until, 0, CHINA_MIN)) : until;
    int64_t n = query_number(s->db, query(s->db, ways[kind].count, "i", bound), "n", -1);
    s->out->counts[kind] = (int)n;
    if (n <= 0 || s->counts_only)
        return n < 0 ? DB_FAILED : DB_OK;
    return query_run(s->db, query(s->db, ways[kind].sweep, "i", bound));
}

/* All but the children, in one transaction, unheard by the change log: the others sweep too. */
static int
sweep_kinds(struct kind_sweep *s)
{
    int rc = DB_OK;
    for (int i = KEEP_CHILDREN + 1; rc == DB_OK && i < KEEP_KIND_COUNT; i++) {
        int years = keep_years(s->db, (enum keep_kind)i);
        if (years > 0)
            rc = sweep_rows(s, (enum keep_kind)i, years_before(s->today, years));
    }
    return rc;
}

static int
record(struct kind_sweep *s)
{
    char payload[256] = "{", part[64];
    int64_t here = setting_home(s->db);
    bool any = false;
    for (int i = 0; i < KEEP_KIND_COUNT; i++) {
        snprintf(part, sizeof part, "%s\"%s\":%d", i ? "," : "", kinds[i].name, s->out->counts[i]);
        strncat(payload, part, sizeof payload - strlen(payload) - 2);
        any = any || s->out->counts[i] > 0;
    }
    strncat(payload, "}", sizeof payload - strlen(payload) - 1);
    if (!any)
        return DB_OK;
    struct event event = {.kind = EVENT_SWEPT,
        .home_id = here ? here : query_number(s->db, query(s->db, Q_home_any, ""), "id", 0),
        .staff_id = s->staff_id,
        .at = event_judge(s->db, s->now),
        .payload = payload};
    return event_append(s->db, &event);
}

static int
sweep_in_transaction(struct kind_sweep *s)
{
    int rc = record(s);
    if (rc == DB_OK)
        rc = query_run(s->db, query(s->db, Q_erase_begin, ""));
    if (rc == DB_OK)
        rc = change_quiet(s->db);
    if (rc == DB_OK)
        rc = sweep_kinds(s);
    if (rc == DB_OK)
        rc = change_heard(s->db);
    return rc == DB_OK ? query_run(s->db, query(s->db, Q_erase_end, "")) : rc;
}

static int
count_all(struct kind_sweep *s)
{
    int years = keep_years(s->db, KEEP_CHILDREN);
    s->counts_only = true;
    *s->out = (struct swept){0};
    int rc = years > 0 ? sweep_children(s, years_before(s->today, years)) : DB_OK;
    return rc == DB_OK ? sweep_kinds(s) : rc;
}

static struct kind_sweep
sweep_for(struct db *db, struct swept *out, int64_t staff_id, const struct moment *now)
{
    struct moment at = event_judge(db, now);
    return (struct kind_sweep){.db = db,
        .out = out,
        .staff_id = staff_id,
        .now = now,
        .today = day_of(event_time(db, &at), CHINA_MIN)};
}

int
keep_due(struct db *db, struct swept *out, const struct moment *now)
{
    struct kind_sweep s = sweep_for(db, out, 0, now);
    return count_all(&s);
}

int
keep_sweep(struct db *db, struct swept *out, int64_t staff_id, const struct moment *now)
{
    struct kind_sweep s = sweep_for(db, out, staff_id, now);
    int years = keep_years(db, KEEP_CHILDREN);
    *out = (struct swept){0};
    if (!event_judge(db, now).trusted)
        return DB_OK;
    int rc = count_all(&s);
    s.counts_only = false;
    if (rc == DB_OK)
        rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = sweep_in_transaction(&s);
    if (rc != DB_OK) {
        db_rollback(db);
        return rc;
    }
    rc = db_commit(db);
    if (rc == DB_OK && years > 0)
        rc = sweep_children(&s, years_before(s.today, years));
    return rc == DB_OK ? db_scrub(db) : rc;
}
