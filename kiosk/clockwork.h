/* clockwork.h: the kiosk's time: the board's clocks, or, in a script, ones that it sets. */
#pragma once

#include "db/moment.h"

struct clockwork {
    bool scripted;
    struct moment at; /* of a scripted clock */
};

struct moment clockwork_now(const struct clockwork *clock);
int64_t clockwork_mono_ms(const struct clockwork *clock);

/* From here on time passes only by clockwork_pass. */
void clockwork_script(struct clockwork *clock, int64_t utc_ms);
void clockwork_pass(struct clockwork *clock, int64_t ms);
