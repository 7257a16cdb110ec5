/* roster.c: rules first, then the row, then the event: one transaction. */
#include "db/roster.h"

#include "db/base32.h"
#include "db/cards.h"
#include "db/day.h"
#include "db/event.h"
#include "db/outbox.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <sodium.h>
#include <stdio.h>

/* Ends what a function began, one way or the other. */
static int
finish(struct db *db, int rc)
{
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

static int
refuse(struct db *db, const char *sentence)
{
    return db_fail(db, DB_REFUSED, "%s", sentence);
}

int
roster_record(
    struct db *db, const struct roster_by *by, const char *table, const char *no, int64_t child_id)
{
    char payload[512];
    sqlite3_stmt *stmt = query(db, Q_roster_payload, "tt", table, no);
    int rc = query_step(db, stmt);
    if (rc > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (rc <= 0)
        return rc < 0 ? rc : DB_FAILED;
    int64_t home_id = setting_home(db);
    struct event event = {.kind = EVENT_ROSTER_EDIT,
        .home_id = home_id ? home_id : query_number(db, query(db, Q_home_any, ""), "id", 0),
        .child_id = child_id,
        .staff_id = by->staff_id,
        .at = event_judge(db, &by->at),
        .payload = payload};
    return event_append(db, &event);
}

int
roster_child_check(struct db *db, const struct child *c, int today)
{
    if (!c->no[0] || !c->name[0])
        return refuse(db, _("A child needs a number and a name."));
    if (c->born_day > today)
        return refuse(db, _("The birthday is in the future. Correct the year."));
    if (!day_exists(c->born_day) || day_years(c->born_day, today) > CHILD_OLDEST)
        return refuse(db, _("The birthday cannot be a child's. Correct the year."));
    if (c->joined_day < c->born_day)
        return refuse(db, _("The child joined before it was born. Correct the days."));
    if (c->left_day && c->left_day < c->joined_day)
        return refuse(db, _("The child left before it joined. Correct the days."));
    return DB_OK;
}

/* Two kiosks of a Home that have not heard of each other yet give no number twice: what a paired
 * one gives has two characters of its own id in it. */
static void
write_mark(struct db *db, char out[3])
{
    struct outbox_hub hub;
    char text[BASE32_LEN(OUTBOX_KIOSK_LEN) + 1];
    out[0] = '\0';
    if (!outbox_hub(db, &hub))
        return;
    base32_write(text, hub.kiosk, OUTBOX_KIOSK_LEN);
    snprintf(out, 3, "%.2s", text);
    sodium_memzero(&hub, sizeof hub);
}

void
roster_child_no(struct db *db, char out[NO_SIZE], const struct home *home)
{
    struct child child;
    char mark[3];
    int n = 0;
    write_mark(db, mark);
    do
        snprintf(out, NO_SIZE, "%.16s-%s%03d", home->code, mark, ++n);
    while (child_find(db, &child, out));
}

void
roster_staff_no(struct db *db, char out[NO_SIZE], const struct home *home)
{
    struct staff staff;
    char mark[3];
    int n = 0;
    write_mark(db, mark);
    do
        snprintf(out, NO_SIZE, "%.16s-S%s%03d", home->code, mark, ++n);
    while (staff_find(db, &staff, out));
}

/* Has the child a guardian on that day? Negative: the database failed. */
static int
is_guarded(struct db *db, int64_t child_id, int day)
{
    return (int)query_number(db, query(db, Q_roster_guarded, "id", child_id, day), "n", -1);
}

static int
check_guarded(struct db *db, const struct child *c, int day)
{
    if (c->joined_day > day || (c->left_day && c->left_day <= day))
        return DB_OK;
    int guarded = is_guarded(db, c->id, day);
    if (guarded < 0)
        return DB_FAILED;
    return guarded ? DB_OK
                   : refuse(db, _("The child would have no guardian. Add the next one first."));
}

static int
check_guardian(struct db *db, const struct guardian *g)
{
    if (!g->name[0] || !g->relation[0] || !day_exists(g->since_day))
        return refuse(db, _("A guardian needs a name, a relation and a first day."));
    if ((g->until_day && g->until_day < g->since_day) ||
        (g->agreement_until && g->agreement_until < g->agreement_day))
        return refuse(db, _("It ends before it begins. Correct the days."));
    return DB_OK;
}

static int
save_pairing(struct db *db, const struct child_edit *edit, int today)
{
    struct staff paired = {0};
    bool has = pairing_get(db, &paired, edit->child.id, today);
    if (edit->volunteer && !(has && paired.id == edit->volunteer))
        return pairing_put(db, edit->child.id, edit->volunteer, today);
    if (!edit->volunteer && has)
        return query_run(db, query(db, Q_roster_unpair, "id", edit->child.id, today));
    return DB_OK;
}

static int
save_child(struct db *db, struct child_edit *edit, const struct roster_by *by)
{
    struct child *c = &edit->child, other;
    int rc = roster_child_check(db, c, by->today);
    if (rc == DB_OK && !c->id && child_find(db, &other, c->no))
        return refuse(db, _("This number is somebody else's. Choose another."));
    if (rc == DB_OK && edit->guardian)
        rc = check_guardian(db, edit->guardian);
    if (rc == DB_OK)
        rc = child_put(db, c);
    if (rc == DB_OK)
        rc = school_way_put(db, c->id, &edit->way);
    if (rc == DB_OK && edit->guardian)
        rc = guardian_put(db, edit->guardian, c->id);
    if (rc == DB_OK)
        rc = save_pairing(db, edit, by->today);
    if (rc == DB_OK)
        rc = check_guarded(db, c, by->today > c->joined_day ? by->today : c->joined_day);
    return rc == DB_OK ? roster_record(db, by, "child", c->no, c->id) : rc;
}

int
roster_child_save(struct db *db, struct child_edit *edit, const struct roster_by *by)
{
    int64_t id = edit->child.id;
    int rc = db_begin(db);
    if (rc == DB_OK)
        rc = finish(db, save_child(db, edit, by));
    if (rc != DB_OK)
        edit->child.id = id;
    return rc;
}

static int
save_guardian(struct db *db, struct guardian *g, int64_t child_id, const struct roster_by *by)
{
    struct child child;
    int rc = check_guardian(db, g);
    if (rc == DB_OK && !child_get(db, &child, child_id))
        rc = DB_FAILED;
    if (rc == DB_OK)
        rc = guardian_put(db, g, child_id);
    if (rc == DB_OK && g->until_day) {
        int after = day_add(g->until_day, 1);
        rc = check_guarded(db, &child, after > by->today ? after : by->today);
    }
    return rc == DB_OK ? roster_record(db, by, "guardian", child.no, child_id) : rc;
}

int
roster_guardian_save(
    struct db *db, struct guardian *guardian, int64_t child_id, const struct roster_by *by)
{
    int rc = db_begin(db);
    return rc == DB_OK ? finish(db, save_guardian(db, guardian, child_id, by)) : rc;
}

static int
save_staff(struct db *db, struct staff *s, const struct roster_by *by)
{
    struct staff other;
    if (!s->no[0] || !s->name[0])
        return refuse(db, _("A member of the staff needs a number and a name."));
    if (!s->id && staff_find(db, &other, s->no))
        return refuse(db, _("This number is somebody else's. Choose another."));
    int rc = staff_put(db, s);
    return rc == DB_OK ? roster_record(db, by, "staff", s->no, 0) : rc;
}

int
roster_staff_save(struct db *db, struct staff *staff, const struct roster_by *by)
{
    int64_t id = staff->id;
    int rc = db_begin(db);
    if (rc == DB_OK)
        rc = finish(db, save_staff(db, staff, by));
    if (rc != DB_OK)
        staff->id = id;
    return rc;
}

static int
leave(struct db *db, const struct staff *s, const struct roster_by *by)
{
    struct card_row card;
    struct card_change change = {
        .kind = HOLDER_STAFF, .holder_id = s->id, .reason = "left", .staff_id = by->staff_id};
    struct moment at = event_judge(db, &by->at);
    int rc = staff_keeps_manager(db, s->no);
    if (rc == DB_OK && cards_of(db, &card, HOLDER_STAFF, s->id))
        rc = cards_change(db, &change, &at);
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_pin_drop, "i", s->id));
    if (rc == DB_OK)
        rc = query_run(db, query(db, Q_staff_leave, "id", s->id, by->today));
    return rc == DB_OK ? roster_record(db, by, "staff", s->no, 0) : rc;
}

int
roster_staff_leave(struct db *db, int64_t staff_id, const struct roster_by *by)
{
    struct staff staff;
    if (staff_id == by->staff_id)
        return refuse(db, _("Nobody leaves by their own hand: ask another manager."));
    if (!staff_get(db, &staff, staff_id))
        return refuse(db, _("This person is not on the list any more."));
    int rc = db_begin(db);
    return rc == DB_OK ? finish(db, leave(db, &staff, by)) : rc;
}
