/* What kiosks ask, handler by handler, without a socket: signatures, bad bodies, a full disk,
 * pairing, keys, the roster. */
#include "tests/testing.h"

#include "db/event.h"
#include "hub/caller.h"
#include "hub/desk.h"
#include "hub/ingest.h"
#include "hub/pair.h"
#include "hub/roster.h"
#include "hub/stick.h"
#include "tests/hub_kiosk.h"
#include "tests/hub_world.h"
#include "tests/world.h"
#include "wire/batch.h"
#include "wire/bundle.h"
#include "wire/pairing.h"
#include "wire/receipt.h"

#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define NOW_MS INT64_C(1796000000000)

struct ingest_world {
    struct hub_world w;
    struct world kiosk; /* its database */
    struct hub hub;
    struct desk desk;
    uint8_t id[STORE_KIOSK], key[SIGN_PUBLIC_LEN], secret[SIGN_SECRET_LEN];
    uint8_t *body;
    size_t len;
    struct header headers[4];
    char texts[3][128];
    struct response response;
};

static void
scan_one(struct ingest_world *i, int minute)
{
    struct scan scan;
    struct moment at = world_at(0, 8, minute, 0);
    assert_int_equal(attendance_scan(i->kiosk.db, &scan, i->kiosk.card, &at), DB_OK);
}

static void
pack(struct ingest_world *i)
{
    int64_t last;
    free(i->body);
    hub_kiosk_pack(i->kiosk.db, i->id, 0, 100, true, &i->body, &i->len, &last);
}

static int
set_up(void **state)
{
    struct ingest_world *i = calloc(1, sizeof *i);
    assert_non_null(i);
    hub_world_open(&i->w);
    world_open(&i->kiosk);
    i->hub = (struct hub){.name = "Qingshi", .pin = ""};
    i->desk = (struct desk){.hub = &i->hub, .store = i->w.store, .view = i->kiosk.db};
    memset(i->id, 7, sizeof i->id);
    sign_keys(i->key, i->secret);
    struct store_kiosk row = {.home = "H1", .paired_ms = 1};
    memcpy(row.id, i->id, sizeof row.id);
    memcpy(row.key, i->key, sizeof row.key);
    assert_int_equal(store_kiosk_add(i->w.store, &row), DB_OK);
    scan_one(i, 0);
    scan_one(i, 30);
    pack(i);
    *state = i;
    return 0;
}

static int
tear_down(void **state)
{
    struct ingest_world *i = *state;
    response_finish(&i->response);
    free(i->body);
    world_close(&i->kiosk);
    hub_world_close(&i->w);
    free(i);
    return 0;
}

typedef void handler(struct desk *, const struct request *, struct response *);

/* The signature of the last request stays in texts[2]. */
static int
ask(struct ingest_world *i, handler *handle, struct request *request, const uint8_t *secret)
{
    uint8_t signature[SIGN_LEN];
    struct sign_request sign = {.method = request->method == METHOD_POST ? "POST" : "GET",
        .path = request->target,
        .date_ms = NOW_MS - 5000,
        .body = request->body,
        .len = request->body_size};
    sign_request(signature, &sign, secret);
    wire_id_text(i->texts[0], i->id);
    snprintf(i->texts[1], sizeof i->texts[1], "%lld", (long long)sign.date_ms);
    sign_text(i->texts[2], signature);
    i->headers[0] = (struct header){SIGN_HEADER_KIOSK, i->texts[0]};
    i->headers[1] = (struct header){SIGN_HEADER_DATE, i->texts[1]};
    i->headers[2] = (struct header){SIGN_HEADER_SIGNATURE, i->texts[2]};
    request->headers = i->headers;
    request->header_count = i->headers[3].name ? 4 : 3;
    request->at_ms = NOW_MS;
    response_finish(&i->response);
    i->response = (struct response){.status = 200};
    handle(&i->desk, request, &i->response);
    return i->response.status;
}

static int
post(struct ingest_world *i, const uint8_t *body, size_t len)
{
    struct request request = {
        .method = METHOD_POST, .target = "/v1/events", .body = body, .body_size = len};
    return ask(i, ingest_events, &request, i->secret);
}

static struct receipt
receipt_of(struct ingest_world *i)
{
    struct receipt receipt;
    struct receipt_refused *refused;
    assert_true(receipt_read(&receipt, &refused, i->response.body, i->response.body_size));
    free(refused);
    return receipt;
}

