/* A batch: what is read back is what was given, few bytes of it travel, and whatever else comes is
 * refused with bounded memory. */
#include "tests/testing.h"

#include "wire/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

enum { MOST = 2000, CHILDREN = 40 };

/* One invented log. Memory of the events is the test's. */
struct log {
    struct wire_event event[MOST];
    uint8_t card[CHILDREN][WIRE_CARD_LEN], boot[3][WIRE_ID_LEN];
    char payload[MOST][200];
    size_t count;
};

static uint64_t seed;

static uint64_t
dice(uint64_t sides)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed % sides;
}

static void
some_bytes(uint8_t *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        out[i] = (uint8_t)dice(256);
}

static void
make_id(uint8_t id[WIRE_ID_LEN], int64_t utc_ms)
{
    some_bytes(id, WIRE_ID_LEN);
    for (int i = 0; i < 6; i++)
        id[i] = (uint8_t)((uint64_t)utc_ms >> (40 - 8 * i));
    id[6] = (uint8_t)(0x70 | (id[6] & 15));
    id[8] = (uint8_t)(0x80 | (id[8] & 63));
}

static const struct wire_head plain = {
    .home = "QS", .program = "1.0", .first = 1, .newest = INT64_MAX, .refs = "{}"};

/* Days at the door: children come, feel, do homework, go. */
static void
make_likely(struct log *l, size_t count)
{
    static const char *const kinds[] = {
        "check_in", "mood", "homework_mark", "activity_mark", "check_out"};
    int64_t at = 1795500000000;
    some_bytes(&l->card[0][0], sizeof l->card);
    some_bytes(&l->boot[0][0], sizeof l->boot);
    for (size_t i = 0; i < count; i++) {
        struct wire_event *e = &l->event[i];
        unsigned step = (unsigned)(i / CHILDREN % 5);
        int64_t child = 1 + (int64_t)dice(CHILDREN);
        at += i % CHILDREN ? 4000 + (int64_t)dice(30000) : 3600000;
        const char *form = step == 1   ? "{\"value\":%llu}"
                           : step == 2 ? "{\"homework\":%llu,\"state\":\"done\"}"
                           : step == 3 ? "{\"session\":%llu,\"star\":true}"
                                       : "{}";
        l->event[i] = (struct wire_event){.seq = (int64_t)i + 1,
            .kind = kinds[step],
            .home = 1,
            .child = child,
            .staff = step == 3 ? 4 : 0,
            .card = step % 4 == 0 ? l->card[child - 1] : NULL,
            .at_utc_ms = at,
            .boot = l->boot[i / 700],
            .mono_ms = at - 1795400000000 + (int64_t)dice(2),
            .trusted = true,
            .payload = l->payload[i]};
        make_id(e->id, at);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
        snprintf(l->payload[i], sizeof l->payload[i], form, (unsigned long long)dice(5));
#pragma GCC diagnostic pop
    }
    l->count = count;
}

/* Whatever a log may hold: clocks of any year, ids of no time, causes of anywhere. */
static void
make_wild(struct log *l, size_t count)
{
    static const char *const payloads[] = {"{}", "{\"a\":[1,{\"b\":null}]}", "{ \"x\" : \"\\\\\" }",
        "{\"note\":\"\xe6\x9c\x9d \\\"\\u00e9\\n\\ud83d\\ude00\"}", "{\n\t\"wide\": 1e-3}"};
    make_likely(l, count);
    for (size_t i = 0; i < count; i++) {
        struct wire_event *e = &l->event[i];
        static const int64_t times[] = {0, -1, INT64_MAX, INT64_MIN, 1795500000000, 1};
        e->at_utc_ms = dice(3) ? e->at_utc_ms : times[dice(6)];
        e->mono_ms = dice(3) ? e->mono_ms : times[dice(6)];
        if (dice(4))
            make_id(e->id, e->at_utc_ms);
        else
            some_bytes(e->id, WIRE_ID_LEN);
        e->home = dice(9) ? 1 : (int64_t)dice(3);
        e->child = dice(9) ? e->child : INT64_MAX;
        e->trusted = dice(9);
        e->boot = l->boot[dice(9) ? 0 : dice(3)];
        e->cause = i && dice(3) == 0 ? l->event[dice(i)].id : NULL;
        if (dice(20) == 0)
            e->cause = l->boot[1];
        snprintf(l->payload[i], sizeof l->payload[i], "%s", payloads[dice(5)]);
        if (dice(7) == 0)
            snprintf(
                l->payload[i], sizeof l->payload[i], "{\"n\":\"%0150llu\"}", (unsigned long long)i);
    }
}

