/* take.c: one event after the other into the view, numbers mapped, sums kept. */
#include "db/take.h"

#include "db/cards.h"
#include "db/day.h"
#include "db/fact.h"
#include "db/payload.h"
#include "db/people.h"
#include "db/query.h"
#include "db/refs.h"
#include "db/rollup.h"
#include "db/take_inside.h"
#include "db/text.h"

#include <stdlib.h>
#include <string.h>

static int
find_source(struct take *take, const struct take_source *s)
{
    int rc = query_run(
        take->db, query(take->db, Q_source_add, "bd", (const void *)s->kiosk, 16, s->branch));
    if (rc != DB_OK)
        return rc;
    take->source_id = query_number(take->db,
        query(take->db, Q_source_find, "bd", (const void *)s->kiosk, 16, s->branch), "id", 0);
    return take->source_id ? DB_OK : DB_FAILED;
}

int
take_begin(struct take **out, struct db *db, const struct take_source *source)
{
    struct take *take = calloc(1, sizeof *take);
    *out = take;
    if (!take)
        abort();
    take->db = db;
    take->waiting = take_waiting_count(db);
    take->refs = take_refs_read(db, source->refs);
    if (!take->refs)
        return db_fail(
            db, DB_REFUSED, "%s", _("What the numbers of a batch stand for can't be read."));
    return find_source(take, source);
}

static void
note_day(struct take *take, int64_t child_id, int64_t home_id, int day)
{
    if (take->day_count == take->day_room) {
        take->day_room = take->day_room ? 2 * take->day_room : 64;
        take->days = realloc(take->days, take->day_room * sizeof *take->days);
        if (!take->days)
            abort();
    }
    take->days[take->day_count++] = (struct take_day){child_id, home_id, day};
}

static void
note_child(struct take *take, int64_t child_id)
{
    if (child_id)
        note_day(take, child_id, 0, 0);
}

/* An answer stands on the day of its time: where that was another, it moves. */
static int
move_answer(struct take *take, sqlite3_stmt *row)
{
    bool mood = strcmp(query_text(row, "kind"), event_kind_name(EVENT_MOOD)) == 0;
    uint8_t cause[EVENT_ID_LEN];
    struct event event = {.kind = mood ? EVENT_MOOD : EVENT_SAFETY_LESSON,
        .seq = query_int(row, "seq"),
        .child_id = query_int(row, "child_id"),
        .home_id = query_int(row, "home_id"),
        .payload = query_text(row, "payload")};
    const void *bytes = query_blob(row, "cause", EVENT_ID_LEN);
    if (bytes) {
        memcpy(cause, bytes, EVENT_ID_LEN);
        event.cause = cause;
    }
    int rc = query_run(take->db, query(take->db, Q_fact_forget, "idi", event.child_id,
                                     mood ? FACT_MOOD : FACT_LESSON, event.seq));
    return rc == DB_OK ? fact_apply(take->db, &event) : rc;
}

int
take_boot(struct take *take, const uint8_t boot_id[BOOT_ID_LEN], int64_t base_utc_ms, bool word)
{
    int rc = query_run(take->db, query(take->db, Q_source_boot_add, "bi", (const void *)boot_id,
                                     BOOT_ID_LEN, take->source_id));
    if (rc != DB_OK || !base_utc_ms)
        return rc;
    rc = query_run(take->db, query(take->db, Q_boot_told, "bid", (const void *)boot_id, BOOT_ID_LEN,
                                 base_utc_ms, (int)word));
    if (rc != DB_OK || query_changes(take->db) == 0)
        return rc;
    sqlite3_stmt *row = query(take->db, Q_boot_children, "b", (const void *)boot_id, BOOT_ID_LEN);
    while ((rc = query_step(take->db, row)) > 0)
        note_child(take, query_int(row, "child_id"));
    if (rc != DB_OK)
        return rc;
    row = query(take->db, Q_boot_answers, "b", (const void *)boot_id, BOOT_ID_LEN);
    while (rc == DB_OK && (rc = query_step(take->db, row)) > 0)
        rc = move_answer(take, row);
    sqlite3_reset(row);
    return rc;
}

