/* office: what the people in the township's office do, for flows: a set-up code, a bundle taken in,
 * a receipt for it.
 *
 *   office code STORE HOME ADDRESS     prints a set-up code
 *   office take STORE FILE.zxu OUT.zxd takes a bundle in, writes what goes back, prints 12
 * characters office revoke STORE                ends every kiosk's pairing */
#include "hub/caller.h"
#include "hub/ingest.h"
#include "wire/bundle.h"
#include "wire/pairing.h"
#include "wire/receipt.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

static void
must(int rc, struct store *store)
{
    if (rc == DB_OK)
        return;
    fprintf(stderr, "office: %s\n", store_why(store));
    exit(1);
}

static int64_t
now_ms(void)
{
    struct timeval t;
    gettimeofday(&t, NULL);
    return (int64_t)t.tv_sec * 1000 + t.tv_usec / 1000;
}

static void
print_code(struct store *store, const char *home, const char *address)
{
    struct setup setup = {0};
    struct store_pairing pairing = {.until_ms = now_ms() + 3600000};
    uint8_t key[SIGN_SECRET_LEN];
    char text[SETUP_TEXT];
    must(hub_key(store, key), store);
    sign_key_hash(setup.hub, key + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN);
    randombytes_buf(setup.secret, sizeof setup.secret);
    snprintf(setup.address, sizeof setup.address, "%s", address);
    setup_id(pairing.id, setup.secret);
    memcpy(pairing.secret, setup.secret, sizeof setup.secret);
    snprintf(pairing.home, sizeof pairing.home, "%s", home);
    snprintf(pairing.name, sizeof pairing.name, "door");
    snprintf(pairing.by, sizeof pairing.by, "test");
    must(store_pairing_put(store, &pairing), store);
    if (!setup_text(text, &setup))
        exit(1);
    puts(text);
}

struct taking {
    struct store *store;
    struct store_kiosk kiosk;
    char *receipt;
};

static int
take_part(const struct bundle_part *part, void *payload)
{
    struct taking *t = payload;
    char why[INGEST_WHY];
    if (part->kind != BUNDLE_EVENTS)
        return 0;
    free(t->receipt);
    t->receipt = NULL;
    struct ingest in = {
        .kiosk = &t->kiosk, .body = part->data, .len = part->len, .now_ms = now_ms(), .tls = ""};
    if (ingest_body(t->store, &t->receipt, &in, why) != DB_OK) {
        fprintf(stderr, "office: %s\n", why);
        exit(1);
    }
    return 0;
}

static void
give_back(const struct taking *t, const uint8_t key[SIGN_SECRET_LEN], const char *path)
{
    struct bundle_part part = {BUNDLE_RECEIPT, (const uint8_t *)t->receipt, strlen(t->receipt)};
    struct bundle back = {.way = BUNDLE_DOWN, .parts = &part, .count = 1};
    struct receipt receipt;
    struct receipt_refused *refused;
    uint8_t *file, shared[SIGN_SHARED_LEN];
    char code[RECEIPT_CODE + 1];
    size_t len;
    memcpy(back.kiosk, t->kiosk.id, sizeof back.kiosk);
    FILE *out = fopen(path, "wb");
    if (!out || bundle_write(&file, &len, &back, t->kiosk.key, key) != WIRE_OK ||
        fwrite(file, 1, len, out) != len || fclose(out) != 0 ||
        !receipt_read(&receipt, &refused, t->receipt, strlen(t->receipt)) ||
        !sign_shared(shared, key, t->kiosk.key) || !receipt_code(code, &receipt, shared))
        exit(1);
    puts(code);
    free(file);
    free(refused);
}

static void
take(struct store *store, const char *path, const char *out)
{
    static uint8_t file[16 << 20];
    struct taking t = {.store = store};
    struct bundle head;
    uint8_t key[SIGN_SECRET_LEN];
    FILE *in = fopen(path, "rb");
    size_t len = in ? fread(file, 1, sizeof file, in) : 0;
    if (!in || fclose(in) != 0 || bundle_peek(&head, file, len) != WIRE_OK)
        exit(1);
    must(hub_key(store, key), store);
    must(store_kiosk_get(store, &t.kiosk, head.kiosk), store);
    if (bundle_read(file, len, t.kiosk.key, key + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN, key, take_part,
            &t) != WIRE_OK ||
        !t.receipt)
        exit(1);
    give_back(&t, key, out);
    free(t.receipt);
}

static int
revoke(const struct store_kiosk *kiosk, void *payload)
{
    return store_kiosk_revoke(payload, kiosk->id, now_ms(), "lost");
}

int
main(int argc, char **argv)
{
    struct store *store;
    if (argc < 3 || sodium_init() < 0)
        return 2;
    must(store_open(&store, argv[2]), store);
    if (argc == 5 && strcmp(argv[1], "code") == 0)
        print_code(store, argv[3], argv[4]);
    else if (argc == 5 && strcmp(argv[1], "take") == 0)
        take(store, argv[3], argv[4]);
    else if (strcmp(argv[1], "revoke") == 0)
        must(store_kiosk_each(store, "", revoke, store), store);
    else
        return 2;
    store_close(store);
    return 0;
}