static void
pack(const struct log *l, const struct wire_head *head, uint8_t **body, size_t *len)
{
    struct batch_writer *w = batch_writer_create();
    for (size_t i = 0; i < l->count; i++)
        assert_int_equal(batch_add(w, &l->event[i]), WIRE_OK);
    assert_int_equal(batch_finish(w, head, body, len), WIRE_OK);
    batch_writer_destroy(w);
}

struct seen {
    const struct log *log;
    size_t count, stop_at;
    struct wire_head head;
};

static int
see_head(const struct wire_head *head, void *payload)
{
    struct seen *seen = payload;
    seen->head = *head;
    return 0;
}

static void
assert_same_bytes(const uint8_t *a, const uint8_t *b, size_t len)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a && b)
        assert_memory_equal(a, b, len);
}

static int
see_event(const struct wire_event *e, void *payload)
{
    struct seen *seen = payload;
    if (seen->log) {
        const struct wire_event *was = &seen->log->event[seen->count];
        assert_int_equal(e->seq, was->seq);
        assert_memory_equal(e->id, was->id, WIRE_ID_LEN);
        assert_string_equal(e->kind, was->kind);
        assert_int_equal(e->home, was->home);
        assert_int_equal(e->child, was->child);
        assert_int_equal(e->staff, was->staff);
        assert_same_bytes(e->card, was->card, WIRE_CARD_LEN);
        assert_same_bytes(e->cause, was->cause, WIRE_ID_LEN);
        assert_int_equal(e->at_utc_ms, was->at_utc_ms);
        assert_same_bytes(e->boot, was->boot, WIRE_ID_LEN);
        assert_int_equal(e->mono_ms, was->mono_ms);
        assert_int_equal(e->trusted, was->trusted);
        assert_string_equal(e->payload, was->payload);
    }
    seen->count++;
    return seen->stop_at && seen->count == seen->stop_at;
}

static int
look(struct seen *seen, const uint8_t *body, size_t len, char why[WIRE_WHY])
{
    struct batch_sink sink = {see_head, see_event, seen};
    return batch_read(body, len, &sink, why);
}

static void
what_is_read_back_is_what_was_given(void **state)
{
    struct log *l = malloc(sizeof *l);
    (void)state;
    for (uint64_t n = 1; n <= 60; n++) {
        uint8_t *body;
        size_t len;
        char why[WIRE_WHY];
        seed = n * UINT64_C(0x9e3779b97f4a7c15);
        make_wild(l, 1 + dice(300));
        pack(l, &plain, &body, &len);
        struct seen seen = {.log = l};
        assert_int_equal(look(&seen, body, len, why), WIRE_OK);
        assert_int_equal(seen.count, l->count);
        free(body);
    }
    free(l);
}

static int
see_whole_head(const struct wire_head *head, void *payload)
{
    const struct wire_head *was = payload;
    assert_memory_equal(head->kiosk, was->kiosk, WIRE_ID_LEN);
    assert_memory_equal(head->before, was->before, WIRE_ID_LEN);
    assert_string_equal(head->home, was->home);
    assert_string_equal(head->program, was->program);
    assert_string_equal(head->refs, was->refs);
    assert_string_equal(head->changes, was->changes);
    assert_int_equal(head->first, was->first);
    assert_int_equal(head->last, was->first - 1);
    assert_int_equal(head->newest, was->newest);
    assert_int_equal(head->boot_count, 2);
    assert_memory_equal(head->boots[1].id, was->boots[1].id, WIRE_ID_LEN);
    assert_int_equal(head->boots[1].base_utc_ms, was->boots[1].base_utc_ms);
    assert_false(head->boots[0].word);
    assert_true(head->boots[1].word);
    return 0;
}

