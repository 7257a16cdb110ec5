/* What goes with a batch: who signed it, receipts, set-up codes, bundles on a stick. */
#include "tests/testing.h"

#include "wire/bundle.h"
#include "wire/pairing.h"
#include "wire/receipt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct keys {
    uint8_t public_key[SIGN_PUBLIC_LEN], secret[SIGN_SECRET_LEN];
};

static struct keys hub, kiosk, other;

static int
make_keys(void **state)
{
    (void)state;
    sign_keys(hub.public_key, hub.secret);
    sign_keys(kiosk.public_key, kiosk.secret);
    sign_keys(other.public_key, other.secret);
    return 0;
}

/* ---- signatures ---- */

static void
a_request_that_is_changed_anywhere_does_not_hold(void **state)
{
    static const uint8_t body[] = "events", changed[] = "eventz";
    const struct sign_request r = {"POST", "/v1/events", 1795500000000, body, 6};
    struct sign_request wrong[] = {r, r, r, r, r, r};
    uint8_t signature[SIGN_LEN], read[SIGN_LEN];
    char text[SIGN_TEXT + 1];
    (void)state;
    sign_request(signature, &r, kiosk.secret);
    assert_true(sign_request_holds(signature, &r, kiosk.public_key));
    assert_false(sign_request_holds(signature, &r, other.public_key));
    wrong[0].method = "GET";
    wrong[1].path = "/v1/events?";
    wrong[2].date_ms++;
    wrong[3].body = changed;
    wrong[4].len--;
    wrong[5].method = "POST\n/v1/events";
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(sign_request_holds(signature, &wrong[i], kiosk.public_key));
    sign_text(text, signature);
    assert_int_equal(strlen(text), SIGN_TEXT);
    assert_true(sign_text_read(read, text));
    assert_memory_equal(read, signature, SIGN_LEN);
    text[SIGN_TEXT - 1] = '\0';
    assert_false(sign_text_read(read, text));
    assert_false(sign_text_read(read, ""));
}

static void
an_answer_can_not_be_given_to_another_question(void **state)
{
    uint8_t asked[SIGN_LEN] = {1}, other_question[SIGN_LEN] = {2}, signature[SIGN_LEN];
    struct sign_answer a = {asked, 200, 5, (const uint8_t *)"{}", 2};
    (void)state;
    sign_answer(signature, &a, hub.secret);
    assert_true(sign_answer_holds(signature, &a, hub.public_key));
    a.request = other_question;
    assert_false(sign_answer_holds(signature, &a, hub.public_key));
    a.request = asked;
    a.status = 409;
    assert_false(sign_answer_holds(signature, &a, hub.public_key));
    struct sign_request as_request = {"", "", 5, (const uint8_t *)"{}", 2};
    assert_false(sign_request_holds(signature, &as_request, hub.public_key));
}

static void
both_ends_share_a_key_that_a_third_has_not(void **state)
{
    uint8_t a[SIGN_SHARED_LEN], b[SIGN_SHARED_LEN], c[SIGN_SHARED_LEN];
    static const uint8_t none[SIGN_PUBLIC_LEN];
    (void)state;
    assert_true(sign_shared(a, hub.secret, kiosk.public_key));
    assert_true(sign_shared(b, kiosk.secret, hub.public_key));
    assert_true(sign_shared(c, other.secret, hub.public_key));
    assert_memory_equal(a, b, sizeof a);
    assert_memory_not_equal(a, c, sizeof a);
    assert_false(sign_shared(a, hub.secret, none));
}

/* ---- receipts ---- */

static void
a_receipt_comes_back_as_it_was(void **state)
{
    struct receipt_refused list[] = {{4811, "card of another township"}, {4812, "未知"}}, *refused;
    struct receipt r = {.kiosk = {1, 2, 3},
                       .upto = 4812,
                       .id = {9},
                       .time_ms = 1795500000000,
                       .gap = true,
                       .fork = 7,
                       .changes = 31,
                       .tls = "sha256//x",
                       .refused = list,
                       .refused_count = 2},
                   back;
    char *text = receipt_write(&r);
    (void)state;
    assert_true(receipt_read(&back, &refused, text, strlen(text)));
    assert_memory_equal(back.kiosk, r.kiosk, WIRE_ID_LEN);
    assert_memory_equal(back.id, r.id, WIRE_ID_LEN);
    assert_int_equal(back.upto, 4812);
    assert_int_equal(back.time_ms, r.time_ms);
    assert_true(back.gap);
    assert_int_equal(back.fork, 7);
    assert_int_equal(back.changes, 31);
    assert_string_equal(back.tls, "sha256//x");
    assert_int_equal(back.refused_count, 2);
    assert_int_equal(back.refused[1].seq, 4812);
    assert_string_equal(back.refused[1].reason, "未知");
    free(refused);
    for (size_t cut = 0; cut < strlen(text); cut++) {
        assert_false(receipt_read(&back, &refused, text, cut));
        assert_null(refused);
    }
    free(text);
}

