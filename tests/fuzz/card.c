/* Fuzzes a card's text: what reads as a card is the card that its bytes make, whatever else is
 * refused. */
#include "scanner/card_form.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const char *text, size_t len)
{
    static const uint8_t key[CARD_KEY_LEN] = {1};
    uint8_t raw[CARD_RAW_LEN], again[CARD_RAW_LEN];
    char written[CARD_TEXT_LEN + 1];
    struct card card;
    enum card_verdict verdict = card_read(&card, text, len, key);
    bool whole = card_is_whole(text, len);
    if (whole != card_form_read(raw, text, len) || (verdict == CARD_DAMAGED && whole) ||
        (verdict == CARD_GENUINE && !whole))
        abort();
    if (!whole)
        return;
    card_form_write(written, raw);
    if (!card_form_read(again, written, CARD_TEXT_LEN) || memcmp(raw, again, sizeof raw) != 0)
        abort();
}

static void
round_trip(const uint8_t *data)
{
    struct card card = {
        .kind = (enum card_kind)(CARD_CHILD + data[0] % (CARD_KIND_END - CARD_CHILD))};
    struct card got = {0};
    char text[CARD_TEXT_LEN + 1];
    uint8_t key[CARD_KEY_LEN] = {data[1]};
    memcpy(card.id, data + 2, CARD_ID_LEN);
    card_text(text, &card, key);
    if (card_read(&got, text, CARD_TEXT_LEN, key) != CARD_GENUINE || got.kind != card.kind ||
        memcmp(got.id, card.id, CARD_ID_LEN) != 0)
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of its own size, so that a read past its end is seen. */
    char *text = malloc(size ? size : 1);
    if (!text)
        abort();
    memcpy(text, data, size);
    check(text, size);
    free(text);
    if (size >= 2 + CARD_ID_LEN)
        round_trip(data);
    return 0;
}
