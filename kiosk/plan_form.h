/* plan_form.h: the forms of a class, a period and a day of the calendar: their fields, and what is
 * in them as a row and back. */
#pragma once

#include "kiosk/form.h"

#include "db/plan.h"

enum { PLAN_PERIODS = 40, PLAN_TUTORS = 80, PLAN_ROOMS = FORM_OFFERS };

/* What a class may belong to and who may give it. The first of each is none. */
struct plan_choices {
    int period_count, tutor_count;
    struct period periods[PLAN_PERIODS];
    struct staff tutors[PLAN_TUTORS];
    int room_count;
    char rooms[PLAN_ROOMS][WORD_SIZE]; /* named at set-up, or of other classes */
};

/* The fields of a form, filled for one draw. */
struct plan_fields {
    int count;
    struct field fields[FORM_FIELDS];
    const char *subjects[SUBJECT_COUNT], *weekdays[8];
    const char *periods[PLAN_PERIODS], *tutors[PLAN_TUTORS], *rooms[PLAN_ROOMS];
};

void session_fields(struct plan_fields *out, const struct plan_choices *choices);
void session_to_form(
    struct form *form, const struct session *session, const struct plan_choices *choices);
void session_from_form(
    struct session *session, const struct form *form, const struct plan_choices *choices);

void period_fields(struct plan_fields *out);
void period_to_form(struct form *form, const struct period *period);
void period_from_form(struct period *period, const struct form *form);

/* A day that is there keeps its date. */
void day_fields(struct plan_fields *out, bool is_new);
void day_to_form(struct form *form, const struct calendar_day *day);
void day_from_form(struct calendar_day *day, const struct form *form, bool is_new);