static const char *
header_of(const struct response *response, const char *name)
{
    for (int n = 0; n < response->header_count; n++)
        if (strcmp(response->header[n].name, name) == 0)
            return response->header[n].value;
    return "";
}

static void
assert_signed(struct ingest_world *i)
{
    uint8_t secret[SIGN_SECRET_LEN], asked[SIGN_LEN], theirs[SIGN_LEN];
    assert_int_equal(hub_key(i->w.store, secret), DB_OK);
    assert_true(sign_text_read(asked, i->texts[2]));
    assert_true(sign_text_read(theirs, header_of(&i->response, SIGN_HEADER_SIGNATURE)));
    struct sign_answer answer = {.request = asked,
        .status = i->response.status,
        .date_ms = strtoll(header_of(&i->response, SIGN_HEADER_DATE), NULL, 10),
        .body = (const uint8_t *)i->response.body,
        .len = i->response.body_size};
    assert_true(sign_answer_holds(theirs, &answer, secret + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN));
}

static void
assert_untouched(struct ingest_world *i)
{
    assert_int_equal(hub_world_count(&i->w, "event", "1 = 1"), 0);
    assert_int_equal(hub_world_count(&i->w, "quarantine", "1 = 1"), 0);
    assert_int_equal(hub_world_count(&i->w, "change", "1 = 1"), 0);
}

static void
a_batch_is_answered_by_a_signed_receipt(void **state)
{
    struct ingest_world *i = *state;
    struct store_kiosk kiosk;
    assert_int_equal(post(i, i->body, i->len), 200);
    assert_signed(i);
    struct receipt r = receipt_of(i);
    assert_int_equal(r.upto, event_last_seq(i->kiosk.db));
    assert_true(r.changes > 0);
    assert_int_equal(r.time_ms, NOW_MS);
    assert_int_equal(store_kiosk_get(i->w.store, &kiosk, i->id), DB_OK);
    assert_int_equal(kiosk.clock_error_ms, -5000);
    assert_int_equal(post(i, i->body, i->len), 200);
    assert_int_equal(receipt_of(i).upto, r.upto);
    assert_int_equal(receipt_of(i).changes, r.changes);
    assert_int_equal(hub_world_count(&i->w, "event", "1 = 1"), r.upto);
}

static void
a_body_that_was_altered_on_its_way_is_nobodys(void **state)
{
    struct ingest_world *i = *state;
    struct request request = {.method = METHOD_POST, .target = "/v1/events"};
    /* Signed as it was, then changed: the signature is made of the same bytes by ask(). */
    uint8_t *other = malloc(i->len);
    assert_non_null(other);
    memcpy(other, i->body, i->len);
    other[i->len / 2] ^= 1;
    request.body = i->body;
    request.body_size = i->len;
    assert_int_equal(ask(i, ingest_events, &request, i->secret), 200);
    request.body = other;
    response_finish(&i->response);
    i->response = (struct response){.status = 200};
    ingest_events(&i->desk, &request, &i->response);
    assert_int_equal(i->response.status, 401);
    assert_int_equal(hub_world_count(&i->w, "quarantine", "1 = 1"), 0);
    free(other);
}

static void
another_key_an_unknown_kiosk_and_a_revoked_one_are_refused(void **state)
{
    struct ingest_world *i = *state;
    uint8_t key[SIGN_PUBLIC_LEN], secret[SIGN_SECRET_LEN];
    struct request request = {
        .method = METHOD_POST, .target = "/v1/events", .body = i->body, .body_size = i->len};
    sign_keys(key, secret);
    assert_int_equal(ask(i, ingest_events, &request, secret), 401);
    i->id[0] ^= 1;
    assert_int_equal(ask(i, ingest_events, &request, i->secret), 401);
    i->id[0] ^= 1;
    assert_int_equal(store_kiosk_revoke(i->w.store, i->id, 1, "lost"), DB_OK);
    assert_int_equal(ask(i, ingest_events, &request, i->secret), 403);
    assert_signed(i);
    assert_untouched(i);
}

