#include "kiosk/roll_list.h"

#include "kiosk/animals.h"
#include "kiosk/words.h"

#include "db/day.h"
#include "db/presence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PHONES_SHOWN = 2 };

/* What is known of a group while the list is made. */
struct group {
    int order; /* of sessions their place in the day; of grades SESSION_MAX */
    int born;  /* of the youngest child: grades follow from the smallest on */
};

struct reading {
    struct db *db;
    struct roll_list *list;
    const struct roll_now *now;
    struct group groups[ROLL_GROUPS];
};

static const struct session *
class_of(const struct roll_now *now, int born_day)
{
    int age = born_day ? day_years(born_day, now->day) : 0;
    for (int i = 0; i < now->session_count; i++) {
        const struct session *s = &now->sessions[i];
        bool runs = s->starts_min <= now->minute && now->minute < s->ends_min;
        if (runs && (s->age_to == 0 || (s->age_from <= age && age <= s->age_to)))
            return s;
    }
    return NULL;
}

/* The group of that name; the last one takes all for which there is no room. */
static int
put_group(struct reading *r, const char *name, int order, int born)
{
    struct roll_list *l = r->list;
    int i = 0;
    while (i < l->group_count && strcmp(l->groups[i], name) != 0)
        i++;
    if (i == ROLL_GROUPS)
        return ROLL_GROUPS - 1;
    if (i == l->group_count) {
        snprintf(l->groups[l->group_count++], sizeof l->groups[0], "%s", name);
        r->groups[i] = (struct group){.order = order, .born = born};
    }
    if (born > r->groups[i].born)
        r->groups[i].born = born;
    return i;
}

static int
group_of(struct reading *r, const struct roll_child *child)
{
    const struct session *class = class_of(r->now, child->born_day);
    if (class)
        return put_group(r, words_session(class), (int)(class - r->now->sessions), 0);
    const char *grade = child->grade[0] ? child->grade : _("Without a grade");
    return put_group(r, grade, SESSION_MAX, child->born_day);
}

/* "Grandmother 13900000001", a line each, who has a phone alone. */
static void
join_phones(char out[ROLL_PHONES], const struct roll_child *child)
{
    size_t len = 0;
    out[0] = '\0';
    for (int i = 0, shown = 0; i < child->guardian_count && shown < PHONES_SHOWN; i++) {
        const struct guardian *g = &child->guardians[i];
        char one[ROLL_PHONES];
        if (!g->phone[0])
            continue;
        int n = snprintf(one, sizeof one, "%s%s %s", shown ? "\n" : "",
            g->relation[0] ? g->relation : g->name, g->phone);
        if (n < 0 || len + (size_t)n >= ROLL_PHONES) /* half a number is no number */
            break;
        memcpy(out + len, one, (size_t)n + 1);
        len += (size_t)n;
        shown++;
    }
}

static int
add_child(const struct roll_child *child, void *payload)
{
    struct reading *r = payload;
    struct roll_list *l = r->list;
    l->here += child->here;
    if (l->count == ROLL_ROWS)
        return 0;
    struct roll_row *row = &l->rows[l->count++];
    *row = (struct roll_row){.id = child->id,
        .since_ms = child->since_ms,
        .animal = (short)animal_number(child->animal),
        .group = (short)group_of(r, child),
        .here = child->here};
    memcpy(row->name, child->name, sizeof row->name);
    join_phones(row->phones, child);
    return 0;
}

static int
add_grown_up(const struct inside *inside, void *payload)
{
    struct reading *r = payload;
    struct roll_list *l = r->list;
    struct staff staff;
    bool known = inside->staff_id && staff_get(r->db, &staff, inside->staff_id);
    if (l->count == ROLL_ROWS || (inside->staff_id && !known))
        return 0;
    struct roll_row *row = &l->rows[l->count++];
    *row = (struct roll_row){.since_ms = inside->since_ms,
        .who = known ? ROLL_TEACHER : ROLL_VISITOR,
        .group = (short)put_group(r, _("Grown-ups"), SESSION_MAX + 1, 0),
        .here = true};
    snprintf(row->name, sizeof row->name, "%s", known ? staff.name : inside->name);
    snprintf(row->phones, sizeof row->phones, "%s",
        known ? staff.phone : _(words_purposes[inside->purpose]));
    return 0;
}

static int
add_tick(int64_t child_id, void *payload)
{
    struct roll_list *l = payload;
    for (int i = 0; i < l->count; i++)
        if (l->rows[i].id == child_id && l->rows[i].who == ROLL_CHILD)
            roll_list_tick(l, i, true);
    return 0;
}

void
roll_list_settle(struct roll_list *l)
{
    for (int i = 0; i < l->count; i++)
        l->rows[i].last = !l->rows[i].here || l->rows[i].found;
}

void
roll_list_tick(struct roll_list *l, int row, bool found)
{
    struct roll_row *r = &l->rows[row];
    if (r->here && r->found != found)
        l->found += found ? 1 : -1;
    r->found = found;
}

