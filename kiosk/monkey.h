/* monkey.h: plays what children, palms and cables may do to a kiosk: touches, drags, hammering,
 * fingers that rest for a minute, second fingers, keys, cards held up and cards that are none. The
 * same seed plays the same. It writes nothing of its own. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct app;

/* Until a finger has gone down `count` times. `cards`: a file of card texts, one a line; NULL: no
 * good card. False where the file can't be read. The clock must be a script's. */
bool monkey_play(struct app *app, long count, uint64_t seed, const char *cards);