static void
what_can_not_be_read_goes_into_quarantine_once(void **state)
{
    struct ingest_world *i = *state;
    for (int round = 0; round < 2; round++) {
        assert_int_equal(post(i, i->body, i->len - 3), 400);
        assert_signed(i);
    }
    assert_int_equal(hub_world_count(&i->w, "event", "1 = 1"), 0);
    assert_int_equal(hub_world_count(&i->w, "change", "1 = 1"), 0);
    assert_int_equal(hub_world_count(&i->w, "quarantine", "seq = 0"), 1);
    assert_int_equal(hub_world_count(&i->w, "alert", "kind = 'batch'"), 1);
}

/* What is signed is the path too. */
static void
a_signature_for_another_path_is_none(void **state)
{
    struct ingest_world *i = *state;
    struct request request = {
        .method = METHOD_POST, .target = "/v1/key", .body = i->body, .body_size = i->len};
    assert_int_equal(ask(i, ingest_events, &request, i->secret), 200);
    request.target = "/v1/events";
    response_finish(&i->response);
    i->response = (struct response){.status = 200};
    ingest_events(&i->desk, &request, &i->response);
    assert_int_equal(i->response.status, 401);
}

static void
a_batch_of_another_kiosk_is_not_taken_from_this_one(void **state)
{
    struct ingest_world *i = *state;
    int64_t last;
    uint8_t other[STORE_KIOSK] = {9};
    free(i->body);
    hub_kiosk_pack(i->kiosk.db, other, 0, 100, true, &i->body, &i->len, &last);
    assert_int_equal(post(i, i->body, i->len), 400);
    assert_int_equal(hub_world_count(&i->w, "event", "1 = 1"), 0);
}

static void
nothing_at_all_is_refused(void **state)
{
    struct ingest_world *i = *state;
    struct request request = {.method = METHOD_POST, .target = "/v1/events"};
    response_finish(&i->response);
    i->response = (struct response){.status = 200};
    ingest_events(&i->desk, &request, &i->response);
    assert_int_equal(i->response.status, 401);
    assert_untouched(i);
}

/* No file may grow: what a full disk does. Every byte that came is as if it had not. */
static void
a_hub_that_is_full_says_later_and_keeps_nothing_half(void **state)
{
    struct ingest_world *i = *state;
    struct rlimit free_disk, full = {0, 0};
    if (getenv("ZHAOXI_STORE"))
        NOT_HERE("the disk of PostgreSQL is another");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &free_disk), 0);
    full.rlim_max = free_disk.rlim_max;
    full.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    int status = post(i, i->body, i->len);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &free_disk), 0);
    assert_int_equal(status, 503);
    assert_string_equal(header_of(&i->response, "Retry-After"), "60");
    assert_untouched(i);
    assert_int_equal(post(i, i->body, i->len), 200);
    assert_int_equal(receipt_of(i).upto, event_last_seq(i->kiosk.db));
}

/* ---- pairing ---- */

static const uint8_t setup_secret[SETUP_SECRET_LEN] = {1, 2, 3};

static void
show_code(struct ingest_world *i)
{
    struct store_pairing code = {
        .home = "H1", .name = "Front door", .by = "wang", .until_ms = NOW_MS + 1000};
    setup_id(code.id, setup_secret);
    memcpy(code.secret, setup_secret, sizeof code.secret);
    assert_int_equal(store_pairing_put(i->w.store, &code), DB_OK);
}

static int
pair(struct ingest_world *i, struct pair_answer *out, const uint8_t secret[SETUP_SECRET_LEN],
    const uint8_t *earlier)
{
    char text[PAIR_TEXT];
    struct pair_request asked = {.home = "H1", .program = "test"};
    setup_id(asked.setup, setup_secret);
    memcpy(asked.key, i->key, sizeof asked.key);
    if (earlier)
        memcpy(asked.kiosk, earlier, sizeof asked.kiosk);
    pair_proof(asked.proof, &asked, secret);
    pair_request_write(text, &asked);
    struct request request = {.method = METHOD_POST,
        .target = "/v1/pair",
        .body = (const uint8_t *)text,
        .body_size = strlen(text)};
    int status = ask(i, pair_kiosk, &request, i->secret);
    if (status == 200)
        assert_true(pair_answer_read(out, i->response.body, i->response.body_size));
    return status;
}

