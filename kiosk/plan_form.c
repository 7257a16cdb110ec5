#include "kiosk/plan_form.h"

#include <stdio.h>
#include <string.h>

enum {
    WEEKDAY,
    FROM,
    UNTIL,
    SUBJECT,
    TITLE,
    ROOM,
    TUTOR,
    AGE_FROM,
    AGE_TO,
    PERIOD,
    SESSION_FIELDS
};

static const struct field of_session[SESSION_FIELDS] = {
    [WEEKDAY] = {N_("Weekday"), FIELD_CHOICE, .needed = true, .choice_count = 7},
    [FROM] = {N_("Begins"), FIELD_TIME, .needed = true, .hint = N_("Time, as 1620")},
    [UNTIL] = {N_("Ends"), FIELD_TIME, .needed = true, .hint = N_("Time, as 1620")},
    [SUBJECT] = {N_("Subject"), FIELD_CHOICE, .needed = true, .choice_count = SUBJECT_COUNT},
    [TITLE] = {N_("Title"), FIELD_TEXT, .hint = N_("Where it is not the subject's name")},
    [ROOM] = {N_("Room"), FIELD_TEXT},
    [TUTOR] = {N_("Given by"), FIELD_CHOICE},
    [AGE_FROM] = {N_("Youngest"), FIELD_NUMBER, .most = CHILD_OLDEST},
    [AGE_TO] = {N_("Oldest"), FIELD_NUMBER, .most = CHILD_OLDEST},
    [PERIOD] = {N_("Only in"), FIELD_CHOICE},
};

/* words_session gives the subject's name where there is no title. */
static void
name_subjects(struct plan_fields *out)
{
    for (int i = 0; i < SUBJECT_COUNT; i++) {
        struct session s = {.subject = (enum subject)i};
        out->subjects[i] = words_session(&s);
    }
}