/* 1: it is here, *same says whether with the same content; 0: it is not. */
static int
find_known(struct take *take, const struct take_event *e, bool *same)
{
    sqlite3_stmt *row = query(take->db, Q_take_find, "b", (const void *)e->id, EVENT_ID_LEN);
    int rc = query_step(take->db, row);
    if (rc > 0) {
        const void *boot = query_blob(row, "boot_id", BOOT_ID_LEN);
        *same = strcmp(query_text(row, "kind"), e->kind) == 0 &&
                query_int(row, "at_utc_ms") == e->at.utc_ms &&
                query_int(row, "mono_ms") == e->at.mono_ms && boot &&
                memcmp(boot, e->at.boot_id, BOOT_ID_LEN) == 0;
    }
    sqlite3_reset(row);
    return rc;
}

/* Mapping one event. */
struct mapping {
    struct take *take;
    bool missing; /* a row that has a name is not here yet */
    bool unnamed; /* a column's number stands for nothing */
};

static int64_t
map_column(struct mapping *m, const char *table, int64_t number)
{
    int64_t id = 0;
    if (!number)
        return 0;
    enum take_refs_answer answer = take_refs_find(m->take->refs, &id, table, number);
    m->missing |= answer == TAKE_REF_MISSING;
    m->unnamed |= answer == TAKE_REF_UNNAMED;
    return id;
}

/* Rows that are gone have numbers of their own. */
static int64_t
map_payload(const char *table, int64_t number, void *context)
{
    struct mapping *m = context;
    struct db *db = m->take->db;
    int64_t id = 0, source = m->take->source_id;
    enum take_refs_answer answer = take_refs_find(m->take->refs, &id, table, number);
    m->missing |= answer == TAKE_REF_MISSING;
    if (answer != TAKE_REF_UNNAMED)
        return id;
    if (query_run(db, query(db, Q_source_row_add, "iti", source, table, number)) != DB_OK)
        return 0;
    return -query_number(db, query(db, Q_source_row_find, "iti", source, table, number), "id", 0);
}

static enum event_kind
kind_of(const char *name)
{
    int i = 0;
    while (i < EVENT_KIND_COUNT && strcmp(event_kind_name((enum event_kind)i), name) != 0)
        i++;
    return (enum event_kind)i;
}

/* Do earlier events of the same child wait? Then this one waits behind them. A check waits behind
 * checks alone: a mark whose class nobody knows must not keep a child's attendance back. */
static bool
is_behind(struct take *take, const struct take_event *e)
{
    enum event_kind kind = kind_of(e->kind);
    bool check = kind == EVENT_CHECK_IN || kind == EVENT_CHECK_OUT || kind == EVENT_CORRECTION;
    return take->waiting && e->child &&
           query_number(take->db,
               query(take->db, Q_take_waiting_of_child, "iiid", take->source_id, e->child,
                   take->waits_as ? take->waits_as : INT64_MAX, (int)check),
               "n", 0) > 0;
}

/* Notes that this source tells of the Home. */
static int
meet_home(struct take *take, int64_t home_id)
{
    if (take->home_id == home_id)
        return DB_OK;
    int rc =
        query_run(take->db, query(take->db, Q_source_home_add, "ii", home_id, take->source_id));
    take->home_id = home_id;
    take->home_is_mine =
        query_number(take->db, query(take->db, Q_source_home_count, "i", home_id), "n", 2) == 1;
    return rc;
}

/* A check follows the others of its day, or, where those come from several sources or something was
 * said of it already, the day is summed anew at the end. */
static int
apply_check(struct take *take, const struct event *e)
{
    struct home home;
    char via[16];
    struct check check = {.kind = e->kind, .home_id = e->home_id, .child_id = e->child_id};
    if (!e->child_id || !home_get(take->db, &home, e->home_id))
        return DB_OK;
    payload_word(e->payload, "via", via, sizeof via);
    check.assumed = strcmp(via, "assumed") == 0;
    check.time_ms = event_time(take->db, &e->at);
    check.day = day_of(check.time_ms, home.utc_offset_min);
    if (query_number(take->db,
            query(take->db, Q_take_corrected, "b", (const void *)e->id, EVENT_ID_LEN), "n", 0))
        note_child(take, e->child_id);
    if (take->home_is_mine && !take->waits_as)
        return rollup_apply(take->db, &check);
    note_day(take, check.child_id, check.home_id, check.day);
    return query_run(take->db, query(take->db, Q_source_child_add, "i", e->child_id));
}

/* All whom the check was ever said to be of. */
static int
apply_correction(struct take *take, const struct event *e)
{
    int64_t child = payload_int(e->payload, "child");
    note_child(take, e->child_id);
    if (child > 0)
        note_child(take, child);
    if (!e->cause)
        return DB_OK;
    sqlite3_stmt *row = query(take->db, Q_take_said_of, "b", (const void *)e->cause, EVENT_ID_LEN);
    int rc;
    while ((rc = query_step(take->db, row)) > 0)
        note_child(take, query_int(row, "child_id"));
    return rc;
}

