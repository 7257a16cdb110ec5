/* The way to the hub: nothing leaves the log, the mark moves by a receipt alone, tries back off. */
#include "tests/testing.h"

#include "tests/world.h"

#include "db/change.h"
#include "db/outbox.h"
#include "db/refs.h"
#include "db/timekeeping.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct world w;

static int
open_world(void **state)
{
    (void)state;
    world_open(&w);
    return 0;
}

static int
close_world(void **state)
{
    (void)state;
    world_close(&w);
    return 0;
}

/* `count` check-ins and check-outs, a minute apart from 8:00. */
static void
scan_many(int count)
{
    for (int i = 0; i < count; i++) {
        struct scan scan;
        struct moment now = world_at(0, 8 + i / 60, i % 60, 0);
        assert_int_equal(attendance_scan(w.db, &scan, w.card, &now), DB_OK);
    }
}

static int
count_one(const struct outbox_event *e, void *payload)
{
    int64_t *last = payload;
    assert_int_equal(e->seq, *last + 1);
    assert_true(e->id && e->home_id == w.home.id);
    *last = e->seq;
    return 0;
}

static struct outbox_receipt
receipt_for(int64_t upto, uint8_t id[EVENT_ID_LEN])
{
    outbox_id(w.db, id, upto);
    return (struct outbox_receipt){.upto = upto, .id = id};
}

static struct outbox_state
state_at(const struct moment *now)
{
    struct outbox_state s;
    assert_int_equal(outbox_state(w.db, &s, now), DB_OK);
    return s;
}

static void
every_event_is_told_in_order_with_none_left_out(void **state)
{
    int64_t last = 0;
    (void)state;
    scan_many(9);
    assert_int_equal(outbox_each(w.db, 0, 5, count_one, &last), DB_OK);
    assert_int_equal(last, 5);
    assert_int_equal(outbox_each(w.db, last, 5, count_one, &last), DB_OK);
    assert_int_equal(last, 9);
}

static void
a_child_who_moves_or_leaves_drops_no_unsent_event(void **state)
{
    struct home other = {.code = "H2",
        .name = "别处儿童之家",
        .village = "别处",
        .closes_min = 1110,
        .utc_offset_min = 480};
    int64_t last = 0;
    char *refs;
    (void)state;
    scan_many(4);
    assert_int_equal(home_put(w.db, &other), DB_OK);
    w.child.home_id = other.id;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    w.child.left_day = 20261124;
    assert_int_equal(child_put(w.db, &w.child), DB_OK);
    assert_int_equal(outbox_each(w.db, 0, 100, count_one, &last), DB_OK);
    assert_int_equal(last, 4);
    assert_int_equal(refs_build(w.db, &refs, 1, 4), DB_OK);
    assert_non_null(strstr(refs, "T-001"));
    free(refs);
}

