/* list_tasks.c: notes for the social worker and contacts with volunteers, as tables. */
#include "cli/list.h"

#include "db/contact.h"
#include "db/day.h"
#include "db/note.h"

#include <stdio.h>

static int
add_note(const struct note *note, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct staff by = {0}, closed_by = {0};
    char day[DAY_TEXT_LEN + 1];
    child_get(list->cli->db, &child, note->child_id);
    staff_get(list->cli->db, &by, note->staff_id);
    if (note->closed)
        staff_get(list->cli->db, &closed_by, note->closed_by);
    day_text(day, note->day);
    table_row(&list->table,
        (const char *[]){day, child.no, child.name, goal_name(note->tag), note->text, by.name,
            note->closed ? note_outcome_name(note->outcome) : "", closed_by.name});
    return 0;
}

int
list_notes(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 8,
        .column = {{"day", _("Day"), false}, {"no", _("Number"), false}, {"name", _("Name"), false},
            {"goal", _("Goal"), false}, {"text", _("Note"), false}, {"by", _("By"), false},
            {"outcome", _("Outcome"), false}, {"closed_by", _("Closed by"), false}}};
    return note_each(list->cli->db, home_id, add_note, list);
}

static int
add_contact(const struct contact_pair *pair, void *payload)
{
    struct list *list = payload;
    struct child child = {0};
    struct staff staff = {0};
    char since[DAY_TEXT_LEN + 1], last[DAY_TEXT_LEN + 1] = "";
    child_get(list->cli->db, &child, pair->child_id);
    staff_get(list->cli->db, &staff, pair->staff_id);
    day_text(since, pair->since_day);
    if (pair->last_day)
        day_text(last, pair->last_day);
    table_row(&list->table, (const char *[]){child.no, child.name, staff.no, staff.name, since,
                                last, pair->overdue ? _("yes") : _("no")});
    return 0;
}

int
list_contacts(struct list *list, int64_t home_id)
{
    list->table = (struct table){.columns = 7,
        .column = {{"no", _("Number"), false}, {"name", _("Name"), false},
            {"volunteer", _("Volunteer"), false}, {"volunteer_name", _("Volunteer's name"), false},
            {"since", _("Paired since"), false}, {"last", _("Last contact"), false},
            {"overdue", _("Over 14 days"), false}}};
    return contact_each(list->cli->db, home_id, list->cli->today, add_contact, list);
}