static void
a_batch_with_no_event_is_a_sign_of_life_that_tells_of_clocks(void **state)
{
    struct wire_boot boots[] = {{.id = {1, 2}, .base_utc_ms = 5}, {{9}, -7, true}};
    struct wire_head head = {.kiosk = {7, 7},
        .home = "\xe6\x9c\x9d",
        .program = "1",
        .first = 4813,
        .newest = 4812,
        .before = {3},
        .boots = boots,
        .boot_count = 2,
        .refs = "{\"child\":[[1,\"QS-C001\"]]}",
        .changes = "[{\"seq\":3,\"after\":{\"grade\":\"三\"}}]"};
    struct batch_writer *w = batch_writer_create();
    uint8_t *body;
    size_t len;
    char why[WIRE_WHY];
    (void)state;
    assert_int_equal(batch_finish(w, &head, &body, &len), WIRE_OK);
    struct batch_sink sink = {see_whole_head, see_event, &head};
    assert_int_equal(batch_read(body, len, &sink, why), WIRE_OK);
    free(body);
    batch_writer_destroy(w);
}

static void
an_event_takes_fewer_than_forty_bytes(void **state)
{
    struct log *l = malloc(sizeof *l);
    uint8_t *body;
    size_t len;
    (void)state;
    seed = 42;
    make_likely(l, MOST);
    pack(l, &plain, &body, &len);
    print_message("%.1f bytes an event\n", (double)len / MOST);
    assert_in_range(len / MOST, 1, 30);
    free(body);
    free(l);
}

static void
the_writer_takes_no_gap_and_nothing_that_would_be_refused(void **state)
{
    struct batch_writer *w = batch_writer_create();
    struct log *l = malloc(sizeof *l);
    uint8_t *body;
    size_t len;
    (void)state;
    seed = 3;
    make_likely(l, 10);
    assert_int_equal(batch_add(w, &l->event[0]), WIRE_OK);
    assert_int_equal(batch_add(w, &l->event[2]), WIRE_MALFORMED);
    assert_int_equal(batch_add(w, &l->event[0]), WIRE_MALFORMED);
    static const char *const wrong[] = {"", "[]", "{", "{}x", "{\"a\":1,}", "{\"a\":\"\xff\"}",
        "{\"a\":[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]}"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        l->event[1].payload = wrong[i];
        assert_int_equal(batch_add(w, &l->event[1]), WIRE_MALFORMED);
    }
    l->event[1].payload = "{}";
    l->event[1].kind = "Check-in";
    assert_int_equal(batch_add(w, &l->event[1]), WIRE_MALFORMED);
    l->event[1].kind = "mood";
    assert_int_equal(batch_add(w, &l->event[1]), WIRE_OK);
    assert_int_equal(batch_finish(w, &plain, &body, &len), WIRE_OK);
    struct seen seen = {0};
    char why[WIRE_WHY];
    assert_int_equal(look(&seen, body, len, why), WIRE_OK);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.head.last, 2);
    free(body);
    free(l);
    batch_writer_destroy(w);
}

static void
changes_that_are_no_list_are_not_sent(void **state)
{
    static const char *const wrong[] = {"", "{}", "[", "[1]]", "[],[]", "[{]"};
    struct batch_writer *w = batch_writer_create();
    struct wire_head head = plain;
    uint8_t *body;
    size_t len;
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        head.changes = wrong[i];
        assert_int_equal(batch_finish(w, &head, &body, &len), WIRE_MALFORMED);
    }
    batch_writer_destroy(w);
}

static void
a_full_batch_says_so(void **state)
{
    struct batch_writer *w = batch_writer_create();
    struct log *l = malloc(sizeof *l);
    (void)state;
    seed = 4;
    make_likely(l, 1);
    struct wire_event e = l->event[0];
    for (int i = 0; i < BATCH_EVENTS_MOST; i++) {
        make_id(e.id, e.at_utc_ms);
        assert_int_equal(batch_add(w, &e), WIRE_OK);
        e.seq++;
    }
    make_id(e.id, e.at_utc_ms);
    assert_int_equal(batch_add(w, &e), WIRE_TOO_LARGE);
    free(l);
    batch_writer_destroy(w);
}

