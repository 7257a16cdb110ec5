/* offer.h: a set-up code, with which a kiosk is paired (pair.h): good once, for an hour. */
#pragma once

#include "hub/desk.h"

#include "wire/pairing.h"

enum { OFFER_MS = 60 * 60 * 1000 };

struct offer {
    const char *home, *name, *by; /* code of the Home; of the kiosk, for people; the account */
    int64_t now_ms;
};

/* Makes one; `text` is what the QR says. DB_REFUSED where the hub's address is not fit for it. */
MUST_CHECK int offer_make(struct desk *desk, const struct offer *offer, char text[SETUP_TEXT]);
