#include "hub/stick.h"

#include "db/clock.h"
#include "db/day.h"
#include "db/people.h"
#include "db/roster_doc.h"
#include "hub/caller.h"
#include "hub/follow.h"
#include "hub/ingest.h"
#include "hub/text.h"
#include "wire/bundle.h"

#include <libgen.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHINA_MIN = 480 };

struct taking {
    struct desk *desk;
    const struct store_kiosk *kiosk;
    int64_t now_ms;
    char *receipt; /* of the last batch */
    int rc;
    char *why;
};

static int
take_part(const struct bundle_part *part, void *payload)
{
    struct taking *t = payload;
    if (part->kind != BUNDLE_EVENTS)
        return 0;
    struct ingest in = {.kiosk = t->kiosk,
        .body = part->data,
        .len = part->len,
        .now_ms = t->now_ms,
        .tls = t->desk->hub->pin};
    free(t->receipt);
    t->rc = ingest_body(t->desk->store, &t->receipt, &in, t->why);
    return t->rc != DB_OK;
}

/* Which kiosk it says it is from, where that is one of ours. */
static int
find_kiosk(struct stick *out, struct desk *desk, const uint8_t *file, size_t len, char *why)
{
    struct bundle bundle;
    if (bundle_peek(&bundle, file, len) != WIRE_OK || bundle.way != BUNDLE_UP) {
        snprintf(why, STICK_WHY, "%s", _("This is no file that a kiosk has written."));
        return DB_REFUSED;
    }
    int rc = store_kiosk_get(desk->store, &out->kiosk, bundle.kiosk);
    if (rc == DB_OK && !out->kiosk.revoked_ms)
        return DB_OK;
    snprintf(why, STICK_WHY, "%s",
        rc == DB_FAILED ? store_why(desk->store)
                        : _("The kiosk that wrote this is not paired with this hub."));
    return rc == DB_FAILED ? rc : DB_REFUSED;
}

/* Opened with the key that the kiosk signs with now, or with the one before. */
static int
read_parts(struct taking *t, const uint8_t secret[SIGN_SECRET_LEN], const uint8_t *file, size_t len)
{
    const uint8_t *own = secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN;
    int rc = bundle_read(file, len, t->kiosk->key, own, secret, take_part, t);
    if (rc == WIRE_MALFORMED && !sodium_is_zero(t->kiosk->old_key, STORE_KEY))
        rc = bundle_read(file, len, t->kiosk->old_key, own, secret, take_part, t);
    if (t->rc == DB_OK && (rc != WIRE_OK || !t->receipt)) {
        snprintf(t->why, STICK_WHY, "%s",
            _("The file is damaged, or it was meant for another hub. Have it written again."));
        t->rc = DB_REFUSED;
    }
    return t->rc;
}

/* The roster as the view has it; NULL while it has no such Home. */
static char *
make_roster(struct desk *desk, const struct store_kiosk *kiosk, int64_t now_ms)
{
    struct home home;
    char id[WIRE_ID_TEXT + 1], *text = NULL;
    wire_id_text(id, kiosk->id);
    if (!home_find(desk->view, &home, kiosk->home) || strcmp(home.code, kiosk->home) != 0 ||
        roster_doc_build(desk->view, home.id, id, day_of(now_ms, CHINA_MIN), &text) != DB_OK)
        return NULL;
    return text;
}

static int
make_answer(struct stick *out, const struct taking *t, const uint8_t secret[SIGN_SECRET_LEN])
{
    char *roster = make_roster(t->desk, &out->kiosk, t->now_ms);
    struct bundle_part parts[] = {{BUNDLE_RECEIPT, (const uint8_t *)t->receipt, strlen(t->receipt)},
        {BUNDLE_ROSTER, (const uint8_t *)roster, roster ? strlen(roster) : 0}};
    struct bundle bundle = {.way = BUNDLE_DOWN, .parts = parts, .count = roster ? 2 : 1};
    memcpy(bundle.kiosk, out->kiosk.id, WIRE_ID_LEN);
    int rc = bundle_write(&out->file, &out->len, &bundle, out->kiosk.key, secret);
    roster_doc_free(roster);
    return rc == WIRE_OK ? DB_OK : DB_FAILED;
}

