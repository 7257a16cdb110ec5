/* desk.h: what one worker of the hub has at hand. One desk belongs to one thread. */
#pragma once

#include "db/db.h"

struct store; /* store.h */

struct desk {
    struct store *store; /* the log, accounts, kiosks, the record */
    struct db *view;     /* db/'s own database, made from the log */
};
