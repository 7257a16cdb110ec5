/* Fuzzes a body: packed as it came, and the input as the text that a body unpacks to, so that the
 * lines are reached. What is read is written and read again, and is the same. */
#include "wire/batch.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct again {
    struct batch_writer *writer;
    int64_t first, last, count;
    uint64_t sum; /* of what was read, in its order */
    bool full;
};

static void
mix(struct again *a, const void *bytes, size_t len)
{
    const uint8_t *b = bytes;
    for (size_t i = 0; b && i < len; i++)
        a->sum = (a->sum ^ b[i]) * UINT64_C(0x100000001b3);
    a->sum = (a->sum ^ (b ? 1 : 2)) * UINT64_C(0x100000001b3);
}

static int
see_head(const struct wire_head *head, void *payload)
{
    struct again *a = payload;
    a->first = head->first;
    a->last = head->last;
    mix(a, head->home, strlen(head->home));
    mix(a, head->refs, strlen(head->refs));
    return 0;
}

static int
see_event(const struct wire_event *e, void *payload)
{
    struct again *a = payload;
    if (e->seq != a->first + a->count++)
        abort();
    mix(a, &e->seq, sizeof e->seq);
    mix(a, e->id, WIRE_ID_LEN);
    mix(a, e->kind, strlen(e->kind));
    mix(a, (int64_t[]){e->home, e->child, e->staff, e->at_utc_ms, e->mono_ms, e->trusted}, 48);
    mix(a, e->card, WIRE_CARD_LEN);
    mix(a, e->cause, WIRE_ID_LEN);
    mix(a, e->boot, WIRE_ID_LEN);
    mix(a, e->payload, strlen(e->payload));
    /* Two events of one id can be read and never were written. */
    if (a->writer && !a->full && batch_add(a->writer, e) != WIRE_OK)
        a->full = true;
    return 0;
}

static void
look(const uint8_t *body, size_t len)
{
    char why[WIRE_WHY];
    struct again once = {.writer = batch_writer_create()}, twice = {0};
    struct batch_sink sink = {see_head, see_event, &once};
    int rc = batch_read(body, len, &sink, why);
    if (rc != WIRE_OK && !*why)
        abort();
    if (rc == WIRE_OK && !once.full) {
        struct wire_head head = {
            .home = "H", .program = "1", .first = once.first, .newest = INT64_MAX, .refs = "{}"};
        uint8_t *again;
        size_t again_len;
        if (batch_finish(once.writer, &head, &again, &again_len) != WIRE_OK)
            abort();
        sink.payload = &twice;
        if (batch_read(again, again_len, &sink, why) != WIRE_OK || twice.count != once.count ||
            twice.last != once.last)
            abort();
        free(again);
    }
    batch_writer_destroy(once.writer);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t room = ZSTD_compressBound(size);
    uint8_t *copy = malloc(size ? size : 1), *body = malloc(room);
    if (!copy || !body)
        abort();
    memcpy(copy, data, size);
    look(copy, size);
    size_t len = ZSTD_compress(body, room, copy, size, 1);
    look(body, len);
    free(body);
    free(copy);
    return 0;
}