static void
a_kiosk_pairs_once_by_a_code(void **state)
{
    struct ingest_world *i = *state;
    struct pair_answer answer;
    const uint8_t wrong[SETUP_SECRET_LEN] = {3, 2, 1};
    assert_int_equal(pair(i, &answer, setup_secret, NULL), 403);
    show_code(i);
    assert_int_equal(pair(i, &answer, wrong, NULL), 403);
    sign_keys(i->key, i->secret);
    assert_int_equal(pair(i, &answer, setup_secret, NULL), 200);
    assert_signed(i);
    assert_string_equal(answer.home, "H1");
    assert_string_equal(answer.name, "Qingshi");
    assert_int_equal(pair(i, &answer, setup_secret, NULL), 403);
    memcpy(i->id, answer.kiosk, sizeof i->id);
    pack(i);
    assert_int_equal(post(i, i->body, i->len), 200);
}

static void
a_kiosk_that_pairs_again_stays_the_same(void **state)
{
    struct ingest_world *i = *state;
    struct pair_answer answer;
    assert_int_equal(post(i, i->body, i->len), 200);
    assert_int_equal(store_kiosk_revoke(i->w.store, i->id, 1, "lost"), DB_OK);
    show_code(i);
    sign_keys(i->key, i->secret);
    assert_int_equal(pair(i, &answer, setup_secret, i->id), 200);
    assert_memory_equal(answer.kiosk, i->id, sizeof i->id);
    scan_one(i, 50);
    pack(i);
    assert_int_equal(post(i, i->body, i->len), 200);
    assert_int_equal(hub_world_count(&i->w, "event", "1 = 1"), event_last_seq(i->kiosk.db));
}

static int
change_key(
    struct ingest_world *i, const uint8_t *public_key, const uint8_t *secret, const uint8_t *signs)
{
    char text[PAIR_TEXT];
    key_request_write(text, i->id, public_key, secret);
    struct request request = {.method = METHOD_POST,
        .target = "/v1/key",
        .body = (const uint8_t *)text,
        .body_size = strlen(text)};
    return ask(i, pair_key, &request, signs);
}

static void
keys_change_and_an_answer_that_was_lost_does_no_harm(void **state)
{
    struct ingest_world *i = *state;
    uint8_t key[SIGN_PUBLIC_LEN], secret[SIGN_SECRET_LEN], third[SIGN_PUBLIC_LEN],
        third_secret[SIGN_SECRET_LEN];
    sign_keys(key, secret);
    sign_keys(third, third_secret);
    assert_int_equal(change_key(i, key, secret, i->secret), 200);
    assert_int_equal(change_key(i, key, secret, i->secret), 200);
    /* The old key does nothing else any more. */
    assert_int_equal(change_key(i, third, third_secret, i->secret), 400);
    assert_int_equal(post(i, i->body, i->len), 401);
    memcpy(i->secret, secret, sizeof secret);
    assert_int_equal(post(i, i->body, i->len), 200);
}

static void
the_roster_comes_signed_and_once(void **state)
{
    struct ingest_world *i = *state;
    struct request request = {.method = METHOD_GET, .target = "/v1/roster"};
    assert_int_equal(ask(i, roster_answer, &request, i->secret), 200);
    assert_signed(i);
    char etag[128];
    snprintf(etag, sizeof etag, "%s", header_of(&i->response, "ETag"));
    assert_true(*etag && i->response.body_size > 10);
    i->headers[3] = (struct header){"If-None-Match", etag};
    assert_int_equal(ask(i, roster_answer, &request, i->secret), 304);
    assert_signed(i);
}

/* A Home's code that reads as another one's name gets none of that one's names. */
static void
the_roster_goes_by_the_code_alone(void **state)
{
    struct ingest_world *i = *state;
    struct request request = {.method = METHOD_GET, .target = "/v1/roster"};
    struct store_kiosk row = {.paired_ms = 1};
    memset(i->id, 9, sizeof i->id);
    assert_true(strlen(i->kiosk.home.name) < sizeof row.home);
    memcpy(row.home, i->kiosk.home.name, strlen(i->kiosk.home.name));
    memcpy(row.id, i->id, sizeof row.id);
    memcpy(row.key, i->key, sizeof row.key);
    assert_int_equal(store_kiosk_add(i->w.store, &row), DB_OK);
    assert_int_equal(ask(i, roster_answer, &request, i->secret), 404);
}

/* ---- a stick ---- */

