/* rebuild.h: the roll-ups made again from the events: attendance_rebuild and attendance_verify are
 * attendance.h's. Inside db/ only. */
#pragma once

#include "db/db.h"

/* Makes them again where a migration has left them behind. */
MUST_CHECK int rebuild_where_stale(struct db *db);
