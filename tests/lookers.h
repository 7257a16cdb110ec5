/* lookers.h: our decoder and its peers behind one face, timed. For the benchmark alone. */
#pragma once

#include "scanner/decode.h"
#include "tests/peers.h"

#include <time.h>

enum looker { OURS, ZBAR, ZXING, OPENCV, LOOKERS };

struct lookers {
    clockid_t clock;
    double x, y; /* where a code is, for the one that only finds */
    struct peer_found found;
    struct decoder *ours;
    struct decode_result decoded;
};

void lookers_init(struct lookers *lookers, clockid_t clock);
void lookers_finish(struct lookers *lookers);

double lookers_now_ms(const struct lookers *lookers);

/* Lets one of them look; what it read is in lookers->found, of OPENCV a text "" where it found the
 * code. Returns the milliseconds that it took. */
double lookers_look(struct lookers *lookers, enum looker who, const struct grey *picture);

/* Puts the texts of lookers->decoded into lookers->found. */
void lookers_take_over(struct lookers *lookers);
