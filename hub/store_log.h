/* store_log.h: what appending and reading the log share. Inside store*.c alone. */
#pragma once

#include "hub/store_inside.h"

/* Where a Home's log ends. */
struct log_end {
    int64_t pos, month;
};

/* Locks the Home's log until the transaction's end. DB_REFUSED where the Home is unknown. */
MUST_CHECK int log_lock(struct store *store, struct log_end *out, const char *home);

/* Appends a change under that lock; *pos is 0 where one of its id is there. */
MUST_CHECK int log_change(
    struct store *store, struct log_end *end, int64_t *pos, const struct store_change *c);

/* Stored events, seq not set. Freed by the caller, after a failure too. */
struct log_events {
    struct wire_event *events;
    int count;
    struct keep *keep;
};

MUST_CHECK int log_events(
    struct store *store, struct log_events *out, const struct place *place, int count);
void log_events_free(struct log_events *events);

/* A boot in its column: id, base (8 bytes, the highest first), word. */
enum { LOG_BOOT = WIRE_ID_LEN + 9 };
void log_boots_pack(uint8_t *out, const struct wire_boot *boots, int count);
