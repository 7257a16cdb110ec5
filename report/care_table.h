<<<<<<< HEAD
/* care_table.h: the month's sheet of holiday care (db/care_sheet.h) as a table: children down, days
 * across, marks and sums, as staff fill it in by hand elsewhere. */
=======
/* care_table.h: the month's attendance sheet of holiday care (db/care_sheet.h) as a table, as it is
 * printed and signed: children down, days across, marks and sums. */
>>>>>>> heads/care
#pragma once

#include "db/care_sheet.h"
#include "report/table.h"

<<<<<<< HEAD
/* Month 202701; 0: of the period's first day. *out is the caller's to destroy; NULL where it
 * fails. DB_REFUSED where the period has no day in the month. */
MUST_CHECK int care_table(struct db *db, struct report_table **out, int64_t period_id, int month,
    const struct moment *now, bool named);
=======
/* The month as care_sheet takes it. *out is the caller's to destroy; NULL where it fails. */
MUST_CHECK int care_table(struct db *db, struct report_table **out, int64_t period_id, int month,
    const struct moment *now);
>>>>>>> heads/care
