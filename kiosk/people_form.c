#include "kiosk/people_form.h"

#include "kiosk/animals.h"

#include <stdio.h>
#include <string.h>

static const char *const sexes[] = {N_("Girl"), N_("Boy")};
static const char *const sex_codes[] = {"f", "m"};

/* In the order of the form; the last is the number of a new child, else the day it left. */
enum { NAME, BORN, SEX, SCHOOL, GRADE, ANIMAL, JOINED, WALK, COMES, VOLUNTEER, LAST, CHILD_FIELDS };

static const struct field of_child[CHILD_FIELDS] = {
    [NAME] = {N_("Name"), FIELD_TEXT, .needed = true},
    [BORN] = {N_("Birthday"), FIELD_DAY, .needed = true, .hint = N_("Day, as 20180305")},
    [SEX] = {N_("Girl or boy"), FIELD_CHOICE, .choices = sexes, .choice_count = 2},
    [SCHOOL] = {N_("School"), FIELD_TEXT},
    [GRADE] = {N_("Grade"), FIELD_TEXT},
    [ANIMAL] = {N_("Animal"), FIELD_CHOICE, .needed = true, .choices = animals,
        .choice_count = ANIMALS, .folder = "animals"},
    [JOINED] = {N_("Here since"), FIELD_DAY, .needed = true, .hint = N_("Day, as 20180305")},
    [WALK] = {N_("Minutes on foot"), FIELD_NUMBER, .most = WALK_MOST_MIN},
    [COMES] = {N_("Comes on"), FIELD_PHONE, .needed = true,
        .hint = N_("1 Monday to 7 Sunday, as 12345")},
    [VOLUNTEER] = {N_("Paired volunteer"), FIELD_CHOICE},
    [LAST] = {N_("Left on"), FIELD_DAY, .hint = N_("The first day without the Home")},
};
static const struct field number_field = {N_("Number"), FIELD_CODE, .needed = true};

void
child_fields(struct people_fields *out, bool is_new, const struct volunteers *volunteers)
{
    *out = (struct people_fields){.count = CHILD_FIELDS};
    memcpy(out->fields, of_child, sizeof of_child);
    if (is_new)
        out->fields[LAST] = number_field;
    for (int i = 0; i < volunteers->count; i++)
        out->choices[i] = i ? volunteers->names[i] : N_("Nobody");
    out->fields[VOLUNTEER].choices = out->choices;
    out->fields[VOLUNTEER].choice_count = volunteers->count;
}

static void
put(struct form *form, int field, const char *text)
{
    snprintf(form->values[field].text, FORM_TEXT, "%s", text);
}

/* What is too long is cut between two characters. */
static void
take(char *out, size_t size, const struct form *form, int field)
{
    const char *text = form->values[field].text;
    size_t len = strlen(text);
    if (len >= size)
        for (len = size - 1; len > 0 && (text[len] & 0xC0) == 0x80;)
            len--;
    memcpy(out, text, len);
    out[len] = '\0';
}

/* "12345" */
static void
put_days(struct form *form, int comes_on)
{
    char *to = form->values[COMES].text;
    for (int i = 0; i < 7; i++)
        if (comes_on & 1 << i)
            *to++ = (char)('1' + i);
    *to = '\0';
}

void
child_to_form(struct form *form, const struct child_edit *edit, const struct volunteers *volunteers)
{
    const struct child *c = &edit->child;
    *form = (struct form){0};
    put(form, NAME, c->name);
    put(form, SCHOOL, c->school);
    put(form, GRADE, c->grade);
    put_days(form, edit->way.comes_on);
    form->values[BORN].number = c->born_day;
    form->values[SEX].number = c->sex[0] == 'f' ? 0 : c->sex[0] == 'm' ? 1 : -1;
    form->values[ANIMAL].number = animal_number(c->animal);
    form->values[JOINED].number = c->joined_day;
    form->values[WALK].number = edit->way.walk_min;
    for (int i = 0; i < volunteers->count; i++)
        if (volunteers->ids[i] == edit->volunteer)
            form->values[VOLUNTEER].number = i;
    if (c->id)
        form->values[LAST].number = c->left_day;
    else
        put(form, LAST, c->no);
}