static void
the_mark_moves_by_a_receipt_alone(void **state)
{
    struct moment now = world_at(0, 9, 0, 0);
    uint8_t id[EVENT_ID_LEN];
    (void)state;
    scan_many(6);
    assert_int_equal(outbox_tried(w.db, OUTBOX_FINE, "", 0, 0, &now), DB_OK);
    struct outbox_state s = state_at(&now);
    assert_int_equal(s.upto, 0);
    assert_int_equal(s.newest, 6);
    struct moment first = world_at(0, 8, 0, 0);
    assert_int_equal(s.oldest_at, first.utc_ms);
    struct outbox_receipt r = receipt_for(4, id);
    r.clock_error_ms = -70;
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    s = state_at(&now);
    assert_int_equal(s.upto, 4);
    assert_int_equal(s.receipt_at, now.utc_ms);
    assert_int_equal(s.clock_error_ms, -70);
    struct moment fifth = world_at(0, 8, 4, 0);
    assert_int_equal(s.oldest_at, fifth.utc_ms);
    r = receipt_for(6, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    assert_int_equal(state_at(&now).oldest_at, 0);
}

static void
a_receipt_that_goes_back_or_beyond_or_names_another_event_is_refused_and_told(void **state)
{
    struct moment now = world_at(0, 9, 0, 0);
    uint8_t id[EVENT_ID_LEN];
    (void)state;
    scan_many(6);
    struct outbox_receipt r = receipt_for(5, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    r = receipt_for(3, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_REFUSED);
    assert_non_null(strchr(db_why(w.db), '5'));
    r = receipt_for(7, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_REFUSED);
    r = receipt_for(6, id);
    id[15] ^= 1;
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_REFUSED);
    assert_int_equal(outbox_lost(w.db, &r, &now), DB_REFUSED);
    assert_int_equal(state_at(&now).upto, 5);
}

static void
a_hub_that_lost_what_it_held_is_sent_all_of_it_again(void **state)
{
    struct moment now = world_at(0, 9, 0, 0);
    uint8_t id[EVENT_ID_LEN];
    int64_t last = 2;
    (void)state;
    scan_many(6);
    struct outbox_receipt r = receipt_for(6, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    r = receipt_for(2, id);
    assert_int_equal(outbox_lost(w.db, &r, &now), DB_OK);
    assert_int_equal(state_at(&now).upto, 2);
    assert_int_equal(outbox_each(w.db, 2, 100, count_one, &last), DB_OK);
    assert_int_equal(last, 6);
}

/* A restored hub holds the log of this disk's twin at that place: this one's goes there wholly, for
 * only the hub can find where the two parted. */
static void
a_hub_that_holds_another_log_there_is_sent_all_from_the_beginning(void **state)
{
    struct moment now = world_at(0, 9, 0, 0);
    uint8_t id[EVENT_ID_LEN];
    (void)state;
    scan_many(6);
    struct outbox_receipt r = receipt_for(6, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    r = receipt_for(4, id);
    id[15] ^= 1;
    assert_int_equal(outbox_lost(w.db, &r, &now), DB_OK);
    assert_int_equal(state_at(&now).upto, 0);
}

/* Once each: not what a new pairing has told in other words. */
static void
a_hub_that_lost_events_is_told_the_edits_again(void **state)
{
    struct moment now = world_at(0, 9, 0, 0);
    uint8_t id[EVENT_ID_LEN];
    (void)state;
    scan_many(3);
    assert_int_equal(change_begin_anew(w.db), DB_OK);
    int64_t edits = change_backlog(w.db);
    assert_true(edits > 0);
    struct outbox_receipt r = receipt_for(3, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    assert_int_equal(change_done(w.db, INT64_MAX), DB_OK);
    assert_int_equal(change_backlog(w.db), 0);
    r = receipt_for(2, id);
    assert_int_equal(outbox_lost(w.db, &r, &now), DB_OK);
    assert_int_equal(change_backlog(w.db), edits);
}

static int
keep_refused(const struct outbox_refused *one, void *payload)
{
    *(struct outbox_refused *)payload = *one;
    return 0;
}

static void
what_the_hub_refuses_is_kept_with_its_reason_and_never_deleted(void **state)
{
    struct moment now = world_at(0, 9, 0, 0);
    struct outbox_refused one;
    sqlite3 *raw = NULL;
    (void)state;
    scan_many(3);
    assert_int_equal(outbox_refused(w.db, 2, "a kind that is not known", &now), DB_OK);
    assert_int_equal(outbox_refused(w.db, 2, "another reason", &now), DB_OK);
    assert_int_equal(outbox_refused_each(w.db, keep_refused, &one), DB_OK);
    assert_int_equal(one.seq, 2);
    assert_string_equal(one.reason, "a kind that is not known");
    assert_int_equal(state_at(&now).refused, 1);
    assert_int_equal(sqlite3_open(w.path, &raw), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(raw, "DELETE FROM quarantine", NULL, NULL, NULL), SQLITE_CONSTRAINT);
    assert_int_equal(
        sqlite3_exec(raw, "DELETE FROM event WHERE seq = 2", NULL, NULL, NULL), SQLITE_CONSTRAINT);
    sqlite3_close(raw);
}

static void
tries_back_off_and_the_waiting_survives_a_restart(void **state)
{
    struct moment now = world_at(0, 9, 0, 0), later;
    (void)state;
    assert_int_equal(outbox_wait_ms(w.db, &now), 0);
    int64_t least = 0;
    for (int i = 0; i < 12; i++) {
        assert_int_equal(outbox_tried(w.db, OUTBOX_UNREACHED, "x", 0, 0, &now), DB_OK);
        int64_t wait = outbox_wait_ms(w.db, &now);
        assert_true(wait >= least && wait <= 3600 * 1000);
        least = wait;
    }
    assert_int_equal(least, 3600 * 1000);
    assert_int_equal(outbox_tried(w.db, OUTBOX_UNREACHED, "x", 255, 0, &now), DB_OK);
    assert_in_range(outbox_wait_ms(w.db, &now), 1800 * 1000, 1900 * 1000);
    db_close(w.db);
    assert_int_equal(db_open(&w.db, w.path, DB_EXISTING), DB_OK);
    assert_in_range(outbox_wait_ms(w.db, &now), 1800 * 1000, 1900 * 1000);
    later = world_at(0, 9, 40, 0);
    assert_int_equal(outbox_wait_ms(w.db, &later), 0);
    struct outbox_state s = state_at(&now);
    assert_int_equal(s.failures, 13);
    assert_int_equal(s.trouble, OUTBOX_UNREACHED);
    assert_string_equal(s.detail, "x");
    assert_int_equal(outbox_tried(w.db, OUTBOX_FINE, "", 0, 0, &now), DB_OK);
    assert_int_equal(outbox_wait_ms(w.db, &now), 0);
    assert_int_equal(state_at(&now).failures, 0);
}

static void
a_clock_that_was_put_back_ends_the_waiting(void **state)
{
    struct moment now = world_at(300, 9, 0, 0), before = world_at(0, 9, 0, 0);
    (void)state;
    assert_int_equal(outbox_tried(w.db, OUTBOX_BUSY, "", 0, 3600 * 1000, &now), DB_OK);
    assert_int_equal(outbox_wait_ms(w.db, &now), 3600 * 1000);
    assert_int_equal(outbox_wait_ms(w.db, &before), 0);
}

static struct outbox_hub
some_hub(void)
{
    return (struct outbox_hub){.address = "https://hub.example",
        .name = "青石乡",
        .hub_key = {1},
        .tls = "sha256//a",
        .kiosk = {2},
        .secret = {3},
        .paired_at = 5};
}

static void
another_hub_is_sent_everything_from_the_beginning(void **state)
{
    struct moment now = world_at(0, 9, 0, 0);
    struct outbox_hub hub = some_hub(), back;
    uint8_t id[EVENT_ID_LEN];
    (void)state;
    scan_many(4);
    assert_false(outbox_hub(w.db, &back));
    assert_int_equal(outbox_pair(w.db, &hub), DB_OK);
    assert_true(outbox_hub(w.db, &back));
    assert_string_equal(back.address, hub.address);
    assert_string_equal(back.name, hub.name);
    assert_memory_equal(back.secret, hub.secret, OUTBOX_SECRET_LEN);
    assert_false(back.has_next);
    struct outbox_receipt r = receipt_for(4, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    hub.secret[0] = 4; /* paired again as the same kiosk */
    assert_int_equal(outbox_pair(w.db, &hub), DB_OK);
    assert_int_equal(state_at(&now).upto, 4);
    hub.kiosk[0]++;
    assert_int_equal(outbox_pair(w.db, &hub), DB_OK);
    assert_int_equal(state_at(&now).upto, 0);
    assert_int_equal(outbox_forget(w.db), DB_OK);
    assert_false(state_at(&now).paired);
    assert_int_equal(state_at(&now).newest, 4);
}

static void
a_new_key_holds_once_the_hub_has_it(void **state)
{
    struct outbox_hub hub = some_hub(), back;
    uint8_t next[OUTBOX_SECRET_LEN] = {9};
    (void)state;
    assert_int_equal(outbox_pair(w.db, &hub), DB_OK);
    assert_int_equal(outbox_next_key(w.db, next), DB_OK);
    assert_true(outbox_hub(w.db, &back) && back.has_next);
    assert_int_equal(back.secret[0], 3);
    assert_int_equal(back.next_secret[0], 9);
    assert_int_equal(outbox_next_key_holds(w.db, 77), DB_OK);
    assert_true(outbox_hub(w.db, &back) && !back.has_next);
    assert_int_equal(back.secret[0], 9);
    assert_int_equal(back.rekeyed_at, 77);
}

/* ---- refs ---- */

struct found {
    char text[256];
};

static int
write_found(const struct ref *ref, void *payload)
{
    struct found *f = payload;
    size_t used = strlen(f->text);
    snprintf(f->text + used, sizeof f->text - used, "%s:%lld ", ref->table, (long long)ref->id);
    return 0;
}

static int64_t
add_hundred(const char *table, int64_t id, void *context)
{
    (void)context;
    return strcmp(table, "walk") == 0 ? 0 : id + 100;
}

static void
assert_refs(const char *payload, const char *found, const char *translated)
{
    struct found f = {0};
    char *text = refs_translate(payload, add_hundred, NULL);
    assert_int_equal(refs_each(payload, write_found, &f), 0);
    assert_string_equal(f.text, found);
    if (translated)
        assert_string_equal(text, translated);
    else
        assert_null(text);
    free(text);
}

static void
the_numbers_that_stand_for_rows_are_found_and_replaced_in_place(void **state)
{
    (void)state;
    assert_refs("{}", "", NULL);
    assert_refs("{\"value\":3}", "", NULL);
    assert_refs("{\"guardian\":7}", "guardian:7 ", "{\"guardian\":107}");
    assert_refs(
        "{ \"how\" : \"walk\", \"walk\": 5 }", "walk:5 ", "{ \"how\" : \"walk\", \"walk\": null }");
    assert_refs("{\"homework\":12,\"state\":\"done\"}", "homework:12 ",
        "{\"homework\":112,\"state\":\"done\"}");
    assert_refs("{\"missing\":[3,4, 5],\"found\":2}", "child:3 child:4 child:5 ",
        "{\"missing\":[103,104, 105],\"found\":2}");
    assert_refs("{\"missing\":[]}", "", NULL);
    assert_refs("{\"by\":\"installer\"}", "", NULL);
    assert_refs("{\"by\":2}", "staff:2 ", "{\"by\":102}");
    assert_refs("{\"kind\":2,\"holder\":9,\"reason\":\"\"}", "guardian:9 ",
        "{\"kind\":2,\"holder\":109,\"reason\":\"\"}");
    assert_refs("{\"kind\":9,\"holder\":9}", "", NULL);
    assert_refs("{\"child\":null,\"witness\":0}", "", NULL);
    assert_refs("{\"text\":\"\\\"guardian\\\":7\",\"in\":{\"guardian\":8}}", "", NULL);
    assert_refs("{\"guardian\":1.5}", "", NULL);
}

static void
refs_say_by_what_rows_are_known_everywhere(void **state)
{
    char *refs;
    (void)state;
    scan_many(2);
    assert_int_equal(refs_build(w.db, &refs, 1, 2), DB_OK);
    assert_non_null(strstr(refs, "\"child\":[[1,\"T-001\"]]"));
    assert_non_null(strstr(refs, "\"home\":[[1,\"H1\"]]"));
    assert_null(strstr(refs, "staff"));
    assert_null(strstr(refs, w.child.name)); /* no name where a number does */
    free(refs);
    assert_int_equal(refs_build(w.db, &refs, 3, 2), DB_OK);
    assert_string_equal(refs, "{}");
    free(refs);
}

/* ---- clocks ---- */

static int
keep_boot(const struct outbox_boot *boot, void *payload)
{
    struct outbox_boot *kept = payload;
    if (memcmp(kept->id, boot->id, BOOT_ID_LEN) == 0)
        kept->base_utc_ms = boot->base_utc_ms;
    return 0;
}

/* A board whose battery is flat. */
static struct moment
in_1970(int minute)
{
    return (struct moment){.utc_ms = minute * 60000, .mono_ms = minute * 60000, .boot_id = "flat"};
}

static void
what_was_learnt_of_a_boots_clock_after_its_events_went_is_told_later(void **state)
{
    struct moment flat = in_1970(1), now = world_at(0, 9, 0, 0);
    struct outbox_boot boot = {.id = "flat"};
    struct scan scan;
    enum time_heard heard;
    uint8_t id[EVENT_ID_LEN];
    (void)state;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &flat), DB_OK);
    struct outbox_receipt r = receipt_for(1, id);
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    flat = in_1970(10);
    assert_int_equal(time_hear(w.db, &heard, now.utc_ms, &flat), DB_OK);
    assert_int_equal(heard, TIME_HEARD_TAKEN);
    /* no new event, and yet something to tell */
    assert_int_equal(outbox_boots_each(w.db, 2, 1, keep_boot, &boot), DB_OK);
    assert_int_equal(boot.base_utc_ms, now.utc_ms - flat.mono_ms);
    r.boots = &boot;
    r.boot_count = 1;
    assert_int_equal(outbox_receipt(w.db, &r, &now), DB_OK);
    boot.base_utc_ms = 0;
    assert_int_equal(outbox_boots_each(w.db, 2, 1, keep_boot, &boot), DB_OK);
    assert_int_equal(boot.base_utc_ms, 0);
}

static void
the_hubs_clock_repairs_a_whole_boot_and_keeps_the_raw_values(void **state)
{
    struct moment flat = in_1970(1), now = world_at(0, 9, 0, 0), good = world_at(-1, 9, 0, 0);
    struct scan scan;
    enum time_heard heard;
    (void)state;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &good), DB_OK);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &flat), DB_OK);
    struct moment later = in_1970(31);
    assert_int_equal(time_hear(w.db, &heard, now.utc_ms, &later), DB_OK);
    assert_int_equal(heard, TIME_HEARD_TAKEN);
    assert_int_equal(event_time(w.db, &flat), now.utc_ms - 30 * 60000);
    struct outbox_state s = state_at(&now);
    assert_int_equal(s.newest, 2);
    /* the next word changes nothing */
    assert_int_equal(time_hear(w.db, &heard, now.utc_ms + 5000, &later), DB_OK);
    assert_int_equal(heard, TIME_HEARD_NOTHING);
}