static void
a_long_reason_is_cut_between_characters(void **state)
{
    char json[1200] = "{\"v\":1,\"kiosk\":\"00000000000000000000000000\",\"upto\":1,"
                      "\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"time\":0,\"gap\":false,\"fork\":0,"
                      "\"tls\":\"\",\"refused\":[[1,\"x";
    struct receipt_refused *refused;
    struct receipt r;
    (void)state;
    for (int i = 0; i < 60; i++)
        memcpy(json + strlen(json), "朝", sizeof "朝");
    memcpy(json + strlen(json), "\"]]}", 5);
    assert_true(receipt_read(&r, &refused, json, strlen(json)));
    assert_int_equal(strlen(r.refused[0].reason), 118); /* x and 39 characters of three bytes */
    free(refused);
}

static void
twelve_typed_characters_are_believed_only_whole(void **state)
{
    uint8_t shared[SIGN_SHARED_LEN], wrong[SIGN_SHARED_LEN];
    struct receipt r = {.kiosk = {5}, .upto = 4812, .id = {6}};
    char code[RECEIPT_CODE + 1], typed[32];
    (void)state;
    assert_true(sign_shared(shared, hub.secret, kiosk.public_key));
    assert_true(sign_shared(wrong, other.secret, kiosk.public_key));
    assert_true(receipt_code(code, &r, shared));
    assert_int_equal(strlen(code), RECEIPT_CODE);
    assert_int_equal(receipt_code_upto(code), 4812);
    assert_true(receipt_code_holds(code, &r, shared));
    assert_false(receipt_code_holds(code, &r, wrong));
    snprintf(typed, sizeof typed, " %.4s-%.4s %.4s", code, code + 4, code + 8);
    for (char *c = typed; *c; c++)
        *c = (char)(*c >= 'A' ? *c | 0x20 : *c);
    assert_true(receipt_code_holds(typed, &r, shared));
    for (int at = 0; at < RECEIPT_CODE; at++) {
        char slip[RECEIPT_CODE + 1];
        memcpy(slip, code, sizeof slip);
        slip[at] = slip[at] == '7' ? '8' : '7';
        r.upto = receipt_code_upto(slip);
        assert_false(receipt_code_holds(slip, &r, shared));
        r.upto = 4812;
    }
    r.id[0]++; /* another branch of a forked log */
    assert_false(receipt_code_holds(code, &r, shared));
    assert_int_equal(receipt_code_upto("12345"), -1);
    assert_int_equal(receipt_code_upto("UUUUUUUUUUUU"), -1);
    r.upto = RECEIPT_UPTO_MOST;
    assert_true(receipt_code(code, &r, shared));
    assert_int_equal(receipt_code_upto(code), RECEIPT_UPTO_MOST);
    r.upto++;
    assert_false(receipt_code(code, &r, shared));
}

/* ---- pairing ---- */

static void
a_set_up_code_is_capitals_and_digits_and_shows_a_slip(void **state)
{
    static const char *const addresses[] = {"https://hub.example:8443", "https://10.0.0.2",
        "http://127.0.0.1:18080", "https://[2001:db8::1]:443",
        "https://"
        "children.a-very-long-name-of-a-township.of-a-county.of-a-province.gov.example:8443"};
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct setup s = {.hub = {1, 2}, .secret = {3, 4}}, back;
        char text[SETUP_TEXT];
        snprintf(s.address, sizeof s.address, "%s", addresses[i]);
        assert_true(setup_text(text, &s));
        size_t len = strlen(text);
        assert_int_equal(strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), len);
        assert_true(setup_is(text, len));
        assert_true(setup_read(&back, text, len));
        assert_string_equal(back.address, s.address);
        assert_memory_equal(back.hub, s.hub, sizeof s.hub);
        assert_memory_equal(back.secret, s.secret, sizeof s.secret);
        for (size_t at = 0; at < len; at++) {
            char keep = text[at];
            text[at] = keep == '9' ? '8' : '9';
            assert_false(setup_read(&back, text, len));
            text[at] = keep;
            assert_false(setup_read(&back, text, at));
        }
    }
}

