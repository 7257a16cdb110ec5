/* care_table.h: the month's attendance sheet of holiday care (db/care_sheet.h) as a table, as it is
 * printed and signed: children down, days across, marks and sums. */
#pragma once

#include "db/care_sheet.h"
#include "report/table.h"

/* The month as care_sheet takes it; with names, or with numbers in their place. *out is the
 * caller's to destroy; NULL where it fails. */
MUST_CHECK int care_table(struct db *db, struct report_table **out, int64_t period_id, int month,
    const struct moment *now, bool named);