static void
a_wrong_hub_can_not_push_the_clock_years_ahead_nor_behind_the_record(void **state)
{
    struct moment good = world_at(0, 9, 0, 0), flat = in_1970(5);
    struct scan scan;
    enum time_heard heard;
    (void)state;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &good), DB_OK);
    int64_t years = good.utc_ms + TIME_CEILING_MS + 1, before = good.utc_ms - 3600000;
    assert_int_equal(time_hear(w.db, &heard, years, &flat), DB_REFUSED);
    assert_int_equal(time_hear(w.db, &heard, before, &flat), DB_REFUSED);
    assert_int_equal(time_base_of(w.db, flat.boot_id).base_utc_ms, 0);
}

static void
a_jump_of_more_than_a_day_is_offered_to_two_staff_not_taken(void **state)
{
    struct moment good = world_at(0, 9, 0, 0), unsure = world_at(0, 10, 0, 0);
    struct scan scan;
    enum time_heard heard;
    (void)state;
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &good), DB_OK);
    unsure.trusted = false;
    memcpy(unsure.boot_id, "no battery......", BOOT_ID_LEN);
    int64_t days = unsure.utc_ms + 3 * TIME_ALONE_MS;
    assert_int_equal(time_hear(w.db, &heard, days, &unsure), DB_OK);
    assert_int_equal(heard, TIME_HEARD_OFFERED);
    assert_int_equal(time_base_of(w.db, unsure.boot_id).base_utc_ms, 0);
    assert_int_equal(state_at(&unsure).offered_utc_ms, days);
    assert_int_equal(state_at(&good).offered_utc_ms, 0); /* another boot */
    /* less than a day: taken */
    assert_int_equal(time_hear(w.db, &heard, unsure.utc_ms + 3600000, &unsure), DB_OK);
    assert_int_equal(heard, TIME_HEARD_TAKEN);
}

