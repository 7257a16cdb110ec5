/* care_act.h: what the acts of holiday care have in common. Inside db/ only. */
#pragma once

#include "db/care.h"
#include "db/query.h"

/* Appends an event of the care's Home by who acts, with the payload that the statement gives.
 * Inside the caller's transaction. */
MUST_CHECK int care_record(struct db *db, struct event *event, const struct care *care,
    sqlite3_stmt *payload, const struct roster_by *by);

/* Ends the caller's transaction, one way or the other. */
MUST_CHECK int care_finish(struct db *db, int rc);

/* Is there anything to read in it? care_check_reason: DB_REFUSED where it is too long. */
bool care_is_said(const char *reason);
MUST_CHECK int care_check_reason(struct db *db, const char *reason);

/* Fills in what became of the care, care->period being there. */
MUST_CHECK int care_read(struct db *db, struct care *care);
