/* pairs.h: cards that were shown a moment ago, for a child and its volunteer who show theirs one
 * after the other. Pure. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    PAIR_MS = 15000, /* from one card to the other */
    PAIR_CARDS = 16, /* more within that time: the oldest is forgotten */
};

struct pair_card {
    bool staff; /* else a child's */
    int64_t id; /* 0: none */
    int64_t shown_ms;
    bool in;       /* of a child: what its card did */
    int64_t at_ms; /* and when, UTC */
};

struct pairs {
    int next;
    struct pair_card cards[PAIR_CARDS];
};

void pairs_add(struct pairs *pairs, const struct pair_card *card);

/* The cards of children (or staff) that were shown within PAIR_MS before now, the newest first:
 * `nth` from 0; NULL past the last. */
const struct pair_card *pairs_nth(const struct pairs *pairs, bool staff, int nth, int64_t now_ms);

/* They have met: neither card counts again. */
void pairs_met(struct pairs *pairs, int64_t child_id, int64_t staff_id);
