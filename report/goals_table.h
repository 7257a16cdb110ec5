/* goals_table.h: the six goals of a month (db/goals.h), who should be visited (db/visit.h), and
 * whose agreement is missing, as tables. */
#pragma once

#include "db/goals.h"
#include "db/visit.h"
#include "report/table.h"

/* Child by goal, what is owed in amber; the agreements' rate and the lessons' cover among the
 * filters. DB_REFUSED for a month that has not begun. *out, here and below, is the caller's to
 * destroy; NULL where it fails. */
MUST_CHECK int goals_table(
    struct db *db, struct report_table **out, int64_t home_id, int month, int today, bool named);

MUST_CHECK int visits_table(struct db *db, struct report_table **out, int64_t home_id,
    const struct moment *now, bool named);

/* Who has an agreement, until when; those without first. Guardians stand in it with names alone. */
MUST_CHECK int agreements_table(
    struct db *db, struct report_table **out, int64_t home_id, int day, bool named);
