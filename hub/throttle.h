/* throttle.h: addresses from which many sign-ins failed, whatever the accounts. In memory: a
 * restart forgets them, the accounts' own lock-outs stay. Safe from any thread. */
#pragma once

#include <stdint.h>

enum { THROTTLE_MOST = 20, THROTTLE_MS = 10 * 60 * 1000, THROTTLE_ADDRESSES = 512 };

struct throttle;

struct throttle *throttle_create(void);
void throttle_destroy(struct throttle *throttle); /* NULL is fine */

/* How many seconds the address must wait; 0: none. `now_ms` monotonic. */
int throttle_wait_s(struct throttle *throttle, const char *peer, int64_t now_ms);

/* It failed once more: THROTTLE_MOST within THROTTLE_MS make it wait until these are over. Of too
 * many addresses those that failed longest ago are forgotten. */
void throttle_failed(struct throttle *throttle, const char *peer, int64_t now_ms);
