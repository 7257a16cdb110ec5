#include "tests/testing.h"

#include "tests/hub_kiosk.h"

#include "db/change.h"
#include "db/outbox.h"
#include "db/refs.h"
#include "hub/ingest.h"
#include "wire/batch.h"
#include "wire/receipt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW_MS INT64_C(1796000000000)

struct packing {
    struct batch_writer *writer;
    int64_t last;
    struct wire_boot boots[4096];
    size_t boot_count;
    int64_t change_seq;
    FILE *changes;
};

static int
add_event(const struct outbox_event *e, void *payload)
{
    struct packing *p = payload;
    struct wire_event event = {.seq = e->seq,
        .kind = e->kind,
        .home = e->home_id,
        .child = e->child_id,
        .staff = e->staff_id,
        .card = e->card,
        .cause = e->cause,
        .at_utc_ms = e->at.utc_ms,
        .boot = e->at.boot_id,
        .mono_ms = e->at.mono_ms,
        .trusted = e->at.trusted,
        .payload = e->payload};
    memcpy(event.id, e->id, WIRE_ID_LEN);
    p->last = e->seq;
    return batch_add(p->writer, &event);
}

static int
add_boot(const struct outbox_boot *b, void *payload)
{
    struct packing *p = payload;
    struct wire_boot *boot = &p->boots[p->boot_count++];
    assert_true(p->boot_count < sizeof p->boots / sizeof p->boots[0]);
    *boot = (struct wire_boot){.base_utc_ms = b->base_utc_ms, .word = b->word};
    memcpy(boot->id, b->id, WIRE_ID_LEN);
    return 0;
}

static int
add_change(int64_t seq, const char *line, void *payload)
{
    struct packing *p = payload;
    fprintf(p->changes, "%s%s", p->change_seq ? "," : "", line);
    p->change_seq = seq;
    return 0;
}

void
hub_kiosk_pack(struct db *db, const uint8_t kiosk[STORE_KIOSK], int64_t after, int most, bool edits,
    uint8_t **body, size_t *len, int64_t *last)
{
    struct packing p = {.writer = batch_writer_create(), .last = after};
    struct wire_head head = {.home = "H1",
        .program = "test",
        .first = after + 1,
        .newest = event_last_seq(db),
        .boots = p.boots};
    char *changes = NULL, *refs = NULL;
    size_t size;
    p.changes = open_memstream(&changes, &size);
    fputc('[', p.changes);
    memcpy(head.kiosk, kiosk, STORE_KIOSK);
    outbox_id(db, head.before, after);
    assert_int_equal(outbox_each(db, after, most, add_event, &p), 0);
    assert_int_equal(outbox_boots_each(db, after + 1, p.last, add_boot, &p), 0);
    if (edits)
        assert_int_equal(change_pending_each(db, 0, add_change, &p), 0);
    fputc(']', p.changes);
    fclose(p.changes);
    assert_int_equal(refs_build(db, &refs, after + 1, p.last), DB_OK);
    head.last = p.last;
    head.boot_count = p.boot_count;
    head.refs = refs;
    head.changes = changes;
    assert_int_equal(batch_finish(p.writer, &head, body, len), WIRE_OK);
    batch_writer_destroy(p.writer);
    free(changes);
    free(refs);
    *last = p.last;
}

void
hub_kiosk_pair(struct store *store, const uint8_t kiosk[STORE_KIOSK], const char *home)
{
    struct store_kiosk k = {.name = "Door", .key = {1}, .paired_ms = 1};
    memcpy(k.id, kiosk, STORE_KIOSK);
    snprintf(k.home, sizeof k.home, "%s", home);
    assert_int_equal(store_kiosk_add(store, &k), DB_OK);
}

void
hub_kiosk_send(struct store *store, struct db *db, const uint8_t kiosk[STORE_KIOSK], int64_t *upto,
    int most, bool edits)
{
    struct store_kiosk k;
    int64_t newest = event_last_seq(db);
    assert_int_equal(store_kiosk_get(store, &k, kiosk), DB_OK);
    do {
        uint8_t *body;
        size_t len;
        int64_t last;
        char *text, why[INGEST_WHY];
        struct receipt receipt;
        struct receipt_refused *refused;
        hub_kiosk_pack(db, kiosk, *upto, most, edits, &body, &len, &last);
        struct ingest in = {.kiosk = &k, .body = body, .len = len, .now_ms = NOW_MS, .tls = ""};
        if (ingest_body(store, &text, &in, why) != DB_OK)
            fail_msg("%s", why);
        assert_true(receipt_read(&receipt, &refused, text, strlen(text)));
        assert_int_equal(receipt.upto, last);
        *upto = receipt.upto;
        if (edits && receipt.changes)
            assert_int_equal(change_done(db, receipt.changes), DB_OK);
        free(refused);
        free(text);
        free(body);
    } while (*upto < newest);
}
