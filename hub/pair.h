/* pair.h: a kiosk and the hub come to know each other's keys (wire/pairing.h). */
#pragma once

#include "hub/desk.h"
#include "hub/request.h"

/* POST /v1/pair: 200 with a pair_answer, 403 for a set-up code that is none, spent or too old. */
void pair_kiosk(struct desk *desk, const struct request *request, struct response *response);

/* POST /v1/key: another key in the place of the one that signed. */
void pair_key(struct desk *desk, const struct request *request, struct response *response);
