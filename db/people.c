/* people.c: rows of the roster to structs and back. */
#include "db/people.h"

#include "db/base32.h"
#include "db/query.h"
#include "db/text.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_BYTES = 5 }; /* of which a Home's code takes four digits */

static const struct {
    const char *name, *chinese;
} roles[STAFF_ROLE_COUNT] = {
#define X(id, name, zh) [id] = {name, zh},
    STAFF_ROLES(X)
#undef X
};

const char *
staff_role_name(enum staff_role role)
{
    return roles[role].name;
}

int
staff_role_parse(const char *text)
{
    for (int i = 0; i < STAFF_ROLE_COUNT; i++)
        if (strcmp(text, roles[i].name) == 0 || strcmp(text, roles[i].chinese) == 0)
            return i;
    return -1;
}

enum access
staff_access(enum staff_role role)
{
    static const enum access reached[STAFF_ROLE_COUNT] = {
        [STAFF_MANAGER] = ACCESS_MANAGER,
        [STAFF_SOCIAL_WORKER] = ACCESS_SOCIAL_WORKER,
        [STAFF_TUTOR] = ACCESS_TUTOR,
        [STAFF_VOLUNTEER] = ACCESS_VOLUNTEER,
    };
    return reached[role];
}

static void
read_home(sqlite3_stmt *row, struct home *out)
{
    *out = (struct home){.id = query_int(row, "id"),
        .closes_min = (int)query_int(row, "closes_min"),
        .utc_offset_min = (int)query_int(row, "utc_offset_min")};
    query_copy(row, "code", out->code, sizeof out->code);
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "village", out->village, sizeof out->village);
}

static void
read_child(sqlite3_stmt *row, struct child *out)
{
    *out = (struct child){.id = query_int(row, "id"),
        .home_id = query_int(row, "home_id"),
        .born_day = (int)query_int(row, "born_day"),
        .joined_day = (int)query_int(row, "joined_day"),
        .left_day = (int)query_int(row, "left_day")};
    query_copy(row, "no", out->no, sizeof out->no);
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "pinyin", out->pinyin, sizeof out->pinyin);
    query_copy(row, "spoken", out->spoken, sizeof out->spoken);
    query_copy(row, "sex", out->sex, sizeof out->sex);
    query_copy(row, "school", out->school, sizeof out->school);
    query_copy(row, "grade", out->grade, sizeof out->grade);
    query_copy(row, "animal", out->animal, sizeof out->animal);
}

static void
read_staff(sqlite3_stmt *row, struct staff *out)
{
    int role = staff_role_parse(query_text(row, "role"));
    *out = (struct staff){.id = query_int(row, "id"),
        .home_id = query_int(row, "home_id"),
        .role = role < 0 ? STAFF_VOLUNTEER : (enum staff_role)role};
    query_copy(row, "no", out->no, sizeof out->no);
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "phone", out->phone, sizeof out->phone);
}

static void
read_guardian(sqlite3_stmt *row, struct guardian *out)
{
    *out = (struct guardian){.id = query_int(row, "id"),
        .since_day = (int)query_int(row, "since_day"),
        .until_day = (int)query_int(row, "until_day"),
        .agreement_day = (int)query_int(row, "agreement_day"),
        .agreement_until = (int)query_int(row, "agreement_until")};
    query_copy(row, "photo", out->photo, sizeof out->photo);
    query_copy(row, "name", out->name, sizeof out->name);
    query_copy(row, "phone", out->phone, sizeof out->phone);
    query_copy(row, "relation", out->relation, sizeof out->relation);
}

void
home_code_make(char out[NO_SIZE], const char *name, const char *village)
{
    uint8_t digest[crypto_generichash_BYTES];
    char digits[BASE32_LEN(CODE_BYTES) + 1], text[2 * NAME_SIZE];
    int n = snprintf(text, sizeof text, "%s/%s", village, name);
    if (sodium_init() < 0 || crypto_generichash(digest, sizeof digest, (const uint8_t *)text,
                                 (size_t)(n > 0 ? n : 0), NULL, 0) != 0)
        abort();
    base32_write(digits, digest, CODE_BYTES);
    snprintf(out, NO_SIZE, "%.4s", digits);
}

int
home_put(struct db *db, struct home *home)
{
    return query_put(db,
        query(db, Q_home_put, "tttdd", home->code, home->name, home->village, home->closes_min,
            home->utc_offset_min),
        query(db, Q_home_find, "t", home->code), &home->id);
}

/* Who was erased comes back by no old list: its row may be put as it is alone. */
static int
is_erased(struct db *db, const struct child *c)
{
    bool erased = query_number(db, query(db, Q_child_erased, "tt", c->no, c->name), "n", 0) > 0;
    return erased ? db_fail(db, DB_REFUSED, _("The data of the child with number %s were erased."),
                        c->no)
                  : DB_OK;
}

int
child_put(struct db *db, struct child *c)
{
    int rc = is_erased(db, c);
    if (rc != DB_OK)
        return rc;
    return query_put(db,
        query(db, Q_child_put, "tttidttttddt", c->no, c->name, c->pinyin, c->home_id, c->born_day,
            c->sex, c->school, c->grade, c->animal, c->joined_day, c->left_day, c->spoken),
        query(db, Q_child_find, "t", c->no), &c->id);
}

const char *
child_spoken(const struct child *c)
{
    return c->spoken[0] ? c->spoken : c->pinyin;
}

int
staff_keeps_manager(struct db *db, const char *no)
{
    struct staff staff;
    if (!staff_find(db, &staff, no) || staff.role != STAFF_MANAGER ||
        query_number(db, query(db, Q_staff_has_pin, "i", staff.id), "n", 1) == 0)
        return DB_OK;
    int64_t others = query_number(db, query(db, Q_pin_of_managers, "i", staff.id), "n", -1);
    if (others < 0)
        return DB_FAILED;
    return others > 0
               ? DB_OK
               : db_fail(db, DB_REFUSED, "%s",
                     _("This is the only manager with a PIN. Give another one a PIN first."));
}

