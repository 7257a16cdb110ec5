/* agreement.c: which of a child's agreements counts. */
#include "db/agreement.h"

#include "db/day.h"
#include "db/query.h"

int
agreement_of(struct db *db, struct agreement *out, int64_t child_id, int day)
{
    *out = (struct agreement){.child_id = child_id};
    sqlite3_stmt *stmt = query(db, Q_agreement_of, "id", child_id, day);
    int rc = query_step(db, stmt);
    if (rc > 0) {
        struct guardian *g = &out->guardian;
        *g = (struct guardian){.id = query_int(stmt, "id"),
            .since_day = (int)query_int(stmt, "since_day"),
            .until_day = (int)query_int(stmt, "until_day"),
            .agreement_day = (int)query_int(stmt, "agreement_day"),
            .agreement_until = (int)query_int(stmt, "agreement_until")};
        query_copy(stmt, "name", g->name, sizeof g->name);
        query_copy(stmt, "phone", g->phone, sizeof g->phone);
        query_copy(stmt, "relation", g->relation, sizeof g->relation);
        query_copy(stmt, "photo", g->photo, sizeof g->photo);
        out->until_day = (int)query_int(stmt, "ends_day");
        out->holds = !out->until_day || out->until_day >= day;
        out->soon =
            out->holds && out->until_day && out->until_day <= day_add(day, AGREEMENT_SOON_DAYS);
    }
    sqlite3_reset(stmt);
    return rc < 0 ? rc : DB_OK;
}

/* The order in which they are told. */
enum standing { MISSING, ENDS_SOON, HOLDS, STANDINGS };

struct search {
    struct db *db;
    int day;
    enum standing wanted;
    int (*each)(const struct agreement *, void *);
    void *payload;
};

static int
look_at(const struct child *child, void *payload)
{
    const struct search *s = payload;
    struct agreement agreement;
    int rc = agreement_of(s->db, &agreement, child->id, s->day);
    if (rc != DB_OK)
        return rc;
    enum standing standing = !agreement.holds ? MISSING : agreement.soon ? ENDS_SOON : HOLDS;
    return standing == s->wanted ? s->each(&agreement, s->payload) : 0;
}

int
agreement_each(struct db *db, int64_t home_id, int day,
    int (*each)(const struct agreement *, void *), void *payload)
{
    struct search search = {db, day, MISSING, each, payload};
    int rc = DB_OK;
    for (int standing = 0; !rc && standing < STANDINGS; standing++) {
        search.wanted = (enum standing)standing;
        rc = child_each(db, home_id, day, look_at, &search);
    }
    return rc;
}
