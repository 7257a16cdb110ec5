#include "cli/leaving.h"

#include "db/collectors.h"
#include "db/walks.h"

#include <stdio.h>
#include <string.h>

static void
stored(struct import *import, int rc)
{
    if (rc != DB_OK)
        row_problem(import, "%s", db_why(import->cli->db));
}

/* From which day to which, 0 for open end. */
static bool
read_span(struct import *import, int *since_day, int *until_day)
{
    bool ok = row_day(import, COL_SINCE, true, 0, since_day);
    ok &= row_day(import, COL_UNTIL, false, 0, until_day);
    return ok && row_spans(import, *since_day, *until_day);
}

void
alone_row(struct import *import)
{
    struct child child;
    int since_day, until_day;
    char agreed_by[NAME_SIZE];
    bool ok = row_child(import, &child);
    ok &= read_span(import, &since_day, &until_day);
    ok &= row_copy(import, COL_AGREED_BY, true, agreed_by, sizeof agreed_by);
    if (ok)
        stored(import, leave_alone_put(import->cli->db, child.id, since_day, until_day, agreed_by));
}

void
barred_row(struct import *import)
{
    struct child child;
    struct barred b = {0};
    bool ok = row_child(import, &child);
    ok &= row_copy(import, COL_NAME, true, b.name, sizeof b.name);
    ok &= row_copy(import, COL_PHONE, false, b.phone, sizeof b.phone);
    ok &= row_copy(import, COL_RELATION, false, b.relation, sizeof b.relation);
    ok &= row_copy(import, COL_NOTE, false, b.note, sizeof b.note);
    ok &= read_span(import, &b.since_day, &b.until_day);
    if (ok)
        stored(import, barred_put(import->cli->db, &b, child.id));
}

/* A child's or a staff member's number, or a guardian's telephone. */
static bool
read_leader(struct import *import, struct walk *walk)
{
    struct db *db = import->cli->db;
    const char *text = row_text(import, COL_LEADER);
    struct child child;
    struct staff staff;
    if (child_find(db, &child, text)) {
        walk->leader_kind = HOLDER_CHILD;
        walk->leader_id = child.id;
    } else if (staff_find(db, &staff, text)) {
        walk->leader_kind = HOLDER_STAFF;
        walk->leader_id = staff.id;
    } else if (text[0]) {
        walk->leader_kind = HOLDER_GUARDIAN;
        walk->leader_id = guardian_by_phone(db, text);
    }
    if (!walk->leader_id)
        row_problem(import,
            _("%s \"%s\" must be a child's or a staff member's number, or the telephone number of "
              "one guardian."),
            column_name(COL_LEADER), text);
    return walk->leader_id != 0;
}

/* Drawings of assets/garden that are told apart by who can't read. */
static const struct {
    const char *name, *chinese;
} pictures[] = {{"sunflower", "向日葵"}, {"tulip", "郁金香"}, {"pine", "松树"}, {"daisy", "雏菊"},
    {"rose", "玫瑰"}, {"tree", "大树"}, {"bluebell", "风铃草"}, {"azalea", "杜鹃"}};

enum { PICTURES = sizeof pictures / sizeof pictures[0] };

static int
count_walk(const struct walk *walk, void *payload)
{
    (void)walk;
    ++*(int *)payload;
    return 0;
}

/* Empty: the one that the group has, or the next. */
static bool
read_picture(struct import *import, struct walk *walk)
{
    const char *text = row_text(import, COL_PICTURE);
    struct walk known;
    int n = 0, at = 0;
    if (!text[0] && walk_find(import->cli->db, &known, walk->home_id, walk->name)) {
        memcpy(walk->picture, known.picture, sizeof walk->picture);
        return true;
    }
    if (!text[0] && walk_each(import->cli->db, walk->home_id, count_walk, &n) == DB_OK)
        text = pictures[n % PICTURES].name;
    while (at < PICTURES && strcmp(text, pictures[at].name) != 0 &&
           strcmp(text, pictures[at].chinese) != 0)
        at++;
    if (at == PICTURES) {
        row_problem(import,
            _("%s must be one of: 向日葵, 郁金香, 松树, 雏菊, 玫瑰, 大树, 风铃草, 杜鹃."),
            column_name(COL_PICTURE));
        return false;
    }
    snprintf(walk->picture, sizeof walk->picture, "%s", pictures[at].name);
    return true;
}

void
walk_row(struct import *import)
{
    struct walk walk = {0};
    struct home home = {0};
    bool ok = row_home(import, &home);
    walk.home_id = home.id;
    ok &= row_copy(import, COL_TITLE, true, walk.name, sizeof walk.name);
    ok &= read_leader(import, &walk);
    if (ok && read_picture(import, &walk))
        stored(import, walk_put(import->cli->db, &walk));
}

void
walker_row(struct import *import)
{
    struct child child = {0};
    struct walk walk;
    int since_day, until_day;
    const char *name = row_text(import, COL_GROUP);
    bool ok = row_child(import, &child);
    ok &= read_span(import, &since_day, &until_day);
    if (ok && !walk_find(import->cli->db, &walk, child.home_id, name)) {
        row_problem(import, _("The child's Home has no walking group \"%s\"."), name);
        return;
    }
    if (ok)
        stored(import, walker_put(import->cli->db, walk.id, child.id, since_day, until_day));
}