static void
staffs_word_and_a_good_clock_stand_above_the_hubs(void **state)
{
    struct moment good = world_at(0, 9, 0, 0), flat = in_1970(5);
    enum time_heard heard;
    (void)state;
    assert_int_equal(time_hear(w.db, &heard, good.utc_ms + 7200000, &good), DB_OK);
    assert_int_equal(heard, TIME_HEARD_NOTHING);
    struct time_word word = {.utc_ms = good.utc_ms};
    assert_int_equal(time_say(w.db, &word, &flat), DB_OK);
    assert_int_equal(time_hear(w.db, &heard, good.utc_ms + 7200000, &flat), DB_OK);
    assert_int_equal(heard, TIME_HEARD_NOTHING);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_world, close_world)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_event_is_told_in_order_with_none_left_out),
        TEST(a_child_who_moves_or_leaves_drops_no_unsent_event),
        TEST(the_mark_moves_by_a_receipt_alone),
        TEST(a_receipt_that_goes_back_or_beyond_or_names_another_event_is_refused_and_told),
        TEST(a_hub_that_lost_what_it_held_is_sent_all_of_it_again),
        TEST(a_hub_that_holds_another_log_there_is_sent_all_from_the_beginning),
        TEST(a_hub_that_lost_events_is_told_the_edits_again),
        TEST(what_the_hub_refuses_is_kept_with_its_reason_and_never_deleted),
        TEST(tries_back_off_and_the_waiting_survives_a_restart),
        TEST(a_clock_that_was_put_back_ends_the_waiting),
        TEST(another_hub_is_sent_everything_from_the_beginning),
        TEST(a_new_key_holds_once_the_hub_has_it),
        TEST(the_numbers_that_stand_for_rows_are_found_and_replaced_in_place),
        TEST(refs_say_by_what_rows_are_known_everywhere),
        TEST(what_was_learnt_of_a_boots_clock_after_its_events_went_is_told_later),
        TEST(the_hubs_clock_repairs_a_whole_boot_and_keeps_the_raw_values),
        TEST(a_wrong_hub_can_not_push_the_clock_years_ahead_nor_behind_the_record),
        TEST(a_jump_of_more_than_a_day_is_offered_to_two_staff_not_taken),
        TEST(staffs_word_and_a_good_clock_stand_above_the_hubs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