static void
only_an_address_that_is_safe_to_speak_to_is_taken(void **state)
{
    static const char *const wrong[] = {"http://hub.example", "http://127.0.0.1.example",
        "http://localhost.example", "https://", "https://hub.example/path", "ftp://hub.example",
        "https://user@hub.example", "hub.example", "https://a b", ""};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(setup_address_is_fit(wrong[i]));
    assert_true(setup_address_is_fit("http://localhost"));
    assert_true(setup_address_is_fit("http://[::1]:80"));
}

static void
a_proof_of_set_up_binds_the_kiosks_key_and_home(void **state)
{
    uint8_t secret[SETUP_SECRET_LEN] = {1, 2, 3}, wrong[SETUP_SECRET_LEN] = {1, 2, 4};
    struct pair_request r = {.home = "QS", .program = "1.0"}, back;
    char text[PAIR_TEXT];
    (void)state;
    memcpy(r.key, kiosk.public_key, sizeof r.key);
    setup_id(r.setup, secret);
    pair_proof(r.proof, &r, secret);
    pair_request_write(text, &r);
    assert_null(strstr(text, "AQID")); /* the secret is not in it */
    assert_true(pair_request_read(&back, text, strlen(text)));
    assert_true(pair_proof_holds(&back, secret));
    assert_false(pair_proof_holds(&back, wrong));
    back.key[0]++;
    assert_false(pair_proof_holds(&back, secret));
    back.key[0]--;
    back.kiosk[3]++;
    assert_false(pair_proof_holds(&back, secret));
    back.kiosk[3]--;
    back.home[0]++;
    assert_false(pair_proof_holds(&back, secret));
    assert_false(pair_request_read(&back, text, strlen(text) - 1));
}

static void
the_answer_to_pairing_comes_back_as_it_was(void **state)
{
    struct pair_answer a = {.kiosk = {3},
                           .home = "QS",
                           .name = "青石乡",
                           .tls = "sha256//y",
                           .time_ms = 5},
                       back;
    char text[PAIR_TEXT];
    (void)state;
    memcpy(a.hub, hub.public_key, sizeof a.hub);
    pair_answer_write(text, &a);
    assert_true(pair_answer_read(&back, text, strlen(text)));
    assert_memory_equal(back.kiosk, a.kiosk, sizeof a.kiosk);
    assert_memory_equal(back.hub, a.hub, sizeof a.hub);
    assert_string_equal(back.home, a.home);
    assert_string_equal(back.name, a.name);
    assert_string_equal(back.tls, a.tls);
    assert_int_equal(back.time_ms, 5);
}

static void
a_new_key_signs_that_it_follows(void **state)
{
    uint8_t id[WIRE_ID_LEN] = {8};
    struct key_request r;
    char text[PAIR_TEXT], key[SIGN_KEY_TEXT + 1];
    (void)state;
    key_request_write(text, id, kiosk.public_key, kiosk.secret);
    assert_true(key_request_read(&r, text, strlen(text)));
    assert_memory_equal(r.key, kiosk.public_key, sizeof r.key);
    key_request_write(text, id, kiosk.public_key, other.secret);
    assert_false(key_request_read(&r, text, strlen(text)));
    sign_key_text(key, hub.public_key);
    key_request_write(text, id, kiosk.public_key, kiosk.secret);
    memcpy(strstr(text, "\"key\":\"") + 7, key, SIGN_KEY_TEXT);
    assert_false(key_request_read(&r, text, strlen(text)));
}

/* ---- bundles ---- */

struct parts {
    int count;
    char text[3][16];
};

static int
keep_part(const struct bundle_part *part, void *payload)
{
    struct parts *parts = payload;
    snprintf(parts->text[parts->count++], 16, "%d %.*s", (int)part->kind, (int)part->len,
        (const char *)part->data);
    return 0;
}

static const struct bundle_part some[] = {
    {BUNDLE_RECEIPT, (const uint8_t *)"receipt", 7}, {BUNDLE_ROSTER, (const uint8_t *)"roster", 6}};

