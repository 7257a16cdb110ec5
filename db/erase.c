/* erase.c: first the mark that travels, then everything else without a word to the change log. */
#include "db/erase.h"

#include "db/change_inside.h"
#include "db/day.h"
#include "db/erase_inside.h"
#include "db/event.h"
#include "db/handle.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

enum { CHINA_MIN = 480, LINKS_MOST = 32, NOBODY_SIZE = 80 };

/* A guardian's link, and what the guardian was. */
struct link {
    int64_t guardian_id;
    int since_day;
    bool others;
    char name[NAME_SIZE], phone[PHONE_SIZE], photo[WORD_SIZE];
};

/* A child while it is erased. */
struct erasure {
    struct db *db;
    struct erased *out;
    int64_t child_id;
    int day; /* from which it is erased */
    char no[NO_SIZE], name[NAME_SIZE];
    int born_day;
    struct link links[LINKS_MOST];
    int link_count;
};

/* Runs statements of the child's id alone until one fails. */
static int
run_each(struct erasure *e, const enum query *queries, int count)
{
    int rc = DB_OK;
    for (int i = 0; rc == DB_OK && i < count; i++)
        rc = query_run(e->db, query(e->db, queries[i], "i", e->child_id));
    return rc;
}

static int
read_child(struct erasure *e, bool *done)
{
    sqlite3_stmt *stmt = query(e->db, Q_erase_row, "i", e->child_id);
    int rc = query_step(e->db, stmt);
    if (rc > 0) {
        query_copy(stmt, "no", e->no, sizeof e->no);
        query_copy(stmt, "name", e->name, sizeof e->name);
        e->born_day = (int)query_int(stmt, "born_day");
        *done = query_int(stmt, "done");
    }
    sqlite3_reset(stmt);
    if (rc == 0)
        return db_fail(e->db, DB_REFUSED, "%s", _("There is no such child."));
    return rc > 0 ? DB_OK : rc;
}

/* A birthday that tells less, if each day at the Home has the same age by it. */
static int
blur_birthday(struct erasure *e)
{
    int first = e->born_day / 100 * 100 + 1, rc;
    bool same = true;
    sqlite3_stmt *stmt = query(e->db, Q_erase_ages, "i", e->child_id);
    while ((rc = query_step(e->db, stmt)) > 0) {
        int day = (int)query_int(stmt, "day");
        same = same && day_years(first, day) == day_years(e->born_day, day);
    }
    if (rc == DB_OK && same && day_exists(first))
        e->born_day = first;
    return rc;
}