static int
add(struct take *take, const struct take_event *from, struct event *e)
{
    int rc = query_run(
        take->db, query(take->db, Q_event_add, "btizzbbibiit", (const void *)from->id, EVENT_ID_LEN,
                      from->kind, e->home_id, e->child_id, e->staff_id, (const void *)from->card,
                      CARD_ID_BYTES, (const void *)from->cause, EVENT_ID_LEN, from->at.utc_ms,
                      (const void *)from->at.boot_id, BOOT_ID_LEN, from->at.mono_ms,
                      (int64_t)from->at.trusted, e->payload));
    if (rc != DB_OK)
        return rc;
    e->seq = query_last_seq(take->db);
    rc = meet_home(take, e->home_id);
    if (rc == DB_OK && (e->kind == EVENT_CHECK_IN || e->kind == EVENT_CHECK_OUT))
        rc = apply_check(take, e);
    if (rc == DB_OK && e->kind == EVENT_CORRECTION)
        rc = apply_correction(take, e);
    return rc == DB_OK ? fact_apply(take->db, e) : rc;
}

/* Maps and adds, or finds that it must wait. */
static int
map_and_add(struct take *take, const struct take_event *from, enum take_outcome *outcome)
{
    struct mapping m = {.take = take};
    struct event e = {.kind = kind_of(from->kind),
        .home_id = map_column(&m, "home", from->home),
        .child_id = map_column(&m, "child", from->child),
        .staff_id = map_column(&m, "staff", from->staff),
        .card = from->card,
        .cause = from->cause,
        .at = from->at};
    char *payload = refs_translate(from->payload, map_payload, &m);
    int rc = DB_OK;
    e.payload = payload ? payload : from->payload;
    memcpy(e.id, from->id, EVENT_ID_LEN);
    if (m.unnamed || (!m.missing && !e.home_id)) {
        rc = db_fail(take->db, DB_REFUSED, "%s",
            _("An event names a row by a number, and nothing says which row that is."));
    } else if (m.missing || is_behind(take, from)) {
        *outcome = TAKE_WAITS;
        take->waiting++;
        rc = take->waits_as ? DB_OK : take_put_waiting(take, from);
    } else {
        *outcome = TAKE_ADDED;
        rc = add(take, from, &e);
    }
    free(payload);
    if (rc != DB_REFUSED)
        return rc;
    *outcome = TAKE_STRANGE;
    return DB_OK;
}

int
take_event(struct take *take, const struct take_event *event, enum take_outcome *outcome)
{
    bool same = false;
    int rc = find_known(take, event, &same);
    *outcome = same ? TAKE_KNOWN : TAKE_CHANGED;
    if (rc != 0)
        return rc < 0 ? rc : DB_OK;
    rc = query_run(take->db, query(take->db, Q_source_boot_add, "bi",
                                 (const void *)event->at.boot_id, BOOT_ID_LEN, take->source_id));
    return rc == DB_OK ? map_and_add(take, event, outcome) : rc;
}

static int
by_child(const void *a, const void *b)
{
    const struct take_day *x = a, *y = b;
    if (x->child_id != y->child_id)
        return x->child_id < y->child_id ? -1 : 1;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->home_id > y->home_id) - (x->home_id < y->home_id);
}

/* A child of whom all days are summed has that row first, and needs no other. */
static int
sum_days(struct take *take)
{
    int64_t whole = 0;
    int rc = DB_OK;
    if (take->day_count)
        qsort(take->days, take->day_count, sizeof *take->days, by_child);
    for (size_t i = 0; rc == DB_OK && i < take->day_count; i++) {
        const struct take_day *d = &take->days[i];
        struct rollup_trouble trouble;
        if (whole == d->child_id || (i && by_child(d, d - 1) == 0))
            continue;
        if (d->day == 0) {
            whole = d->child_id;
            rc = rollup_child(take->db, d->child_id);
        } else {
            rc = rollup_anew(take->db, &trouble, d->child_id, d->home_id, d->day);
        }
    }
    return rc;
}

int
take_end(struct take *take, int rc)
{
    if (rc == DB_OK)
        rc = sum_days(take);
    take_refs_free(take->refs);
    free(take->days);
    free(take);
    return rc;
}
