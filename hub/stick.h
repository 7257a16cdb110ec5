/* stick.h: what a kiosk sent on a stick, and what goes back to it the same way (wire/bundle.h). */
#pragma once

#include "hub/desk.h"
#include "wire/receipt.h"

struct stick {
    struct store_kiosk kiosk;
    uint8_t
        *file; /* what goes back: receipt and roster, sealed for the kiosk; freed by the caller */
    size_t len;
    int64_t upto;                /* the hub holds up to here */
    char code[RECEIPT_CODE + 1]; /* the same to be read out and typed in */
};

enum { STICK_WHY = 200 };

/* Stores what the file brings. DB_REFUSED: no bundle of a kiosk that is paired here and not
 * revoked, or one that can't be read; DB_FAILED: later. `why` is a sentence. */
MUST_CHECK int stick_take(struct stick *out, struct desk *desk, const uint8_t *file, size_t len,
    int64_t now_ms, char why[STICK_WHY]);

/* `zhaoxi-hub stick FILE [FOLDER]`: takes the file, writes what goes back beside it or into the
 * folder, and says the code. The exit status: 0, 1 refused, 2 usage. */
int stick_command(const struct hub *hub, int argc, char **argv);