static bool
comes_before(const struct group *a, const struct group *b)
{
    return a->order != b->order ? a->order < b->order : a->born > b->born;
}

/* Puts the groups in their order, and the rows in that of the groups; within one they stay. */
static void
sort(struct reading *r)
{
    struct roll_list *l = r->list;
    short place[ROLL_GROUPS] = {0};
    char names[ROLL_GROUPS][NAME_SIZE];
    for (int i = 0; i < l->group_count; i++)
        for (int j = 0; j < l->group_count; j++)
            place[i] =
                (short)(place[i] + (comes_before(&r->groups[j], &r->groups[i]) ||
                                       (j < i && !comes_before(&r->groups[i], &r->groups[j]))));
    memcpy(names, l->groups, sizeof names);
    for (int i = 0; i < l->group_count; i++)
        memcpy(l->groups[place[i]], names[i], sizeof names[i]);
    for (int i = 0; i < l->count; i++) {
        struct roll_row row = l->rows[i];
        int at = i;
        row.group = place[row.group];
        for (; at > 0 && l->rows[at - 1].group > row.group; at--)
            l->rows[at] = l->rows[at - 1];
        l->rows[at] = row;
    }
}

int
roll_list_read(
    struct roll_list *out, struct db *db, const struct roll_now *now, const struct roll *roll)
{
    struct reading reading = {.db = db, .list = out, .now = now};
    out->count = out->group_count = out->here = out->found = 0;
    int rc = roll_each(
        db, now->home_id, now->day, roll ? roll->begun_ms : INT64_MAX, add_child, &reading);
    if (rc == DB_OK)
        rc = presence_inside_each(db, now->home_id, now->day, add_grown_up, &reading);
    if (rc < 0)
        return rc;
    sort(&reading);
    rc = roll ? roll_tick_each(db, roll, add_tick, out) : rc;
    roll_list_settle(out);
    return rc;
}

static bool
belongs(const struct roll_row *row, int head)
{
    if (head == HEAD_MISSING)
        return row->who == ROLL_CHILD && !row->last;
    if (head == HEAD_FOUND)
        return row->who == ROLL_CHILD && row->last;
    return row->group == head;
}

/* The head's lines from `n` on; none where nobody belongs to it. */
static int
add_lines(struct roll_line *out, int n, const struct roll_list *list, int columns, int head)
{
    int column = columns;
    bool headed = false;
    for (int i = 0; i < list->count; i++) {
        if (!belongs(&list->rows[i], head))
            continue;
        if (!headed)
            out[n++] = (struct roll_line){.head = (short)head, .rows = {-1, -1}};
        headed = true;
        if (column == columns) {
            out[n++] = (struct roll_line){.head = HEAD_NONE, .rows = {-1, -1}};
            column = 0;
        }
        out[n - 1].rows[column++] = (short)i;
    }
    return n;
}

int
roll_lines(
    struct roll_line out[ROLL_LINES], const struct roll_list *list, int columns, bool missing_first)
{
    int n = 0;
    if (missing_first) {
        n = add_lines(out, n, list, columns, HEAD_MISSING);
        return add_lines(out, n, list, columns, HEAD_FOUND);
    }
    for (int i = 0; i < list->group_count; i++)
        n = add_lines(out, n, list, columns, i);
    return n;
}

void
roll_head_count(const struct roll_list *list, int head, int *here, int *found)
{
    *here = *found = 0;
    for (int i = 0; i < list->count; i++)
        if (list->rows[i].here && belongs(&list->rows[i], head)) {
            ++*here;
            *found += list->rows[i].found;
        }
}

int
roll_text(char out[ROLL_TEXT_BYTES], const struct roll_list *list, const char *title,
    bool only_missing, int part)
{
    enum { NUMBER_ROOM = 8 }; /* of "12/34 " */
    size_t head = strlen(title) + NUMBER_ROOM, used = head, len = 0;
    int parts = 1;
    char body[ROLL_TEXT_BYTES] = "";
    for (int i = 0; i < list->count; i++) {
        const struct roll_row *row = &list->rows[i];
        char line[NAME_SIZE + ROLL_PHONES + 4];
        if (!row->here || (only_missing && (row->found || row->who != ROLL_CHILD)))
            continue;
        size_t n = (size_t)snprintf(line, sizeof line, "\n%s %s", row->name, row->phones);
        for (char *c = line + 1; *c; c++)
            *c = *c == '\n' ? ' ' : *c;
        if (used + n > ROLL_CODE_BYTES && used > head) {
            parts++;
            used = head;
        }
        used += n;
        if (parts == part + 1 && len + n < sizeof body) {
            memcpy(body + len, line, n + 1);
            len += n;
        }
    }
    snprintf(out, ROLL_TEXT_BYTES, "%d/%d %s%.*s", part + 1, parts, title,
        (int)(ROLL_TEXT_BYTES - head - 1), body);
    return parts;
}