int
staff_put(struct db *db, struct staff *s)
{
    int rc = s->role == STAFF_MANAGER ? DB_OK : staff_keeps_manager(db, s->no);
    if (rc != DB_OK)
        return rc;
    return query_put(db,
        query(db, Q_staff_put, "tttti", s->no, s->name, staff_role_name(s->role), s->phone,
            s->home_id),
        query(db, Q_staff_find, "t", s->no), &s->id);
}

int
guardian_put(struct db *db, struct guardian *g, int64_t child_id)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = query_id(db, query(db, Q_guardian_put, "ttt", g->name, g->phone, g->photo), &g->id);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_guardian_link, "iiddtdd", child_id, g->id, g->since_day,
                               g->until_day, g->relation, g->agreement_day, g->agreement_until));
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
pairing_put(struct db *db, int64_t child_id, int64_t staff_id, int since_day)
{
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    rc = query_run(db, query(db, Q_pairing_end, "id", child_id, since_day));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_pairing_put, "idi", child_id, since_day, staff_id));
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

/* One of these for each kind of row: a generic one would be longer than the three. */

static bool
one_home(struct db *db, struct home *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_home(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

static bool
one_child(struct db *db, struct child *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_child(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

static bool
one_staff(struct db *db, struct staff *out, sqlite3_stmt *stmt)
{
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_staff(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

bool
home_get(struct db *db, struct home *out, int64_t id)
{
    return one_home(db, out, query(db, Q_home_get, "i", id));
}

bool
home_find(struct db *db, struct home *out, const char *code_or_name)
{
    return one_home(db, out, query(db, Q_home_find, "t", code_or_name));
}

bool
child_get(struct db *db, struct child *out, int64_t id)
{
    return one_child(db, out, query(db, Q_child_get, "i", id));
}

bool
child_find(struct db *db, struct child *out, const char *no)
{
    return one_child(db, out, query(db, Q_child_find, "t", no));
}

bool
staff_get(struct db *db, struct staff *out, int64_t id)
{
    return one_staff(db, out, query(db, Q_staff_get, "i", id));
}

bool
staff_find(struct db *db, struct staff *out, const char *no)
{
    return one_staff(db, out, query(db, Q_staff_find, "t", no));
}

bool
pairing_get(struct db *db, struct staff *out, int64_t child_id, int day)
{
    return one_staff(db, out, query(db, Q_pairing_get, "id", child_id, day));
}

bool
guardian_get(struct db *db, struct guardian *out, int64_t id)
{
    sqlite3_stmt *stmt = query(db, Q_guardian_get, "i", id);
    bool found = query_step(db, stmt) > 0;
    if (found)
        read_guardian(stmt, out);
    sqlite3_reset(stmt);
    return found;
}

int
home_each(struct db *db, int (*each)(const struct home *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_home_each, "");
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct home home;
        read_home(stmt, &home);
        stop = each(&home, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

static int
each_child(
    struct db *db, sqlite3_stmt *stmt, int (*each)(const struct child *, void *), void *payload)
{
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct child child;
        read_child(stmt, &child);
        stop = each(&child, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
child_each(struct db *db, int64_t home_id, int day, int (*each)(const struct child *, void *),
    void *payload)
{
    return each_child(db, query(db, Q_child_each, "id", home_id, day), each, payload);
}

int
child_ever_each(struct db *db, int (*each)(const struct child *, void *), void *payload)
{
    return each_child(db, query(db, Q_child_ever_each, ""), each, payload);
}

int
child_between_each(struct db *db, int64_t home_id, int from_day, int until_day,
    int (*each)(const struct child *, void *), void *payload)
{
    return each_child(
        db, query(db, Q_child_between, "idd", home_id, from_day, until_day), each, payload);
}

int
presence_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct child *, bool here, void *payload), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_presence_each, "id", home_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct child child;
        read_child(stmt, &child);
        stop = each(&child, query_int(stmt, "here") != 0, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
child_without_guardian_each(
    struct db *db, int day, int (*each)(const struct child *, void *), void *payload)
{
    return each_child(db, query(db, Q_child_without_guardian, "d", day), each, payload);
}

int
staff_each(struct db *db, int64_t home_id, int (*each)(const struct staff *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_staff_each, "i", home_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct staff staff;
        read_staff(stmt, &staff);
        stop = each(&staff, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
guardian_each(struct db *db, int64_t child_id, int day,
    int (*each)(const struct guardian *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_guardian_each, "id", child_id, day);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct guardian guardian;
        read_guardian(stmt, &guardian);
        stop = each(&guardian, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

int
guardian_ever_each(
    struct db *db, int64_t child_id, int (*each)(const struct guardian *, void *), void *payload)
{
    sqlite3_stmt *stmt = query(db, Q_guardian_ever_each, "i", child_id);
    int rc = 0, stop = 0;
    while (!stop && (rc = query_step(db, stmt)) > 0) {
        struct guardian guardian;
        read_guardian(stmt, &guardian);
        stop = each(&guardian, payload);
    }
    sqlite3_reset(stmt);
    return stop ? stop : rc;
}

bool
child_is_sibling(struct db *db, int64_t child_id, int64_t other_id, int day)
{
    return query_number(db, query(db, Q_child_is_sibling, "iid", child_id, other_id, day), "n", 0) >
           0;
}

int
child_count(struct db *db, int64_t home_id, int day)
{
    return (int)query_number(db, query(db, Q_child_count, "id", home_id, day), "n", -1);
}
