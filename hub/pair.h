/* pair.h: the hub's side of a pairing (wire/pairing.h): a set-up code is shown, a kiosk answers it;
 * and a kiosk's key is exchanged for its next.
 *
 * A code is good once, for an hour. Its secret is kept in the store until then, by what the kiosk
 * names it by, since the proof is keyed by it. A wrong proof leaves the code as it is. */
#pragma once

#include "hub/desk.h"

#include "wire/pairing.h"

enum { PAIR_OFFER_MS = 60 * 60 * 1000 };

struct pair_offer {
    const char *home, *name, *by; /* code of the Home; of the kiosk, for people; the account */
    int64_t now_ms;
};

/* Makes a code; `text` is what the QR says. DB_REFUSED where the hub's address is not fit for one.
 */
MUST_CHECK int pair_make_offer(
    struct desk *desk, const struct pair_offer *offer, char text[SETUP_TEXT]);

extern const struct route pair_routes[];
