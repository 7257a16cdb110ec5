/* clockwork.h: the kiosk's time: the board's clocks and staff's word, or, in a script, clocks that
 * it sets. */
#pragma once

#include "db/moment.h"
#include "db/timekeeping.h"

struct clockwork {
    bool scripted;
    struct moment at;      /* of a scripted clock */
    struct time_base base; /* what is known of this boot */
};

struct moment clockwork_now(const struct clockwork *clock);

/* Learns what the database knows of the running boot. */
void clockwork_learn(struct clockwork *clock, struct db *db);

int64_t clockwork_mono_ms(const struct clockwork *clock);

/* From here on time passes only by clockwork_pass. */
void clockwork_script(struct clockwork *clock, int64_t utc_ms);
void clockwork_pass(struct clockwork *clock, int64_t ms);