void
session_fields(struct plan_fields *out, const struct plan_choices *choices)
{
    *out = (struct plan_fields){.count = SESSION_FIELDS};
    memcpy(out->fields, of_session, sizeof of_session);
    name_subjects(out);
    for (int i = 0; i < 7; i++)
        out->weekdays[i] = words_weekday(i + 1);
    for (int i = 0; i < choices->period_count; i++)
        out->periods[i] = i ? choices->periods[i].name : N_("Outside the holidays");
    for (int i = 0; i < choices->tutor_count; i++)
        out->tutors[i] = i ? choices->tutors[i].name : N_("Nobody");
    for (int i = 0; i < choices->room_count; i++)
        out->rooms[i] = choices->rooms[i];
    out->fields[ROOM].choices = out->rooms;
    out->fields[ROOM].choice_count = choices->room_count;
    out->fields[SUBJECT].choices = out->subjects;
    out->fields[WEEKDAY].choices = out->weekdays;
    out->fields[PERIOD].choices = out->periods;
    out->fields[PERIOD].choice_count = choices->period_count;
    out->fields[TUTOR].choices = out->tutors;
    out->fields[TUTOR].choice_count = choices->tutor_count;
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

void
session_to_form(struct form *form, const struct session *s, const struct plan_choices *choices)
{
    *form = (struct form){0};
    form->values[WEEKDAY].number = s->weekday - 1;
    form->values[FROM].number = s->starts_min;
    form->values[UNTIL].number = s->ends_min;
    form->values[SUBJECT].number = (int)s->subject;
    put(form, TITLE, s->title);
    put(form, ROOM, s->room);
    form->values[AGE_FROM].number = s->age_to ? s->age_from : -1;
    form->values[AGE_TO].number = s->age_to ? s->age_to : -1;
    for (int i = 0; i < choices->period_count; i++)
        if (choices->periods[i].id == s->period_id)
            form->values[PERIOD].number = i;
    for (int i = 0; i < choices->tutor_count; i++)
        if (choices->tutors[i].id == s->staff_id)
            form->values[TUTOR].number = i;
}

void
session_from_form(struct session *s, const struct form *form, const struct plan_choices *choices)
{
    int youngest = form->values[AGE_FROM].number, oldest = form->values[AGE_TO].number;
    s->weekday = form->values[WEEKDAY].number + 1;
    s->starts_min = form->values[FROM].number;
    s->ends_min = form->values[UNTIL].number;
    s->subject = (enum subject)form->values[SUBJECT].number;
    take(s->title, sizeof s->title, form, TITLE);
    take(s->room, sizeof s->room, form, ROOM);
    s->age_from = youngest < 0 ? 0 : youngest;
    s->age_to = oldest >= 0 ? oldest : youngest > 0 ? CHILD_OLDEST : 0;
    s->period_id = choices->periods[form->values[PERIOD].number].id;
    s->staff_id = choices->tutors[form->values[TUTOR].number].id;
}

enum { PERIOD_NAME, PERIOD_KIND, FIRST_DAY, LAST_DAY, PERIOD_FIELDS };

static const char *const period_kinds[PERIOD_KIND_COUNT] = {[PERIOD_TERM] = N_("Term"),
    [PERIOD_SUMMER] = N_("Summer holiday"),
    [PERIOD_WINTER] = N_("Winter holiday")};

static const struct field of_period[PERIOD_FIELDS] = {
    [PERIOD_NAME] = {N_("Title"), FIELD_TEXT, .needed = true},
    [PERIOD_KIND] = {N_("Kind"), FIELD_CHOICE, .needed = true, .choices = period_kinds,
        .choice_count = PERIOD_KIND_COUNT},
    [FIRST_DAY] = {N_("First day"), FIELD_DAY, .needed = true},
    [LAST_DAY] = {N_("Last day"), FIELD_DAY, .needed = true},
};

void
period_fields(struct plan_fields *out)
{
    *out = (struct plan_fields){.count = PERIOD_FIELDS};
    memcpy(out->fields, of_period, sizeof of_period);
}

void
period_to_form(struct form *form, const struct period *p)
{
    *form = (struct form){0};
    put(form, PERIOD_NAME, p->name);
    form->values[PERIOD_KIND].number = (int)p->kind;
    form->values[FIRST_DAY].number = p->from_day;
    form->values[LAST_DAY].number = p->until_day;
}

void
period_from_form(struct period *p, const struct form *form)
{
    take(p->name, sizeof p->name, form, PERIOD_NAME);
    p->kind = (enum period_kind)form->values[PERIOD_KIND].number;
    p->from_day = form->values[FIRST_DAY].number;
    p->until_day = form->values[LAST_DAY].number;
}

enum { DAY_NAME, AS, DATE, DAY_FIELDS };

static const struct field of_day[DAY_FIELDS] = {
    [DAY_NAME] = {N_("Holiday"), FIELD_TEXT, .needed = true},
    [AS] = {N_("It is a"), FIELD_CHOICE, .needed = true, .choice_count = 8},
    [DATE] = {N_("Day"), FIELD_DAY, .needed = true},
};

void
day_fields(struct plan_fields *out, bool is_new)
{
    static const char *const as[] = {N_("Public holiday"), N_("Workday as on a Monday"),
        N_("Workday as on a Tuesday"), N_("Workday as on a Wednesday"),
        N_("Workday as on a Thursday"), N_("Workday as on a Friday"),
        N_("Workday as on a Saturday"), N_("Workday as on a Sunday")};
    *out = (struct plan_fields){.count = is_new ? DAY_FIELDS : DATE};
    memcpy(out->fields, of_day, sizeof of_day);
    out->fields[AS].choices = as;
}

void
day_to_form(struct form *form, const struct calendar_day *d)
{
    *form = (struct form){0};
    put(form, DAY_NAME, d->name);
    form->values[AS].number = d->as_weekday;
    form->values[DATE].number = d->day;
}

void
day_from_form(struct calendar_day *d, const struct form *form, bool is_new)
{
    take(d->name, sizeof d->name, form, DAY_NAME);
    d->as_weekday = form->values[AS].number;
    d->kind = d->as_weekday ? CALENDAR_WORKDAY : CALENDAR_HOLIDAY;
    if (is_new)
        d->day = form->values[DATE].number;
}