static void
make_code(struct stick *out, const char *receipt, const uint8_t secret[SIGN_SECRET_LEN])
{
    struct receipt read;
    struct receipt_refused *refused = NULL;
    uint8_t shared[SIGN_SHARED_LEN];
    if (receipt_read(&read, &refused, receipt, strlen(receipt))) {
        out->upto = read.upto;
        if (!sign_shared(shared, secret, out->kiosk.key) || !receipt_code(out->code, &read, shared))
            out->code[0] = '\0';
    }
    free(refused);
}

int
stick_take(struct stick *out, struct desk *desk, const uint8_t *file, size_t len, int64_t now_ms,
    char why[STICK_WHY])
{
    uint8_t secret[SIGN_SECRET_LEN];
    *out = (struct stick){0};
    struct taking t = {.desk = desk, .kiosk = &out->kiosk, .now_ms = now_ms, .why = why};
    int rc = find_kiosk(out, desk, file, len, why);
    if (rc == DB_OK && (rc = hub_key(desk->store, secret)) != DB_OK)
        snprintf(why, STICK_WHY, "%.*s", STICK_WHY - 1, store_why(desk->store));
    if (rc == DB_OK)
        rc = read_parts(&t, secret, file, len);
    if (rc == DB_OK)
        rc = make_answer(out, &t, secret);
    if (rc == DB_OK)
        make_code(out, t.receipt, secret);
    sodium_memzero(secret, sizeof secret);
    free(t.receipt);
    return rc;
}

static uint8_t *
read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rbe");
    uint8_t *bytes = f ? malloc(BUNDLE_MOST + 1) : NULL;
    *len = bytes ? fread(bytes, 1, BUNDLE_MOST + 1, f) : 0;
    bool good = bytes && !ferror(f) && *len <= BUNDLE_MOST;
    if (f)
        fclose(f);
    if (!good) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

static bool
write_answer(const struct stick *stick, const char *from, const char *folder)
{
    char path[4096], name[4096];
    snprintf(name, sizeof name, "%s", from);
    const char *base = basename(name);
    snprintf(path, sizeof path, "%s/%.*s.zxd", folder, (int)strcspn(base, "."), base);
    FILE *f = fopen(path, "wbe");
    bool good = f && fwrite(stick->file, 1, stick->len, f) == stick->len;
    if (f)
        good = fclose(f) == 0 && good;
    if (good)
        printf(
            _("%s: events are held up to no. %lld. Take %s back to it, or read it this code: %s\n"),
            stick->kiosk.name, (long long)stick->upto, path, stick->code);
    return good;
}

/* The view first, so that the roster has what the file brought. */
static int
take_file(struct desk *desk, const char *path, const char *folder)
{
    struct moment now;
    struct stick stick = {0};
    struct follow_counts counts = {0};
    size_t len;
    char why[STICK_WHY] = "";
    uint8_t *bytes = read_file(path, &len);
    clock_read(&now);
    if (!bytes) {
        fprintf(stderr, "zhaoxi-hub: %s\n", path);
        return 1;
    }
    int rc = stick_take(&stick, desk, bytes, len, now.utc_ms, why);
    if (rc == DB_OK && follow(desk->store, desk->view, "", &counts) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", db_why(desk->view));
    bool written = rc == DB_OK && write_answer(&stick, path, folder);
    if (rc != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", why);
    else if (!written)
        fprintf(stderr, "zhaoxi-hub: %s\n", folder);
    free(stick.file);
    free(bytes);
    return written ? 0 : 1;
}

int
stick_command(const struct hub *hub, int argc, char **argv)
{
    char beside[4096];
    if (argc < 2 || argc > 3)
        return 2;
    snprintf(beside, sizeof beside, "%s", argv[1]);
    struct hub shared = *hub;
    struct desk *desk = desk_open(&shared, LANE_SLOW);
    if (!desk)
        return 1;
    int status = take_file(desk, argv[1], argc == 3 ? argv[2] : dirname(beside));
    desk_close(desk);
    return status;
}
