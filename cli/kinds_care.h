/* kinds_care.h: rows of holiday care: its sessions, and who is enrolled in them. */
#pragma once

#include "cli/row.h"

#include "db/enrol.h"

void care_session_row(struct import *import);
void enrolment_row(struct import *import);

/* Sessions of a period by their names, "上午、午餐"; none named: all of them. Returns how many, or
 * -1 where a name is not known. */
int care_names(
    struct db *db, struct care_session out[CARE_SESSIONS], int64_t period_id, const char *names);

/* The id of the child's guardian of that name on a day, 0 for none. */
int64_t care_guardian(struct db *db, int64_t child_id, const char *name, int day);
