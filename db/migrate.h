/* migrate.h: brings a file's schema to this version. Inside db/ only. */
#pragma once

#include "db/db.h"

#define DB_APPLICATION_ID 0x5a584442 /* "ZXDB" */

/* Refuses another program's file or a newer one untouched; copies an older one to
 * PATH.before-vN; then applies what is missing, all in one transaction. */
MUST_CHECK int migrate(struct db *db, const char *path);

/* The schema's version of this program. */
int migrate_version(void);
