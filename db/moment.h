/* moment.h: one reading of the board's clocks.
 *
 * The data layer never reads a clock: whoever calls it passes a moment. The wall clock of a board
 * whose battery is flat may say anything, so each event keeps all of this, raw and for ever. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define BOOT_ID_LEN 16

struct moment {
    int64_t utc_ms;               /* wall clock, ms since 1970-01-01 UTC */
    int64_t mono_ms;              /* ms since this boot, standby counted */
    uint8_t boot_id[BOOT_ID_LEN]; /* the kernel's id of this boot */
    bool trusted;                 /* the wall clock has a reason to be right */
};
