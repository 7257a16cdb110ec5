/* setting.h: what this kiosk was told once, at set-up. */
#pragma once

#include "db/db.h"
#include "db/quiet.h"

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

/* Loudness, 0 (silent) to 100; VOLUME_AT_FIRST where none was set. */
enum { VOLUME_AT_FIRST = 80 };
int setting_volume(struct db *db);
MUST_CHECK int setting_volume_set(struct db *db, int percent);

/* Quiet hours as they were written, "" for none. Setting them, DB_REFUSED says what is wrong. */
void setting_quiet(struct db *db, char out[QUIET_TEXT]);
MUST_CHECK int setting_quiet_set(struct db *db, const char *text);

/* The Home's rooms as they were named, a line each, "" for none. */
enum { ROOMS_TEXT = 512 };
void setting_rooms(struct db *db, char out[ROOMS_TEXT]);
MUST_CHECK int setting_rooms_set(struct db *db, const char *text);

/* By how much the school's bell is ahead of the true time, ms: what is shown of the timetable goes
 * by the bell, what is recorded never. Setting it, DB_REFUSED beyond BELL_MOST_MS either way. */
#define BELL_MOST_MS (10 * 60 * 1000)
int64_t setting_bell_ms(struct db *db);
MUST_CHECK int setting_bell_ms_set(struct db *db, int64_t ms);

/* The language of the screen, "zh" or "en" as set-up was told; "" where nobody was asked. */
void setting_language(struct db *db, char out[4]);
MUST_CHECK int setting_language_set(struct db *db, const char *language);

/* The step at which the first set-up stands; 0: it is over, or there never was one. */
int setting_setup(struct db *db);
MUST_CHECK int setting_setup_set(struct db *db, int step);

/* When somebody last asked the kiosk to let itself be heard: UTC ms, 0 for never. */
int64_t setting_sound_test(struct db *db);
MUST_CHECK int setting_sound_test_set(struct db *db, int64_t utc_ms);
