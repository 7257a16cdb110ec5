/* fact.c: events to facts that hold. A fact is put where an event says so, and dropped or replaced
 * where one takes that back. */
#include "db/fact.h"

#include "db/day.h"
#include "db/fact_log.h"
#include "db/homework_row.h"
#include "db/mark.h"
#include "db/payload.h"
#include "db/query.h"

int
fact_write(struct db *db, const struct fact *f, bool holds)
{
    if (!holds)
        return query_run(
            db, query(db, Q_fact_drop, "ddii", f->day, (int)f->what, f->child_id, f->of));
    return query_run(db, query(db, Q_fact_put, "ddiiid", f->day, (int)f->what, f->child_id, f->of,
                             f->home_id, f->value));
}

/* Written at once, or by a rebuild with many others. */
static int
put(struct fact_log *log, const struct fact *f)
{
    return log->entries ? fact_log_add(log, f, true) : fact_write(log->db, f, true);
}

static int
drop(struct fact_log *log, const struct fact *f)
{
    return log->entries ? fact_log_add(log, f, false) : fact_write(log->db, f, false);
}

/* The answers that belong to a check: one that was never, or was another child's, has none. */
static int
settle_moods(struct db *db, const uint8_t check[EVENT_ID_LEN])
{
    sqlite3_stmt *row = query(db, Q_fact_moods_of, "b", (const void *)check, EVENT_ID_LEN);
    int rc = DB_OK;
    while (rc == DB_OK && (rc = query_step(db, row)) > 0) {
        int offset_min = (int)query_int(row, "utc_offset_min");
        struct fact fact = {.day = day_of(query_int(row, "time_ms"), offset_min),
            .what = FACT_MOOD,
            .child_id = query_int(row, "child_id"),
            .of = query_int(row, "seq"),
            .home_id = query_int(row, "home_id"),
            .value = (int)query_int(row, "value")};
        rc = fact_write(db, &fact, query_int(row, "holds") != 0);
    }
    sqlite3_reset(row);
    return rc;
}

/* What the newest mark says that was not taken back: put, or dropped where there is none. */
static int
settle_mark(struct fact_log *log, struct fact *fact)
{
    sqlite3_stmt *row = query(log->db, Q_fact_mark, "dii", fact->day, fact->of, fact->child_id);
    int rc = query_step(log->db, row);
    if (rc > 0) {
        fact->value = mark_parse(query_text(row, "mark"));
        fact->home_id = query_int(row, "home_id");
    }
    sqlite3_reset(row);
    return rc < 0 ? rc : rc > 0 ? put(log, fact) : drop(log, fact);
}

/* Homework is a fact once it is ticked off. */
static int
put_homework(struct fact_log *log, struct fact *fact, const char *state)
{
    fact->value = homework_state_parse(state);
    return homework_is_ticked((enum homework_state)fact->value) ? put(log, fact) : drop(log, fact);
}

static int
settle_homework(struct fact_log *log, struct fact *fact)
{
    char state[WORD_SIZE] = "";
    sqlite3_stmt *row = query(log->db, Q_fact_homework, "ii", fact->of, fact->child_id);
    int rc = query_step(log->db, row);
    if (rc > 0) {
        query_copy(row, "state", state, sizeof state);
        fact->home_id = query_int(row, "home_id");
    }
    sqlite3_reset(row);
    return rc < 0 ? rc : put_homework(log, fact, state);
}

/* An item that is no more has no day: its marks tell nothing. */
static int
apply_homework(struct fact_log *log, struct fact *fact, const struct fact_source *source)
{
    char state[WORD_SIZE];
    fact->what = FACT_HOMEWORK;
    fact->of = payload_int(source->payload, "homework");
    fact->day = fact_log_due(log, fact->of);
    if (!fact->day)
        return DB_OK;
    payload_word(source->payload, "state", state, sizeof state);
    return source->kind == EVENT_HOMEWORK_MARK ? put_homework(log, fact, state)
                                               : settle_homework(log, fact);
}

static int
apply_mark(struct fact_log *log, struct fact *fact, const struct fact_source *source)
{
    char mark[WORD_SIZE];
    fact->what = FACT_MARK;
    fact->of = payload_int(source->payload, "session");
    fact->day = (int)payload_int(source->payload, "day");
    payload_word(source->payload, "mark", mark, sizeof mark);
    fact->value = mark_parse(mark);
    return source->kind == EVENT_ACTIVITY_MARK ? put(log, fact) : settle_mark(log, fact);
}

int
fact_take(struct fact_log *log, const struct fact_source *source)
{
    struct fact fact = {
        .day = source->day, .child_id = source->child_id, .home_id = source->home_id};
    switch ((int)source->kind) {
    case EVENT_MOOD:
        fact.what = FACT_MOOD;
        fact.of = source->seq;
        fact.value = (int)payload_int(source->payload, "value");
        return put(log, &fact);
    case EVENT_SAFETY_LESSON:
        fact.what = FACT_LESSON;
        fact.of = source->seq;
        fact.value = (int)payload_int(source->payload, "right");
        return put(log, &fact);
    case EVENT_ACTIVITY_MARK:
    case EVENT_MARK_UNDO:
        return apply_mark(log, &fact, source);
    case EVENT_HOMEWORK_MARK:
    case EVENT_HOMEWORK_UNDO:
        return apply_homework(log, &fact, source);
    default:
        return DB_OK;
    }
}

int
fact_take_known(struct fact_log *log, struct fact_source *source)
{
    sqlite3_stmt *row = query(log->db, Q_fact_event, "i", source->seq);
    int rc = query_step(log->db, row);
    if (rc > 0) {
        source->day = day_of(query_int(row, "time_ms"), (int)query_int(row, "utc_offset_min"));
        source->payload = query_text(row, "payload");
        rc = fact_take(log, source);
    }
    sqlite3_reset(row);
    return rc;
}

static int
take_appended(struct db *db, const struct event *event)
{
    struct fact_log log = {.db = db};
    struct fact_source source = {.kind = event->kind,
        .seq = event->seq,
        .home_id = event->home_id,
        .child_id = event->child_id};
    return fact_take_known(&log, &source);
}

int
fact_apply(struct db *db, const struct event *event)
{
    switch ((int)event->kind) {
    case EVENT_MOOD:
    case EVENT_CORRECTION:
        return event->cause ? settle_moods(db, event->cause) : DB_OK;
    case EVENT_SAFETY_LESSON:
    case EVENT_ACTIVITY_MARK:
    case EVENT_MARK_UNDO:
    case EVENT_HOMEWORK_MARK:
    case EVENT_HOMEWORK_UNDO:
        return take_appended(db, event);
    default:
        return DB_OK;
    }
}

int
fact_corrections(struct db *db)
{
    sqlite3_stmt *row = query(db, Q_fact_corrected, "");
    int rc = DB_OK;
    while (rc == DB_OK && (rc = query_step(db, row)) > 0) {
        const void *check = query_blob(row, "cause", EVENT_ID_LEN);
        rc = check ? settle_moods(db, check) : DB_OK;
    }
    sqlite3_reset(row);
    return rc;
}
