/* courier.h: a run between this kiosk and the hub: what waits goes there, what the hub has comes
 * back.
 *
 * Beside the kiosk, never in its way: no transaction is open while the network is waited for. Each
 * step returns false where it failed; trouble and detail say why, and courier_end puts it on
 * record, with the waiting until the next try. */
#pragma once

#include "cli/command.h"

#include "db/outbox.h"

struct courier {
    struct cli *cli;
    struct outbox_hub hub;
    int64_t sent;       /* events that this run's receipts answer for */
    int64_t changes;    /* seq of the last edit of reference data that was sent in this run */
    const char *roster; /* "new", "same", "none" */
    enum outbox_trouble trouble;
    char detail[OUTBOX_DETAIL];
    int64_t later_ms; /* as the hub asked */
};

/* False where this kiosk is not paired. */
bool courier_begin(struct courier *c, struct cli *cli);
void courier_end(struct courier *c);

/* What waits, batch by batch; one batch alone with `once`. */
bool courier_send(struct courier *c, bool once);

bool courier_fetch_roster(struct courier *c);

/* Makes a new key and has the hub take it in the place of the one that holds. */
bool courier_change_key(struct courier *c);
bool courier_key_is_old(const struct courier *c);
