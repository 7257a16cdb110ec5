/* screen_group_act.c: a class is marked: what a touch or a card records, and the words for it. */
#include "kiosk/screen_group.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 3, 4))) static void
say(struct group_state *s, const char *icon, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(s->message, sizeof s->message, format, args);
    va_end(args);
    s->icon = icon;
}

/* Another staff member's mark was there: this one holds now, and it is said. */
static void
say_of_others(struct stage *stage, const struct marked *marked)
{
    struct group_state *s = stage->state;
    struct child child = {0};
    struct staff staff = {0};
    size_t len = strlen(s->message);
    if (!marked->others || !staff_get(stage->db, &staff, marked->other_staff) ||
        !child_get(stage->db, &child, marked->other_child))
        return;
    if (marked->others == 1)
        snprintf(s->message + len, sizeof s->message - len, _(" %s had marked %s: %s."), staff.name,
            child.name, mark_look(marked->other_mark).word);
    else
        snprintf(s->message + len, sizeof s->message - len,
            _(" Others had marked %d of them, %s the last."), marked->others, staff.name);
    s->icon = "people";
}

static void
say_done(struct group_state *s, const struct group_act *act)
{
    const char *word = mark_look(act->mark).word;
    if (act->marked.count == 0)
        say(s, "check", _("Nothing to change: %s."), word);
    else if (act->who[0])
        say(s, "check", _("%s: %s"), act->who, word);
    else
        say(s, "check",
            dngettext(
                "zhaoxi", "%d child: %s", "%d children: %s", (unsigned long)act->marked.count),
            act->marked.count, word);
}

static void
keep_act(struct group_state *s, const struct group_act *act)
{
    if (act->marked.count == 0)
        return;
    if (s->act_count == GROUP_ACTS)
        memmove(s->acts, s->acts + 1, sizeof s->acts[0] * (size_t)--s->act_count);
    s->acts[s->act_count++] = *act;
}

/* `who` is its name where it is one child, else "". */
static int
mark_these(struct stage *stage, const int64_t *children, int count, const char *who)
{
    struct group_state *s = stage->state;
    struct mark_order order = {.session = &s->sessions[s->chosen],
        .day = s->day,
        .mark = s->mark,
        .staff_id = stage->view->staff.id,
        .count = count,
        .children = children};
    struct group_act act = {.mark = s->mark};
    snprintf(act.who, sizeof act.who, "%s", who);
    int rc = mark_children(stage->db, &act.marked, &order, &stage->now);
    if (rc != DB_OK) {
        say(s, "warning-soft", "%s", db_why(stage->db));
        return rc;
    }
    keep_act(s, &act);
    say_done(s, &act);
    say_of_others(stage, &act.marked);
    return DB_OK;
}

bool
group_means(const struct group_state *s, const struct group_child *child)
{
    if (!child->here || !child->fits)
        return false;
    if (s->mark == MARK_NONE || s->mark == MARK_NEEDS_HELP)
        return child->mark != s->mark;
    return child->mark < s->mark; /* a star stays, and so does who waits for help */
}

void
group_mark_all(struct stage *stage)
{
    struct group_state *s = stage->state;
    int64_t children[GROUP_CHILDREN];
    int count = 0;
    for (int i = 0; i < s->count; i++)
        if (group_means(s, &s->children[i]))
            children[count++] = s->children[i].id;
    if (mark_these(stage, children, count, "") == DB_OK)
        group_read(stage);
}

void
group_mark_swept(struct stage *stage)
{
    struct group_state *s = stage->state;
    int64_t children[GROUP_CHILDREN];
    int count = 0;
    const char *who = "";
    for (int i = 0; i < s->count; i++)
        if (s->children[i].swept) {
            who = s->children[i].name;
            children[count++] = s->children[i].id;
            s->children[i].swept = false;
        }
    if (mark_these(stage, children, count, count == 1 ? who : "") == DB_OK)
        group_read(stage);
}

void
group_undo(struct stage *stage)
{
    struct group_state *s = stage->state;
    struct group_act *act = &s->acts[s->act_count - 1];
    int count;
    if (mark_undo(stage->db, &count, &act->marked, stage->view->staff.id, &stage->now) != DB_OK) {
        say(s, "warning-soft", "%s", db_why(stage->db));
        return;
    }
    s->act_count--;
    if (act->who[0])
        say(s, "undo", _("Taken back: %s: %s"), act->who, mark_look(act->mark).word);
    else
        say(s, "undo", _("Taken back: %d × %s"), count, mark_look(act->mark).word);
    group_read(stage);
}

/* Who is not in yet arrives by this card, as at the door; both or neither is recorded. */
static int
arrive_and_mark(struct stage *stage, const struct card_row *card, const char *name, bool *arrived)
{
    struct group_state *s = stage->state;
    struct scan scan = {.answer = SCAN_OUT};
    int rc = db_begin(stage->db);
    if (rc != DB_OK)
        return rc;
    if (!attendance_is_in(stage->db, card->holder_id, &stage->now))
        rc = attendance_scan(stage->db, &scan, card->id, &stage->now);
    if (rc == DB_OK)
        rc = mark_these(stage, &card->holder_id, 1, name);
    *arrived = scan.answer == SCAN_IN && !scan.again;
    if (rc == DB_OK)
        rc = db_commit(stage->db);
    else
        db_rollback(stage->db);
    if (rc != DB_OK)
        s->act_count = 0; /* what was to be taken back has not been: its numbers go to others */
    return rc;
}

/* A child's card marks it, and never checks it out. */
enum claim
group_card(struct stage *stage, const struct card_row *card, struct scan *out)
{
    struct group_state *s = stage->state;
    struct child child;
    bool arrived = false;
    if (card->kind != HOLDER_CHILD || !stage->db || s->session_count == 0 || s->sweeping ||
        !child_get(stage->db, &child, card->holder_id))
        return CLAIM_NONE;
    group_read(stage);
    if (arrive_and_mark(stage, card, child.name, &arrived) != DB_OK)
        return CLAIM_FAILED;
    if (arrived) {
        *out = (struct scan){.answer = SCAN_IN, .holder_id = child.id, .at_ms = stage->now.utc_ms};
        say(s, "check", _("%s is checked in, and: %s"), child.name, mark_look(s->mark).word);
    }
    group_read(stage);
    return CLAIM_STAY;
}
