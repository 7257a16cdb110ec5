/* setting.h: what this kiosk was told once, at set-up. */
#pragma once

#include "db/db.h"

#include <stddef.h>
#include <stdint.h>

#define CARD_KEY_BYTES 32

/* The id of the Home at whose door this kiosk stands, or 0 where none was chosen. */
int64_t setting_home(struct db *db);
MUST_CHECK int setting_home_set(struct db *db, int64_t home_id);

/* The township's card key. DB_REFUSED where none was set. */
MUST_CHECK int setting_card_key(struct db *db, uint8_t out[CARD_KEY_BYTES]);
MUST_CHECK int setting_card_key_set(struct db *db, const uint8_t key[CARD_KEY_BYTES]);

/* When the roster (children, cards, timetable) was last brought in: UTC ms, 0 for never. */
int64_t setting_roster_at(struct db *db);
MUST_CHECK int setting_roster_at_set(struct db *db, int64_t utc_ms);