static void
a_body_that_is_cut_or_changed_anywhere_is_refused(void **state)
{
    struct log *l = malloc(sizeof *l);
    uint8_t *body;
    size_t len;
    char why[WIRE_WHY];
    (void)state;
    seed = 5;
    make_likely(l, 60);
    pack(l, &plain, &body, &len);
    for (size_t cut = 0; cut < len; cut++) {
        struct seen seen = {.log = l};
        uint8_t *copy = malloc(cut + 1);
        memcpy(copy, body, cut);
        assert_true(look(&seen, copy, cut, why) < 0);
        assert_true(strlen(why) > 0);
        free(copy);
    }
    for (size_t at = 0; at < len; at++) {
        struct seen seen = {0};
        body[at] ^= 1 << at % 8;
        /* Some bits of a frame's head mean nothing: then it is the same batch. */
        if (look(&seen, body, len, why) == WIRE_OK)
            assert_int_equal(seen.count, l->count);
        body[at] ^= 1 << at % 8;
    }
    free(body);
    free(l);
}

/* Packs any text as a body. */
static size_t
pack_text(uint8_t **body, const char *text, size_t len)
{
    size_t room = ZSTD_compressBound(len);
    *body = malloc(room);
    return ZSTD_compress(*body, room, text, len, 3);
}

#define HEAD                                                                                       \
    "{\"v\":1,\"kiosk\":\"00000000000000000000000000\",\"home\":\"QS\",\"program\":\"1\","         \
    "\"first\":1,\"last\":1,\"newest\":1,\"before\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"boots\":[],"      \
    "\"refs\":{}}\n"
#define ID "\"AAAAAAAAAAAAA\""
#define BOOT "\"AAAAAAAAAAAAAAAAAAAAAA\""
#define LINE "[" ID ",5,0,\"mood\",1,0,0,0,\"{}\"," BOOT ",1,1]\n"

static int
look_text(const char *text)
{
    uint8_t *body;
    struct seen seen = {0};
    char why[WIRE_WHY];
    size_t len = pack_text(&body, text, strlen(text));
    int rc = look(&seen, body, len, why);
    free(body);
    return rc;
}

static void
lines_that_are_not_as_they_must_be_are_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "\n",
        HEAD,
        HEAD "\n",
        HEAD LINE LINE,
        HEAD "[]\n",
        "[]\n" LINE,
        LINE,
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,\"{}\"]\n",                /* which boot? */
        HEAD "[" ID ",5,0,1,1,0,0,0,\"{}\"," BOOT ",1,1]\n",          /* which kind? */
        HEAD "[" ID ",5,0,\"mood\",1,0,1,0,\"{}\"," BOOT ",1,1]\n",   /* which card? */
        HEAD "[" ID ",5,0,\"mood\",1,0,0,1,\"{}\"," BOOT ",1,1]\n",   /* which cause? */
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,1," BOOT ",1,1]\n",        /* which payload? */
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,\"{}\",1,1,1]\n",          /* which boot? */
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,\"{}\"," BOOT ",2,1]\n",   /* trusted? */
        HEAD "[" ID ",5,0,\"mood\",-1,0,0,0,\"{}\"," BOOT ",1,1]\n",  /* whom? */
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,\"{}\"," BOOT ",1,1,0]\n", /* one too many */
        HEAD "[" ID ",5.0,0,\"mood\",1,0,0,0,\"{}\"," BOOT ",1,1]\n", /* half a ms */
        HEAD "[" ID ",05,0,\"mood\",1,0,0,0,\"{}\"," BOOT ",1,1]\n",  /* octal */
        HEAD "[" ID ",9223372036854775808,0,\"mood\",1,0,0,0,\"{}\"," BOOT ",1,1]\n",
        HEAD "[\"A\",5,0,\"mood\",1,0,0,0,\"{}\"," BOOT ",1,1]\n",
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,\"[]\"," BOOT ",1,1]\n",
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,\"{\\\"a\\\":\\\"\xed\xa0\x80\\\"}\"," BOOT ",1,1]\n",
        HEAD "[" ID ",5,0,\"mood\",1,0,0,0,\"{}\\u0000\"," BOOT ",1,1]\n",
        HEAD "[" ID
             ",5,0,\"mood\",1,0,0,0,\"{\\\"a\\\":[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]}\"," BOOT
             ",1,1]\n",
    };
    (void)state;
    assert_int_equal(look_text(HEAD LINE), WIRE_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (look_text(wrong[i]) != WIRE_MALFORMED)
            fail_msg("taken: %s", wrong[i]);
}

