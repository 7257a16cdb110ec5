/* world.h: the invented Home that the tests share, in a database of its own. */
#pragma once

#include "db/attendance.h"
#include "db/db.h"
#include "db/people.h"

#include <stddef.h>

struct world {
    char folder[64], path[96];
    struct db *db;
    struct home home;
    struct child child;
    struct staff tutor;
    uint8_t card[CARD_ID_BYTES];
};

/* A fresh folder and database with one Home (closes at 18:30), one child with a card, and one
 * tutor. */
void world_open(struct world *w);
void world_close(struct world *w);

/* A moment of 2026-11-24 (or a day some days later) at local hh:mm:ss on the boot `boot`. The
 * monotonic clock runs with it. */
struct moment world_at(int days, int hour, int minute, int second);
