/* line.h: one event as a line of a batch. Inside wire/ only.
 *
 *   [id, at, mono, kind, child, staff, card, cause, payload, boot, trusted, home]
 *
 * id       its random bits, 13 characters of base64url; its time is the event's own. Where it was
 *          not made so, the whole of it, 22 characters
 * at       ms after the event before (the first: after 0)
 * mono     ms after the event before, less `at`: 0 where both clocks run alike
 * kind, card, payload, boot
 *          a text where it is new in this batch, from then on its number in the order of first
 *          use, from 1; a card 0: none. A payload that is long, or comes when the list is full, is
 *          not numbered
 * child, staff, home
 *          the kiosk's numbers, 0: none
 * cause    how many events ago it is in this batch; else its id, 22 characters; 0: none
 *
 * boot, trusted and home may be left out, at the end, where they are those of the event before. */
#pragma once

#include "wire/batch.h"
#include "wire/strings.h"

enum {
    LINE_NUMBERED_MOST = 128, /* bytes of a payload that is numbered */
    LINE_PAYLOADS_MOST = 8192,
    LINE_LIST_MOST = 65535, /* kinds, cards, boots */
    LINE_MOST = 6 * BATCH_PAYLOAD_MOST + 1024,
};

/* What lines refer back to: the same on both sides. */
struct line_memory {
    struct strings kinds, cards, boots, payloads;
    struct strings ids; /* of every event so far, in their order */
    int64_t at_utc_ms, mono_ms, home;
    size_t boot; /* place of the boot of the event before */
    bool trusted;
};

void line_memory_finish(struct line_memory *m);

/* Has the form of a kind's name? */
bool line_kind_is_fit(const char *kind, size_t len);

/* Does a payload of this length, that is new, get a number? */
bool line_is_numbered(const struct strings *payloads, size_t len);

/* The line's length without a newline; 0 where the event breaks a limit of batch.h, and nothing is
 * remembered. `out` has LINE_MOST bytes. */
size_t line_write(struct line_memory *m, char *out, const struct wire_event *event);

/* Where an event that was read is kept: its pointers show into this and into the memory, until the
 * next line. */
struct line_space {
    char kind[BATCH_KIND_MOST + 1];
    uint8_t card[WIRE_CARD_LEN], cause[WIRE_ID_LEN];
    char payload[BATCH_PAYLOAD_MOST + 1];
};

/* Everything but seq. NULL, or which field is wrong. */
const char *line_read(struct line_memory *m, struct line_space *space, struct wire_event *out,
    const char *line, size_t len);
