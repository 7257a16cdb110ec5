/* batch.h: a run of a kiosk's log, packed: zstd over lines of JSON. README.md tells the format.
 *
 * What is read back is each event as it was given, byte for byte. Reading trusts nothing: sizes,
 * the ratio of compression, lengths of lines, the order of seq, UTF-8 and JSON are checked before
 * an event is handed on, and memory is bounded whatever the body says. */
#pragma once

#include "wire/wire.h"

enum {
    BATCH_EVENTS_MOST = 50000,     /* a batch */
    BATCH_BODY_MOST = 8 << 20,     /* bytes, packed */
    BATCH_TEXT_MOST = 64 << 20,    /* bytes, unpacked */
    BATCH_HEAD_MOST = 4 << 20,     /* bytes of the first line */
    BATCH_PAYLOAD_MOST = 64 << 10, /* bytes of an event's payload */
    BATCH_KIND_MOST = 32,          /* bytes of a kind's name: a to z and _ */
    BATCH_JSON_DEPTH = 16,         /* of a payload, and of the head */
    BATCH_HOME_MOST = 32,          /* bytes of a Home's code */
};

/* An event as the log has it. Numbers of the Home and of people are the kiosk's own: the head's
 * refs say whom they mean. */
struct wire_event {
    int64_t seq;
    uint8_t id[WIRE_ID_LEN]; /* UUIDv7 */
    const char *kind;
    int64_t home, child, staff; /* 0: none */
    const uint8_t *card;        /* WIRE_CARD_LEN bytes, or NULL */
    const uint8_t *cause;       /* WIRE_ID_LEN bytes, or NULL */
    int64_t at_utc_ms;          /* as it was read, right or wrong */
    const uint8_t *boot;        /* WIRE_ID_LEN bytes */
    int64_t mono_ms;
    bool trusted;
    const char *payload; /* a JSON object */
};

/* What is known of a boot's clock by now. */
struct wire_boot {
    uint8_t id[WIRE_ID_LEN];
    int64_t base_utc_ms; /* at its monotonic 0; 0: nothing is known */
    bool word;           /* staff said so */
};

struct wire_head {
    uint8_t kiosk[WIRE_ID_LEN];
    const char *home;            /* code of the Home at whose door it stands */
    const char *program;         /* the kiosk's version */
    int64_t first, last;         /* last = first - 1: no event, a sign of life */
    int64_t newest;              /* the log's last seq: what is still to come */
    uint8_t before[WIRE_ID_LEN]; /* id of the event first - 1, all 0 where there is none: a forked
                                  * log shows by it */
    const struct wire_boot *boots;
    size_t boot_count;
    const char *refs;    /* a JSON object: table -> list of [number, what the row is known by] */
    const char *changes; /* a JSON array: edits of reference data made at the kiosk, in their order,
                          * to be done before the events; NULL: none, "[]" when read */
};

/* Collects events in memory. batch_add: WIRE_TOO_LARGE once the batch is full (finish it, begin
 * another with this event), WIRE_MALFORMED where seq is not the next one or a field breaks a limit.
 */
struct batch_writer *batch_writer_create(void);
void batch_writer_destroy(struct batch_writer *w);
MUST_CHECK int batch_add(struct batch_writer *w, const struct wire_event *event);

/* The body, which the caller frees. The head's first must be the first event's seq; last is set
 * here. */
MUST_CHECK int batch_finish(
    struct batch_writer *w, const struct wire_head *head, uint8_t **out, size_t *len);

/* All is borrowed until the callback returns. Non-zero stops. */
struct batch_sink {
    int (*head)(const struct wire_head *head, void *payload);
    int (*event)(const struct wire_event *event, void *payload);
    void *payload;
};

/* Reads a body. On anything but WIRE_OK, `why` says what was wrong, and where. The head was handed
 * on first, then events in order: a caller that must have all or nothing keeps a transaction. */
MUST_CHECK int batch_read(
    const uint8_t *body, size_t len, const struct batch_sink *sink, char why[WIRE_WHY]);
