#include "wire/receipt.h"

#include "db/base32.h"
#include "wire/ids.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* ---- JSON ---- */

static json_t *
pack_refused(const struct receipt *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->refused_count; i++)
        json_array_append_new(
            list, json_pack("[Is]", (json_int_t)r->refused[i].seq, r->refused[i].reason));
    return list;
}

char *
receipt_write(const struct receipt *r)
{
    char kiosk[WIRE_ID_TEXT + 1], id[ID_TEXT + 1];
    wire_id_text(kiosk, r->kiosk);
    id_text(id, r->id);
    json_t *json = json_pack("{si ss sI ss sI sb sI sI ss so}", "v", 1, "kiosk", kiosk, "upto",
        (json_int_t)r->upto, "id", id, "time", (json_int_t)r->time_ms, "gap", (int)r->gap, "fork",
        (json_int_t)r->fork, "changes", (json_int_t)r->changes, "tls", r->tls, "refused",
        pack_refused(r));
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    if (!text)
        abort();
    return text;
}

/* Cuts a long reason, not in the middle of a character. */
static void
copy_reason(char out[RECEIPT_REASON + 1], const char *reason)
{
    size_t len = strlen(reason);
    if (len > RECEIPT_REASON) {
        len = RECEIPT_REASON;
        while (len > 0 && ((unsigned char)reason[len] & 0xc0) == 0x80)
            len--;
    }
    memcpy(out, reason, len);
    out[len] = '\0';
}

static bool
read_refused(struct receipt *out, struct receipt_refused *refused, json_t *list)
{
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        const char *reason;
        json_int_t seq;
        if (json_unpack(one, "[Is!]", &seq, &reason) != 0 || seq < 1)
            return false;
        refused[i].seq = seq;
        copy_reason(refused[i].reason, reason);
    }
    out->refused = refused;
    out->refused_count = i;
    return true;
}

static bool
read_fields(struct receipt *out, struct receipt_refused **refused, json_t *json)
{
    const char *kiosk, *id, *tls;
    json_int_t upto, time_ms, fork, changes = 0;
    json_t *list;
    int version, gap;
    if (json_unpack(json, "{si ss sI ss sI sb sI s?I ss so}", "v", &version, "kiosk", &kiosk,
            "upto", &upto, "id", &id, "time", &time_ms, "gap", &gap, "fork", &fork, "changes",
            &changes, "tls", &tls, "refused", &list) != 0 ||
        version != 1 || upto < 0 || fork < 0 || changes < 0 || strlen(tls) >= RECEIPT_TLS ||
        !json_is_array(list) || json_array_size(list) > RECEIPT_REFUSED_MOST ||
        !wire_id_read(out->kiosk, kiosk) || !id_read(out->id, id, strlen(id)))
        return false;
    out->upto = upto;
    out->time_ms = time_ms;
    out->gap = gap;
    out->fork = fork;
    out->changes = changes;
    memcpy(out->tls, tls, strlen(tls) + 1);
    *refused = calloc(json_array_size(list) + 1, sizeof **refused);
    if (!*refused)
        abort();
    return read_refused(out, *refused, list);
}

bool
receipt_read(struct receipt *out, struct receipt_refused **refused, const char *text, size_t len)
{
    *out = (struct receipt){0};
    *refused = NULL;
    json_t *json = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    bool fine = json && read_fields(out, refused, json);
    json_decref(json);
    if (!fine) {
        free(*refused);
        *refused = NULL;
    }
    return fine;
}

/* ---- 12 characters ---- */

/* 56 bits; base32 shows by four more that are 0. */
enum { CODE_BYTES = 7, CHECK_BITS = 25 };
_Static_assert(BASE32_LEN(CODE_BYTES) == RECEIPT_CODE, "the length of a code");

static uint64_t
check_of(const struct receipt *r, const uint8_t shared[SIGN_SHARED_LEN])
{
    uint8_t upto[8], hash[crypto_generichash_BYTES_MIN];
    static const char purpose[] = "zhaoxi1 receipt";
    crypto_generichash_state state;
    if (sodium_init() < 0)
        abort();
    bytes_put(upto, sizeof upto, (uint64_t)r->upto);
    crypto_generichash_init(&state, shared, SIGN_SHARED_LEN, sizeof hash);
    crypto_generichash_update(&state, (const uint8_t *)purpose, sizeof purpose);
    crypto_generichash_update(&state, r->kiosk, WIRE_ID_LEN);
    crypto_generichash_update(&state, upto, sizeof upto);
    crypto_generichash_update(&state, r->id, WIRE_ID_LEN);
    crypto_generichash_final(&state, hash, sizeof hash);
    return bytes_get(hash, 4) >> (32 - CHECK_BITS);
}

bool
receipt_code(
    char out[RECEIPT_CODE + 1], const struct receipt *r, const uint8_t shared[SIGN_SHARED_LEN])
{
    uint8_t raw[CODE_BYTES];
    if (r->upto < 0 || r->upto > RECEIPT_UPTO_MOST)
        return false;
    bytes_put(raw, sizeof raw, (uint64_t)r->upto << CHECK_BITS | check_of(r, shared));
    base32_write(out, raw, sizeof raw);
    return true;
}

int64_t
receipt_code_upto(const char *text)
{
    uint8_t raw[CODE_BYTES];
    if (!base32_read(raw, sizeof raw, text))
        return -1;
    return (int64_t)(bytes_get(raw, sizeof raw) >> CHECK_BITS);
}

bool
receipt_code_holds(const char *text, const struct receipt *r, const uint8_t shared[SIGN_SHARED_LEN])
{
    uint8_t raw[CODE_BYTES];
    return r->upto >= 0 && base32_read(raw, sizeof raw, text) &&
           bytes_get(raw, sizeof raw) == ((uint64_t)r->upto << CHECK_BITS | check_of(r, shared));
}
