/* parcel.h: a run of this kiosk's log, packed for the hub, and what the hub's receipt for it does.
 */
#pragma once

#include "cli/command.h"

#include "db/outbox.h"
#include "wire/receipt.h"

struct parcel {
    uint8_t *body; /* as of wire/batch.h */
    size_t len;
    int64_t first, last; /* last = first - 1: no event */
    int64_t changes;     /* seq of the last edit of reference data in it; 0: none */
    struct outbox_boot *boots;
    size_t boot_count;
};

/* Packs what follows after `after`, `most` events at most, and the edits of reference data that
 * follow after `changes_after`. Reads alone. On OUTBOX_UNSENT `why` names the event. */
enum outbox_trouble parcel_make(struct cli *cli, struct parcel *out, const struct outbox_hub *hub,
    int64_t after, int64_t changes_after, int most, char why[OUTBOX_DETAIL]);
void parcel_finish(struct parcel *parcel);

/* Takes a receipt in: mark, quarantine, edits, certificates. `parcel`: what it answers; NULL where
 * that is not known (a file, from a stick). DB_REFUSED where it can't be for this log. */
MUST_CHECK int parcel_receipt(struct cli *cli, const struct parcel *parcel,
    const struct receipt *receipt, const struct moment *now);
