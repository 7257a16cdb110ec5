#include "kiosk/pairs.h"

#include <stddef.h>

void
pairs_add(struct pairs *pairs, const struct pair_card *card)
{
    pairs->cards[pairs->next] = *card;
    pairs->next = (pairs->next + 1) % PAIR_CARDS;
}

const struct pair_card *
pairs_nth(const struct pairs *pairs, bool staff, int nth, int64_t now_ms)
{
    for (int i = 1; i <= PAIR_CARDS; i++) {
        const struct pair_card *card = &pairs->cards[(pairs->next - i + PAIR_CARDS) % PAIR_CARDS];
        if (card->id && card->staff == staff && now_ms - card->shown_ms <= PAIR_MS && nth-- == 0)
            return card;
    }
    return NULL;
}

void
pairs_met(struct pairs *pairs, int64_t child_id, int64_t staff_id)
{
    for (int i = 0; i < PAIR_CARDS; i++)
        if (pairs->cards[i].id == (pairs->cards[i].staff ? staff_id : child_id))
            pairs->cards[i].id = 0;
}