void
child_from_form(
    struct child_edit *edit, const struct form *form, const struct volunteers *volunteers)
{
    struct child *c = &edit->child;
    int sex = form->values[SEX].number, walk = form->values[WALK].number;
    take(c->name, sizeof c->name, form, NAME);
    take(c->school, sizeof c->school, form, SCHOOL);
    take(c->grade, sizeof c->grade, form, GRADE);
    if (c->id)
        c->left_day = form->values[LAST].number;
    else
        take(c->no, sizeof c->no, form, LAST);
    c->born_day = form->values[BORN].number;
    snprintf(c->sex, sizeof c->sex, "%s", sex < 0 ? "" : sex_codes[sex]);
    snprintf(c->animal, sizeof c->animal, "%s", animals[form->values[ANIMAL].number]);
    c->joined_day = form->values[JOINED].number;
    edit->way = (struct school_way){.walk_min = walk < 0 ? 0 : walk};
    for (const char *day = form->values[COMES].text; *day; day++)
        if (*day >= '1' && *day <= '7')
            edit->way.comes_on |= 1 << (*day - '1');
    edit->volunteer = volunteers->ids[form->values[VOLUNTEER].number];
}

/* In the order of the form: the first three of a new one only. */
enum { WHO, PHONE, SINCE, RELATION, AGREED, AGREED_UNTIL, UNTIL, GUARDIAN_FIELDS };

static const struct field of_guardian[GUARDIAN_FIELDS] = {
    [WHO] = {N_("Guardian's name"), FIELD_TEXT, .needed = true},
    [PHONE] = {N_("Telephone"), FIELD_PHONE},
    [SINCE] = {N_("Guardian since"), FIELD_DAY, .needed = true, .hint = N_("Day, as 20180305")},
    [RELATION] = {N_("Relation"), FIELD_TEXT, .needed = true},
    [AGREED] = {N_("Agreement from"), FIELD_DAY, .hint = N_("Day, as 20180305")},
    [AGREED_UNTIL] = {N_("Agreement until"), FIELD_DAY, .hint = N_("Its last day")},
    [UNTIL] = {N_("Guardian until"), FIELD_DAY, .hint = N_("The last day")},
};

void
guardian_fields(struct people_fields *out, bool is_new)
{
    int first = is_new ? 0 : RELATION, last = is_new ? UNTIL : GUARDIAN_FIELDS;
    *out = (struct people_fields){.count = last - first};
    memcpy(out->fields, of_guardian + first, (size_t)out->count * sizeof of_guardian[0]);
}

void
guardian_to_form(struct form *form, const struct guardian *g, bool is_new)
{
    *form = (struct form){0};
    int at = is_new ? RELATION : 0;
    if (is_new)
        form->values[SINCE].number = g->since_day;
    put(form, at, g->relation);
    form->values[at + 1].number = g->agreement_day;
    form->values[at + 2].number = g->agreement_until;
    form->values[at + 3].number = g->until_day;
}

void
guardian_from_form(struct guardian *g, const struct form *form, bool is_new)
{
    int at = is_new ? RELATION : 0;
    if (is_new) {
        take(g->name, sizeof g->name, form, WHO);
        take(g->phone, sizeof g->phone, form, PHONE);
        g->since_day = form->values[SINCE].number;
    }
    take(g->relation, sizeof g->relation, form, at);
    g->agreement_day = form->values[at + 1].number;
    g->agreement_until = form->values[at + 2].number;
    g->until_day = is_new ? 0 : form->values[at + 3].number;
}

enum { STAFF_NAME, ROLE, STAFF_PHONE, STAFF_NO, STAFF_FIELDS };

static const struct field of_staff[STAFF_FIELDS] = {
    [STAFF_NAME] = {N_("Name"), FIELD_TEXT, .needed = true},
    [ROLE] = {N_("Role"), FIELD_CHOICE, .needed = true, .choice_count = STAFF_ROLE_COUNT},
    [STAFF_PHONE] = {N_("Telephone"), FIELD_PHONE},
    [STAFF_NO] = {N_("Number"), FIELD_CODE, .needed = true},
};

void
staff_fields(struct people_fields *out, bool is_new)
{
    *out = (struct people_fields){.count = is_new ? STAFF_FIELDS : STAFF_NO};
    memcpy(out->fields, of_staff, sizeof of_staff);
    for (int i = 0; i < STAFF_ROLE_COUNT; i++)
        out->choices[i] = words_role((enum staff_role)i);
    out->fields[ROLE].choices = out->choices;
}

void
staff_to_form(struct form *form, const struct staff *s)
{
    *form = (struct form){0};
    put(form, STAFF_NAME, s->name);
    form->values[ROLE].number = (int)s->role;
    put(form, STAFF_PHONE, s->phone);
    put(form, STAFF_NO, s->no);
}

void
staff_from_form(struct staff *s, const struct form *form, bool is_new)
{
    take(s->name, sizeof s->name, form, STAFF_NAME);
    s->role = (enum staff_role)form->values[ROLE].number;
    take(s->phone, sizeof s->phone, form, STAFF_PHONE);
    if (is_new)
        take(s->no, sizeof s->no, form, STAFF_NO);
}
