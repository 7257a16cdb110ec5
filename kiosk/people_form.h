/* people_form.h: the forms of a child, a guardian and a member of the staff: their fields, and what
 * is in them as a row of the roster and back. */
#pragma once

#include "kiosk/form.h"

#include "db/roster.h"

enum { VOLUNTEERS = 60 };

/* Whom a child may be paired with. The first is nobody. */
struct volunteers {
    int count;
    int64_t ids[VOLUNTEERS];
    char names[VOLUNTEERS][NAME_SIZE];
};

/* The fields of a form, filled for one draw. */
struct people_fields {
    int count;
    struct field fields[FORM_FIELDS];
    const char *choices[VOLUNTEERS];
};

void child_fields(struct people_fields *out, bool is_new, const struct volunteers *volunteers);
void child_to_form(
    struct form *form, const struct child_edit *edit, const struct volunteers *volunteers);
void child_from_form(
    struct child_edit *edit, const struct form *form, const struct volunteers *volunteers);

/* A guardian who is there keeps name, telephone and first day, by which the link is known. */
void guardian_fields(struct people_fields *out, bool is_new);
void guardian_to_form(struct form *form, const struct guardian *guardian, bool is_new);
void guardian_from_form(struct guardian *guardian, const struct form *form, bool is_new);

void staff_fields(struct people_fields *out, bool is_new);
void staff_to_form(struct form *form, const struct staff *staff);
void staff_from_form(struct staff *staff, const struct form *form, bool is_new);
