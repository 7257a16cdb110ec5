/* clock.h: the only place that reads the system's clocks. For programs; db's own code takes a
 * moment from its caller. */
#pragma once

#include "db/moment.h"

/* Reads wall clock, monotonic clock (CLOCK_BOOTTIME) and boot id. The clock is trusted when the
 * kernel says that NTP keeps it (adjtimex) or a battery-backed clock exists (/dev/rtc0): the
 * database takes that trust back where the reading lies before what it already holds. Without a
 * readable boot id all its bytes are 0 and the clock is not trusted. */
void clock_read(struct moment *out);

/* Does the network keep the wall clock (NTP, adjtimex)? Better than any other. */
bool clock_is_kept(void);

/* Monotonic milliseconds alone, the same scale as moment.mono_ms. */
int64_t clock_mono_ms(void);