static uint8_t *
write_bundle(struct ingest_world *i, size_t *len)
{
    uint8_t *file, hub[SIGN_SECRET_LEN];
    struct bundle_part part = {BUNDLE_EVENTS, i->body, i->len};
    struct bundle bundle = {.way = BUNDLE_UP, .parts = &part, .count = 1};
    memcpy(bundle.kiosk, i->id, sizeof bundle.kiosk);
    assert_int_equal(hub_key(i->w.store, hub), DB_OK);
    assert_int_equal(
        bundle_write(&file, len, &bundle, hub + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN, i->secret),
        WIRE_OK);
    return file;
}

static int
read_receipt(const struct bundle_part *part, void *payload)
{
    struct receipt_refused *refused;
    if (part->kind == BUNDLE_RECEIPT) {
        assert_true(receipt_read(payload, &refused, (const char *)part->data, part->len));
        free(refused);
    }
    return 0;
}

static void
what_comes_on_a_stick_counts_and_goes_back_with_a_receipt(void **state)
{
    struct ingest_world *i = *state;
    struct stick stick;
    struct receipt receipt = {0};
    uint8_t hub[SIGN_SECRET_LEN], shared[SIGN_SHARED_LEN];
    char why[STICK_WHY];
    size_t len;
    uint8_t *file = write_bundle(i, &len);
    const uint8_t *hub_public = hub + SIGN_SECRET_LEN - SIGN_PUBLIC_LEN;
    assert_int_equal(hub_key(i->w.store, hub), DB_OK);
    assert_int_equal(stick_take(&stick, &i->desk, file, len, NOW_MS, why), DB_OK);
    assert_int_equal(stick.upto, event_last_seq(i->kiosk.db));
    assert_int_equal(
        bundle_read(stick.file, stick.len, hub_public, i->key, i->secret, read_receipt, &receipt),
        WIRE_OK);
    assert_int_equal(receipt.upto, stick.upto);
    assert_true(sign_shared(shared, i->secret, hub_public));
    assert_true(receipt_code_holds(stick.code, &receipt, shared));
    free(stick.file);
    file[len / 2] ^= 1;
    assert_int_equal(stick_take(&stick, &i->desk, file, len, NOW_MS, why), DB_REFUSED);
    assert_int_equal(stick_take(&stick, &i->desk, file, 10, NOW_MS, why), DB_REFUSED);
    free(file);
}

/* A lost kiosk's key stays without worth when the kiosk is found, or another takes its place. */
static void
a_key_that_was_revoked_opens_nothing_again(void **state)
{
    struct ingest_world *i = *state;
    struct pair_answer answer;
    struct stick stick;
    uint8_t lost[SIGN_SECRET_LEN];
    char why[STICK_WHY];
    size_t len;
    uint8_t *file = write_bundle(i, &len);
    memcpy(lost, i->secret, sizeof lost);
    assert_int_equal(store_kiosk_revoke(i->w.store, i->id, 1, "lost"), DB_OK);
    show_code(i);
    sign_keys(i->key, i->secret);
    assert_int_equal(pair(i, &answer, setup_secret, i->id), 200);
    assert_int_equal(stick_take(&stick, &i->desk, file, len, NOW_MS, why), DB_REFUSED);
    assert_int_equal(change_key(i, i->key, i->secret, lost), 401);
    assert_untouched(i);
    free(file);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(a_batch_is_answered_by_a_signed_receipt),
        TEST(a_body_that_was_altered_on_its_way_is_nobodys),
        TEST(another_key_an_unknown_kiosk_and_a_revoked_one_are_refused),
        TEST(what_can_not_be_read_goes_into_quarantine_once),
        TEST(a_signature_for_another_path_is_none),
        TEST(a_batch_of_another_kiosk_is_not_taken_from_this_one), TEST(nothing_at_all_is_refused),
        TEST(a_hub_that_is_full_says_later_and_keeps_nothing_half),
        TEST(a_kiosk_pairs_once_by_a_code), TEST(a_kiosk_that_pairs_again_stays_the_same),
        TEST(keys_change_and_an_answer_that_was_lost_does_no_harm),
        TEST(the_roster_comes_signed_and_once), TEST(the_roster_goes_by_the_code_alone),
        TEST(a_key_that_was_revoked_opens_nothing_again),
        TEST(what_comes_on_a_stick_counts_and_goes_back_with_a_receipt)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