static void
a_bomb_is_refused_before_it_unpacks(void **state)
{
    enum { SIZE = 60 << 20 };
    char *text = malloc(SIZE), why[WIRE_WHY];
    uint8_t *body;
    struct seen seen = {0};
    (void)state;
    memset(text, ' ', SIZE);
    size_t len = pack_text(&body, text, SIZE);
    assert_in_range(len, 1, 100000);
    assert_int_equal(look(&seen, body, len, why), WIRE_TOO_LARGE);
    free(body);
    memcpy(text, HEAD, sizeof HEAD - 1);
    len = pack_text(&body, text, SIZE);
    assert_int_equal(look(&seen, body, len, why), WIRE_TOO_LARGE);
    assert_int_equal(seen.count, 0);
    free(body);
    free(text);
}

static void
a_frame_with_a_window_of_a_gigabyte_is_refused(void **state)
{
    /* Magic, a frame of unknown size, window 2^30, one empty block. */
    static const uint8_t body[] = {0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa0, 0x01, 0x00, 0x00};
    struct seen seen = {0};
    char why[WIRE_WHY];
    (void)state;
    assert_int_equal(look(&seen, body, sizeof body, why), WIRE_MALFORMED);
    assert_non_null(strstr(why, "memory"));
}

static void
what_follows_the_frame_is_refused(void **state)
{
    struct log *l = malloc(sizeof *l);
    uint8_t *body;
    size_t len;
    char why[WIRE_WHY];
    struct seen seen = {0};
    (void)state;
    seed = 6;
    make_likely(l, 3);
    pack(l, &plain, &body, &len);
    uint8_t *longer = malloc(len + 1);
    memcpy(longer, body, len);
    longer[len] = 0;
    assert_int_equal(look(&seen, longer, len + 1, why), WIRE_MALFORMED);
    free(longer);
    free(body);
    free(l);
}

static void
a_callback_may_stop(void **state)
{
    struct log *l = malloc(sizeof *l);
    uint8_t *body;
    size_t len;
    char why[WIRE_WHY];
    struct seen seen = {.stop_at = 2};
    (void)state;
    seed = 7;
    make_likely(l, 5);
    pack(l, &plain, &body, &len);
    assert_int_equal(look(&seen, body, len, why), WIRE_STOPPED);
    assert_int_equal(seen.count, 2);
    free(body);
    free(l);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_read_back_is_what_was_given),
        cmocka_unit_test(a_batch_with_no_event_is_a_sign_of_life_that_tells_of_clocks),
        cmocka_unit_test(an_event_takes_fewer_than_forty_bytes),
        cmocka_unit_test(the_writer_takes_no_gap_and_nothing_that_would_be_refused),
        cmocka_unit_test(changes_that_are_no_list_are_not_sent),
        cmocka_unit_test(a_full_batch_says_so),
        cmocka_unit_test(a_body_that_is_cut_or_changed_anywhere_is_refused),
        cmocka_unit_test(lines_that_are_not_as_they_must_be_are_refused),
        cmocka_unit_test(a_bomb_is_refused_before_it_unpacks),
        cmocka_unit_test(a_frame_with_a_window_of_a_gigabyte_is_refused),
        cmocka_unit_test(what_follows_the_frame_is_refused),
        cmocka_unit_test(a_callback_may_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
