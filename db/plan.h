/* plan.h: the timetable, the periods and the calendar edited row by row, on the screen: the rules
 * that hold for them however they come in, and who did it (roster.h). */
#pragma once

#include "db/calendar.h"
#include "db/roster.h"
#include "db/timetable.h"

/* Adds (id 0) or changes a session, which keeps its id. DB_REFUSED, with the sentence, where it
 * ends before it begins or another class is in the room at that time. */
MUST_CHECK int plan_session_save(
    struct db *db, struct session *session, const struct roster_by *by);

/* What was marked in it stays on the record. */
MUST_CHECK int plan_session_remove(struct db *db, int64_t id, const struct roster_by *by);

/* The same of a period; one that has classes or holiday care of its own is not removed, and one
 * whose care is closed not changed. */
MUST_CHECK int plan_period_save(struct db *db, struct period *period, const struct roster_by *by);
MUST_CHECK int plan_period_remove(
    struct db *db, const struct period *period, const struct roster_by *by);

/* DB_REFUSED where its holiday care forbids to change a period, which may be new, to this: also for
 * an import. */
MUST_CHECK int plan_period_may_be(struct db *db, const struct period *period);

MUST_CHECK int plan_day_save(
    struct db *db, const struct calendar_day *day, const struct roster_by *by);
MUST_CHECK int plan_day_remove(struct db *db, int day, const struct roster_by *by);

/* DB_REFUSED, with the first finding, where two periods of a Home overlap, two classes are in one
 * room at a time, or holiday care can't be as it is (care_check). For an import, which must stand
 * as a whole. */
MUST_CHECK int plan_check(struct db *db);
