/* timekeeping.h: what the time is where the board's clock can't be relied on: staff's word.
 *
 * The word is kept for the running boot, whose monotonic clock carries it on; times that the boot
 * recorded before are read with it as well. It is on the record (event clock_set), and events after
 * it are no longer compared with those before: a clock that ran ahead can be put back. */
#pragma once

#include "db/db.h"
#include "db/moment.h"

#include <stdbool.h>

/* A reading that lies further than this ahead of all that is recorded is not trusted, whoever gives
 * it: a wrong network clock must not push a Home's record years ahead. */
#define TIME_CEILING_MS (INT64_C(400) * 24 * 3600 * 1000)

/* A word that moves the clock by more than this takes two staff members. */
#define TIME_ALONE_MS (INT64_C(24) * 3600 * 1000)

struct time_word {
    int64_t utc_ms; /* what the time is now */
    int64_t staff_id,
        witness; /* two different ones where it takes two; 0: the installer; 0: none */
};

/* Does this word take a witness? */
bool time_takes_two(const struct time_word *word, const struct moment *now);

/* Records the word. DB_REFUSED where it takes a witness and there is none, lies before the product
 * was made, or, but for the installer, beyond the ceiling. */
MUST_CHECK int time_say(struct db *db, const struct time_word *word, const struct moment *now);

enum time_heard {
    TIME_HEARD_NOTHING, /* this clock is good, or what is known of it is */
    TIME_HEARD_TAKEN,   /* the boot's times are known by it from now on */
    TIME_HEARD_OFFERED, /* it moves a clock that may be right by more than a day: kept for two staff
                         * members to look at (outbox.h, offered_utc_ms) */
};

/* The time by the signed word of the hub, where this boot's clock is not trusted and nobody has
 * said better. DB_REFUSED where it lies before what is recorded, or beyond the ceiling. */
MUST_CHECK int time_hear(
    struct db *db, enum time_heard *out, int64_t utc_ms, const struct moment *reading);

/* What is known of a running boot. */
struct time_base {
    int64_t base_utc_ms; /* UTC ms at its monotonic 0; 0: nothing is known */
    bool word;           /* staff said so */
};

struct time_base time_base_of(struct db *db, const uint8_t boot_id[BOOT_ID_LEN]);

/* The reading as it is to be taken: with the base where the board's own clock is not trusted, or
 * staff overruled it and no network keeps it. Pure. */
struct moment time_read(
    const struct time_base *base, const struct moment *reading, bool kept_by_network);
