/* hub_kiosk.h: a kiosk's database as one that sends: packed as `zhaoxi sync` does, without a
 * network. */
#pragma once

#include "db/db.h"
#include "hub/store.h"

/* The body of a batch of the events after `after`, `most` at most, with the edits that wait. Freed
 * by the caller. *last: its last seq; `after` where there is nothing to send. */
void hub_kiosk_pack(struct db *db, const uint8_t kiosk[STORE_KIOSK], int64_t after, int most,
    bool edits, uint8_t **body, size_t *len, int64_t *last);

/* Pairs it and sends all it has from the mark `*upto` on, which is moved, straight into a store. */
void hub_kiosk_pair(struct store *store, const uint8_t kiosk[STORE_KIOSK], const char *home);
void hub_kiosk_send(struct store *store, struct db *db, const uint8_t kiosk[STORE_KIOSK],
    int64_t *upto, int most, bool edits);
