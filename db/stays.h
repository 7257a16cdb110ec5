/* stays.h: the stays of a child's day in a few bytes. Inside db/ only.
 *
 * Each is 8 bytes: coming and leaving, in ms from 00:00 UTC of the day's date, as 32-bit numbers,
 * the lowest byte first. A local day lies within 14 hours of that. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { STAYS_MAX = 32, STAY_BYTES = 8 };

/* What comes after STAYS_MAX stays of a day is summed, and not listed. */
struct stays {
    int count;
    uint8_t bytes[STAYS_MAX * STAY_BYTES];
};

/* Both UTC ms. One that would not fit, from a clock that was far off, is left out. */
void stays_add(struct stays *stays, int day, int64_t in_ms, int64_t out_ms);

/* Takes `len` bytes, as they are stored. */
void stays_read(struct stays *out, const void *bytes, int len);

/* The stay number i, UTC ms. */
void stays_get(const struct stays *stays, int day, int i, int64_t *in_ms, int64_t *out_ms);