static int
read_links(struct erasure *e)
{
    sqlite3_stmt *stmt = query(e->db, Q_erase_links, "i", e->child_id);
    int rc;
    while ((rc = query_step(e->db, stmt)) > 0 && e->link_count < LINKS_MOST) {
        struct link *l = &e->links[e->link_count++];
        l->guardian_id = query_int(stmt, "guardian_id");
        l->since_day = (int)query_int(stmt, "since_day");
        l->others = query_int(stmt, "others");
        query_copy(stmt, "name", l->name, sizeof l->name);
        query_copy(stmt, "phone", l->phone, sizeof l->phone);
        query_copy(stmt, "photo", l->photo, sizeof l->photo);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

/* What the nobody of a link is known by: the same in every copy of the data. */
static void
nobody(char out[NOBODY_SIZE], const struct erasure *e, int i)
{
    snprintf(out, NOBODY_SIZE, "%s#%d", e->no, i + 1);
}

/* Has an earlier link of the child named the same guardian? Then it is somebody no more. */
static bool
is_repeated(const struct erasure *e, int i)
{
    for (int before = 0; before < i; before++)
        if (e->links[before].guardian_id == e->links[i].guardian_id)
            return true;
    return false;
}

/* Whoever is guardian of others too stays, and another nobody takes the place here. */
static int
replace_guardian(struct erasure *e, int i, const char *known_by)
{
    const struct link *l = &e->links[i];
    int64_t id;
    int rc = query_id(e->db, query(e->db, Q_erase_nobody, "t", known_by), &id);
    return rc < 0 ? rc
                  : query_run(e->db, query(e->db, Q_erase_link, "iidi", e->child_id, l->guardian_id,
                                         l->since_day, id));
}

static int
empty_guardian(struct erasure *e, int i, const char *known_by)
{
    const struct link *l = &e->links[i];
    int rc = query_run(e->db, query(e->db, Q_erase_guardian, "it", l->guardian_id, known_by));
    if (rc == DB_OK)
        rc = query_run(e->db, query(e->db, Q_erase_cards, "dii", 2, l->guardian_id,
                                  day_to_utc_ms(e->day, 0, CHINA_MIN)));
    if (rc == DB_OK)
        rc = query_run(e->db, query(e->db, Q_erase_guardian_changes, "tt", l->name, l->phone));
    return rc;
}

static int
note_photo(struct erasure *e, const char *photo)
{
    if (!photo[0] || !e->out || e->out->photo_count == ERASE_PHOTOS)
        return DB_OK;
    int64_t used = query_number(e->db, query(e->db, Q_erase_photo_used, "t", photo), "n", -1);
    if (used == 0)
        snprintf(e->out->photos[e->out->photo_count++], WORD_SIZE, "%s", photo);
    return used < 0 ? DB_FAILED : DB_OK;
}

/* The relation goes with every link. */
static int
erase_guardians(struct erasure *e)
{
    int rc = read_links(e);
    for (int i = 0; rc == DB_OK && i < e->link_count; i++) {
        const struct link *l = &e->links[i];
        char known_by[NOBODY_SIZE];
        nobody(known_by, e, i);
        if (l->others)
            rc = replace_guardian(e, i, known_by);
        else if (!is_repeated(e, i))
            rc = empty_guardian(e, i, known_by);
        if (rc == DB_OK && !l->others)
            rc = query_run(e->db, query(e->db, Q_erase_link, "iidi", e->child_id, l->guardian_id,
                                      l->since_day, l->guardian_id));
        if (rc == DB_OK && !l->others)
            rc = note_photo(e, l->photo);
    }
    return rc;
}

static int
erase_rows(struct erasure *e)
{
    static const enum query queries[] = {Q_erase_secret, Q_erase_alone, Q_erase_barred,
        Q_erase_walker, Q_erase_homework, Q_erase_enrolment, Q_erase_events};
    int rc = query_run(e->db, query(e->db, Q_erase_health, "id", e->child_id, e->day));
    if (rc == DB_OK)
        rc = run_each(e, queries, sizeof queries / sizeof queries[0]);
    if (rc == DB_OK)
        rc = query_run(e->db, query(e->db, Q_erase_cards, "dii", 1, e->child_id,
                                  day_to_utc_ms(e->day, 0, CHINA_MIN)));
    if (rc == DB_OK)
        rc = blur_birthday(e);
    if (rc == DB_OK)
        rc = query_run(e->db, query(e->db, Q_erase_child, "id", e->child_id, e->born_day));
    return rc;
}

/* What the logs of edits say of the child; they name it by its number. */
static int
erase_logs(struct erasure *e)
{
    static const enum query queries[] = {
        Q_erase_changes, Q_erase_new_row, Q_erase_waiting, Q_erase_former, Q_erase_questions};
    int rc = DB_OK;
    for (size_t i = 0; rc == DB_OK && i < sizeof queries / sizeof queries[0]; i++)
        rc = query_run(e->db, query(e->db, queries[i], "t", e->no));
    return rc;
}

/* Without a word to the change log, which the caller may have silenced already. */
static int
erase_quietly(struct erasure *e)
{
    bool was_quiet = query_number(e->db, query(e->db, Q_erase_quiet, ""), "n", 0) > 0;
    int rc = was_quiet ? DB_OK : change_quiet(e->db);
    if (rc == DB_OK)
        rc = erase_guardians(e);
    if (rc == DB_OK)
        rc = erase_rows(e);
    return rc == DB_OK && !was_quiet ? change_heard(e->db) : rc;
}

static int
erase_all(struct erasure *e)
{
    int rc = query_run(e->db, query(e->db, Q_erase_begin, ""));
    if (rc == DB_OK)
        rc = erase_quietly(e);
    if (rc == DB_OK)
        rc = erase_logs(e);
    if (rc == DB_OK)
        rc = query_run(e->db, query(e->db, Q_erase_done, "i", e->child_id));
    if (rc == DB_OK)
        rc = query_run(e->db, query(e->db, Q_erase_end, ""));
    return rc;
}

static int
record(struct erasure *e, enum erase_why why, int64_t staff_id, const struct moment *now)
{
    static const char *const names[ERASE_WHY_COUNT] = {"request", "expired"};
    char payload[64];
    int64_t here = setting_home(e->db);
    snprintf(payload, sizeof payload, "{\"why\":\"%s\"}", names[why]);
    struct event event = {.kind = EVENT_ERASED,
        .home_id = here ? here : query_number(e->db, query(e->db, Q_home_any, ""), "id", 0),
        .child_id = e->child_id,
        .staff_id = staff_id,
        .at = event_judge(e->db, now),
        .payload = payload};
    return event_append(e->db, &event);
}

static int
mark_and_erase(struct erasure *e, enum erase_why why, int64_t staff_id, const struct moment *now)
{
    bool done = false;
    int rc = read_child(e, &done);
    if (rc == DB_OK && done)
        rc = db_fail(e->db, DB_REFUSED, "%s", _("The data of this child were erased before."));
    if (rc == DB_OK)
        rc = query_run(e->db, query(e->db, Q_erase_mark, "id", e->child_id, e->day));
    if (rc == DB_OK)
        rc = record(e, why, staff_id, now);
    return rc == DB_OK ? erase_all(e) : rc;
}

/* Ends a transaction one way or the other. */
static int
finish(struct db *db, int rc)
{
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
erase_one(struct db *db, struct erased *out, int64_t child_id, enum erase_why why, int64_t staff_id,
    const struct moment *now)
{
    struct moment at = event_judge(db, now);
    struct erasure e = {
        .db = db, .out = out, .child_id = child_id, .day = day_of(event_time(db, &at), CHINA_MIN)};
    *out = (struct erased){0};
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = finish(db, mark_and_erase(&e, why, staff_id, now));
    if (rc != DB_OK)
        return rc;
    if (strlen(e.name) > 1)
        out->mentioned = (int)query_number(db, query(db, Q_erase_mentioned, "t", e.name), "n", 0);
    return DB_OK;
}

int
erase_child(struct db *db, struct erased *out, int64_t child_id, enum erase_why why,
    int64_t staff_id, const struct moment *now)
{
    int rc = erase_one(db, out, child_id, why, staff_id, now);
    return rc == DB_OK ? db_scrub(db) : rc;
}

/* The next one that was erased elsewhere; 0 where there is none, negative where it failed. */
static int
next_erased(struct db *db, struct erasure *out)
{
    sqlite3_stmt *stmt = query(db, Q_erase_follow, "");
    int rc = query_step(db, stmt);
    if (rc > 0)
        *out = (struct erasure){
            .db = db, .child_id = query_int(stmt, "id"), .day = (int)query_int(stmt, "erased_day")};
    sqlite3_reset(stmt);
    return rc;
}

int
erase_follow(struct db *db)
{
    struct erasure e;
    int count = 0, rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    while ((rc = next_erased(db, &e)) > 0) {
        bool done = false;
        rc = read_child(&e, &done);
        if (rc == DB_OK)
            rc = erase_all(&e);
        if (rc != DB_OK)
            break;
        count++;
    }
    rc = finish(db, rc);
    return rc == DB_OK ? count : rc;
}

bool
erase_is_erased(struct db *db, int64_t child_id)
{
    sqlite3_stmt *stmt = query(db, Q_erase_row, "i", child_id);
    bool erased = query_step(db, stmt) > 0 && query_int(stmt, "erased_day") > 0;
    sqlite3_reset(stmt);
    return erased;
}