static void
a_bundle_opens_for_whom_it_is_meant_alone(void **state)
{
    struct bundle b = {BUNDLE_DOWN, {1, 2, 3}, some, 2}, peeked;
    struct parts parts = {0};
    uint8_t *file;
    size_t len;
    (void)state;
    assert_int_equal(bundle_write(&file, &len, &b, kiosk.public_key, hub.secret), WIRE_OK);
    assert_null(memmem(file, len, "receipt", 7));
    assert_int_equal(bundle_peek(&peeked, file, len), WIRE_OK);
    assert_int_equal(peeked.way, BUNDLE_DOWN);
    assert_memory_equal(peeked.kiosk, b.kiosk, WIRE_ID_LEN);
    assert_int_equal(
        bundle_read(file, len, hub.public_key, kiosk.public_key, kiosk.secret, keep_part, &parts),
        WIRE_OK);
    assert_int_equal(parts.count, 2);
    assert_string_equal(parts.text[0], "2 receipt");
    assert_string_equal(parts.text[1], "3 roster");
    /* another's key to open it; another who signed */
    assert_int_equal(
        bundle_read(file, len, hub.public_key, other.public_key, other.secret, keep_part, &parts),
        WIRE_MALFORMED);
    assert_int_equal(
        bundle_read(file, len, other.public_key, kiosk.public_key, kiosk.secret, keep_part, &parts),
        WIRE_MALFORMED);
    assert_int_equal(parts.count, 2);
    free(file);
}

static void
a_bundle_that_is_cut_or_changed_anywhere_is_refused(void **state)
{
    struct bundle b = {BUNDLE_UP, {1, 2, 3}, some, 2};
    struct parts parts = {0};
    uint8_t *file;
    size_t len;
    (void)state;
    assert_int_equal(bundle_write(&file, &len, &b, hub.public_key, kiosk.secret), WIRE_OK);
    for (size_t at = 0; at < len; at++) {
        file[at] ^= 1 << at % 8;
        assert_int_equal(
            bundle_read(file, len, kiosk.public_key, hub.public_key, hub.secret, keep_part, &parts),
            WIRE_MALFORMED);
        file[at] ^= 1 << at % 8;
        assert_int_equal(
            bundle_read(file, at, kiosk.public_key, hub.public_key, hub.secret, keep_part, &parts),
            WIRE_MALFORMED);
    }
    assert_int_equal(parts.count, 0);
    free(file);
}

static int
want_no_more(const struct bundle_part *part, void *payload)
{
    (void)part;
    (void)payload;
    return 1;
}

static void
a_bundle_of_too_much_is_refused(void **state)
{
    struct bundle_part many[BUNDLE_PARTS_MOST + 1] = {0};
    struct bundle b = {BUNDLE_UP, {0}, many, BUNDLE_PARTS_MOST + 1};
    uint8_t *file;
    size_t len;
    (void)state;
    assert_int_equal(bundle_write(&file, &len, &b, hub.public_key, kiosk.secret), WIRE_TOO_LARGE);
    many[0].len = BUNDLE_MOST;
    b.count = 1;
    assert_int_equal(bundle_write(&file, &len, &b, hub.public_key, kiosk.secret), WIRE_TOO_LARGE);
    b.parts = some;
    b.count = 2;
    assert_int_equal(bundle_write(&file, &len, &b, hub.public_key, kiosk.secret), WIRE_OK);
    assert_int_equal(
        bundle_read(file, len, kiosk.public_key, hub.public_key, hub.secret, want_no_more, NULL),
        WIRE_STOPPED);
    free(file);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_that_is_changed_anywhere_does_not_hold),
        cmocka_unit_test(an_answer_can_not_be_given_to_another_question),
        cmocka_unit_test(both_ends_share_a_key_that_a_third_has_not),
        cmocka_unit_test(a_receipt_comes_back_as_it_was),
        cmocka_unit_test(a_long_reason_is_cut_between_characters),
        cmocka_unit_test(twelve_typed_characters_are_believed_only_whole),
        cmocka_unit_test(a_set_up_code_is_capitals_and_digits_and_shows_a_slip),
        cmocka_unit_test(only_an_address_that_is_safe_to_speak_to_is_taken),
        cmocka_unit_test(a_proof_of_set_up_binds_the_kiosks_key_and_home),
        cmocka_unit_test(the_answer_to_pairing_comes_back_as_it_was),
        cmocka_unit_test(a_new_key_signs_that_it_follows),
        cmocka_unit_test(a_bundle_opens_for_whom_it_is_meant_alone),
        cmocka_unit_test(a_bundle_that_is_cut_or_changed_anywhere_is_refused),
        cmocka_unit_test(a_bundle_of_too_much_is_refused),
    };
    return cmocka_run_group_tests(tests, make_keys, NULL);
}
