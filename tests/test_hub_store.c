/* The store: batches exactly once, forks, what was altered, and everything beside the log. */
#include "tests/testing.h"

#include "tests/hub_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int
set_up(void **state)
{
    struct hub_world *w = malloc(sizeof *w);
    assert_non_null(w);
    hub_world_open(w);
    *state = w;
    return 0;
}

static int
tear_down(void **state)
{
    hub_world_close(*state);
    free(*state);
    return 0;
}

static void
a_batch_sent_again_counts_once(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 100);
    line_pair(w, line, "QS");
    struct store_receipt r = line_send(w, line, 1, 60);
    assert_int_equal(r.outcome, BATCH_STORED);
    assert_int_equal(r.upto, 60);
    assert_int_equal(r.added, 60);
    r = line_send(w, line, 1, 60);
    assert_int_equal(r.outcome, BATCH_KNOWN);
    assert_int_equal(r.upto, 60);
    assert_int_equal(r.added, 0);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 60);
    free(line);
}

static void
what_overlaps_adds_what_is_new(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 100);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 30);
    line_send(w, line, 31, 60);
    struct store_receipt r = line_send(w, line, 20, 100);
    assert_int_equal(r.outcome, BATCH_STORED);
    assert_int_equal(r.added, 40);
    assert_int_equal(r.upto, 100);
    assert_memory_equal(r.id, line->events[100].id, STORE_ID);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 100);
    free(line);
}

/* A receipt never says more than was asked: a kiosk that was restored would believe that what it
 * has yet to record is held. */
static void
a_receipt_ends_where_the_batch_does(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 100);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 100);
    assert_int_equal(line_send(w, line, 11, 20).upto, 20);
    free(line);
}

static void
a_gap_is_refused_and_says_where_to_go_on(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 100);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 10);
    struct store_receipt r = line_send(w, line, 12, 20);
    assert_int_equal(r.outcome, BATCH_GAP);
    assert_int_equal(r.upto, 10);
    assert_memory_equal(r.id, line->events[10].id, STORE_ID);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 10);
    assert_int_equal(line_send(w, line, 11, 20).outcome, BATCH_STORED);
    free(line);
}

static void
a_restored_backup_makes_a_branch_and_both_are_kept(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 200);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 50);
    line_send(w, line, 51, 100);
    line_part(line, 71, 1);
    struct store_receipt r = line_send(w, line, 61, 90);
    assert_int_equal(r.outcome, BATCH_FORKED);
    assert_int_equal(r.fork, 70);
    assert_int_equal(r.branch, 1);
    assert_int_equal(r.added, 20);
    assert_int_equal(r.upto, 90);
    r = line_send(w, line, 91, 120);
    assert_int_equal(r.outcome, BATCH_STORED);
    assert_int_equal(r.branch, 1);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 150);
    assert_int_equal(hub_world_count(w, "alert", "kind = 'fork' AND seq = 71"), 1);
    free(line);
}

static void
two_kiosks_with_one_key_go_on_side_by_side(void **state)
{
    struct hub_world *w = *state;
    struct line *one = line_make(1, 200), *other = line_make(1, 200);
    line_part(other, 41, 1);
    line_pair(w, one, "QS");
    line_send(w, one, 1, 50);
    assert_int_equal(line_send(w, other, 41, 60).outcome, BATCH_FORKED);
    for (int i = 0; i < 3; i++) {
        struct store_receipt r = line_send(w, one, 51 + 10 * i, 60 + 10 * i);
        assert_int_equal(r.outcome, BATCH_STORED);
        assert_int_equal(r.branch, 0);
        r = line_send(w, other, 61 + 10 * i, 70 + 10 * i);
        assert_int_equal(r.outcome, BATCH_STORED);
        assert_int_equal(r.branch, 1);
    }
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 80 + 50);
    assert_int_equal(hub_world_count(w, "alert", "kind = 'fork'"), 1);
    free(one);
    free(other);
}

/* The copy had sent nothing since: the event before its batch is none that is held. */
static void
a_copy_that_does_not_join_is_led_back_until_it_does(void **state)
{
    struct hub_world *w = *state;
    struct line *one = line_make(1, 300), *other = line_make(1, 300);
    line_part(other, 41, 1);
    line_pair(w, one, "QS");
    line_send(w, one, 1, 300);
    int64_t first = 201;
    struct store_receipt r;
    for (int i = 0; i < 20; i++) {
        r = line_send(w, other, first, first + 99);
        if (r.outcome != BATCH_GAP)
            break;
        assert_true(r.upto < first - 1);
        first = r.upto + 1;
    }
    assert_int_equal(r.outcome, BATCH_FORKED);
    assert_int_equal(r.fork, 40);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 300 + first + 99 - 40);
    free(one);
    free(other);
}

static void
a_branch_of_a_branch_knows_its_parents(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 100);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 60);
    line_part(line, 31, 1);
    assert_int_equal(line_send(w, line, 31, 60).fork, 30);
    line_part(line, 51, 2);
    assert_int_equal(line_send(w, line, 21, 80).fork, 50);
    assert_int_equal(line_send(w, line, 1, 80).outcome, BATCH_KNOWN);
    assert_int_equal(line_send(w, line, 81, 90).branch, 2);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 60 + 30 + 40);
    free(line);
}

static void
a_changed_event_goes_into_quarantine_and_the_first_stays(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 100);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 50);
    snprintf(line->payloads[33], sizeof line->payloads[33], "{\"n\":0}");
    for (int i = 0; i < 2; i++) {
        struct store_receipt r = line_send(w, line, 31, 60);
        assert_int_equal(r.changed, 1);
        assert_int_equal(r.refused[0], 33);
        assert_int_equal(r.upto, 60);
    }
    assert_int_equal(hub_world_count(w, "event", "payload = '{\"n\":33}'"), 1);
    assert_int_equal(hub_world_count(w, "event", "payload = '{\"n\":0}'"), 0);
    assert_int_equal(hub_world_count(w, "quarantine", "seq = 33"), 1);
    assert_int_equal(hub_world_count(w, "alert", "kind = 'changed'"), 1);
    free(line);
}

static void
an_unknown_or_revoked_kiosk_stores_nothing(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 20);
    struct store_receipt r;
    struct store_batch batch = line_batch(line, 1, 20);
    assert_int_equal(store_append(w->store, &r, &batch), DB_REFUSED);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 10);
    assert_int_equal(store_kiosk_revoke(w->store, line->kiosk, 1, "lost"), DB_OK);
    batch = line_batch(line, 11, 20);
    assert_int_equal(store_append(w->store, &r, &batch), DB_REFUSED);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 10);
    free(line);
}

static void
a_sign_of_life_is_a_contact(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 20);
    struct store_kiosk kiosk;
    line_pair(w, line, "QS");
    line_send(w, line, 1, 20);
    struct store_receipt r = line_send(w, line, 21, 20);
    assert_int_equal(r.outcome, BATCH_KNOWN);
    assert_int_equal(r.upto, 20);
    assert_int_equal(store_kiosk_get(w->store, &kiosk, line->kiosk), DB_OK);
    assert_true(kiosk.seen_ms > 0);
    assert_string_equal(kiosk.version, "1.0");
    free(line);
}

/* News of clocks come with events that are known, or with none; an echo of an old request has none.
 */
static void
news_of_clocks_are_kept_once(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 60);
    struct wire_boot boot = {.base_utc_ms = 5};
    struct store_receipt r;
    line_pair(w, line, "QS");
    line_send(w, line, 1, 40);
    struct store_batch batch = line_batch(line, 41, 40);
    batch.boots = &boot;
    batch.boot_count = 1;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(store_append(w->store, &r, &batch), DB_OK);
        assert_int_equal(r.upto, 40);
    }
    assert_int_equal(hub_world_count(w, "batch", "first_seq > last_seq"), 1);
    line_send(w, line, 41, 60);
    boot.base_utc_ms = 4;
    assert_int_equal(store_append(w->store, &r, &batch), DB_OK);
    assert_int_equal(hub_world_count(w, "batch", "first_seq > last_seq"), 1);
    /* And what comes after it finds its way. */
    assert_int_equal(line_send(w, line, 31, 60).outcome, BATCH_KNOWN);
    free(line);
}

struct seen {
    int entries, events, changes;
    int64_t pos;
    char last[64];
};

static int
see(const struct store_entry *entry, void *payload)
{
    struct seen *seen = payload;
    assert_int_equal(entry->pos, seen->pos + 1);
    seen->pos = entry->last_pos;
    seen->entries++;
    if (entry->change) {
        seen->changes++;
        snprintf(seen->last, sizeof seen->last, "%s", entry->change->body);
        return 0;
    }
    for (int i = 0; i < entry->batch->count; i++)
        assert_int_equal(entry->batch->events[i].seq, entry->batch->first + i);
    seen->events += entry->batch->count;
    return 0;
}

static void
the_log_tells_batches_and_changes_in_their_order(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 100);
    struct store_change change = {.home = "QS", .body = "{\"a\":1}", .author = "office"};
    struct seen seen = {0};
    int64_t pos;
    line_pair(w, line, "QS");
    line_send(w, line, 1, 10);
    assert_int_equal(store_change(w->store, &pos, &change), DB_OK);
    assert_int_equal(pos, 11);
    line_send(w, line, 11, 30);
    assert_int_equal(store_log_each(w->store, "QS", 0, 1000, see, &seen), 0);
    assert_int_equal(seen.entries, 3);
    assert_int_equal(seen.events, 30);
    assert_string_equal(seen.last, "{\"a\":1}");
    seen = (struct seen){.pos = 11};
    assert_int_equal(store_log_each(w->store, "QS", 11, 1000, see, &seen), 0);
    assert_int_equal(seen.events, 20);
    free(line);
}

static int
compare(const struct store_entry *entry, void *payload)
{
    const struct line *line = payload;
    const struct wire_event *a = &entry->batch->events[0], *b = &line->events[1];
    assert_memory_equal(a->id, b->id, STORE_ID);
    assert_string_equal(a->kind, b->kind);
    assert_int_equal(a->child, b->child);
    assert_int_equal(a->staff, 7);
    assert_memory_equal(a->card, b->card, WIRE_CARD_LEN);
    assert_memory_equal(a->cause, b->cause, WIRE_ID_LEN);
    assert_int_equal(a->at_utc_ms, -5);
    assert_memory_equal(a->boot, b->boot, STORE_ID);
    assert_int_equal(a->mono_ms, INT64_C(1) << 40);
    assert_false(a->trusted);
    assert_string_equal(a->payload, "{\"note\":\"他说：'你好'\"}");
    assert_null(entry->batch->events[1].card);
    assert_null(entry->batch->events[1].cause);
    assert_int_equal(entry->batch->events[1].staff, 0);
    assert_int_equal(entry->batch->boot_count, 1);
    assert_int_equal(entry->batch->boots[0].base_utc_ms, -77);
    assert_true(entry->batch->boots[0].word);
    return 0;
}

static void
an_event_comes_back_as_it_went_in(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 2);
    struct wire_event *e = &line->events[1];
    struct wire_boot boot = {.base_utc_ms = -77, .word = true};
    struct store_receipt r;
    e->staff = 7;
    e->card = (const uint8_t *)"0123456789";
    e->cause = line->events[2].id;
    e->at_utc_ms = -5;
    e->mono_ms = INT64_C(1) << 40;
    e->trusted = false;
    e->payload = "{\"note\":\"他说：'你好'\"}";
    line_pair(w, line, "QS");
    struct store_batch batch = line_batch(line, 1, 2);
    batch.boots = &boot;
    batch.boot_count = 1;
    assert_int_equal(store_append(w->store, &r, &batch), DB_OK);
    assert_int_equal(store_log_each(w->store, "QS", 0, 10, compare, line), 0);
    free(line);
}

/* Each process sends its kiosk's log from the start, twice. */
static void
hammer(const struct hub_world *w, int kiosk)
{
    struct hub_world own = *w;
    struct line *line = line_make(kiosk, 400);
    own.store = hub_world_again(w);
    for (int round = 0; round < 2; round++)
        for (int first = 1; first < 400; first += 20)
            line_send(&own, line, first, first + 19);
    store_close(own.store);
    free(line);
}

static void
processes_share_a_store(void **state)
{
    struct hub_world *w = *state;
    pid_t pids[4];
    for (int i = 0; i < 4; i++) {
        struct line *line = line_make(1 + i / 2, 1);
        if (i % 2 == 0)
            line_pair(w, line, "QS");
        free(line);
    }
    store_close(w->store);
    for (int i = 0; i < 4; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            hammer(w, 1 + i / 2);
            _exit(0);
        }
    }
    for (int i = 0; i < 4; i++) {
        int status;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    w->store = hub_world_again(w);
    struct seen seen = {0};
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 800);
    assert_int_equal(store_log_each(w->store, "QS", 0, 10000, see, &seen), 0);
    assert_int_equal(seen.events, 800);
}

static void
months_rise_with_positions_whatever_the_clock(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 60);
    struct store_receipt r;
    const int64_t later = INT64_C(40) * 24 * 3600 * 1000;
    line_pair(w, line, "QS");
    struct store_batch batch = line_batch(line, 1, 20);
    batch.arrived_ms += later;
    assert_int_equal(store_append(w->store, &r, &batch), DB_OK);
    line_send(w, line, 21, 40);
    batch = line_batch(line, 41, 60);
    batch.arrived_ms += 2 * later;
    assert_int_equal(store_append(w->store, &r, &batch), DB_OK);
    struct seen seen = {0};
    assert_int_equal(store_log_each(w->store, "QS", 0, 1000, see, &seen), 0);
    assert_int_equal(seen.events, 60);
    assert_int_equal(hub_world_count(w, "event", "month = 202701"), 40);
    assert_int_equal(hub_world_count(w, "event", "month = 202702"), 20);
    free(line);
}

/* The server was restarted, or a line broke: what was under way fails, the next try works. */
static void
a_connection_that_broke_is_made_again(void **state)
{
    struct hub_world *w = *state;
    if (!getenv("ZHAOXI_STORE"))
        NOT_HERE("SQLite has no connection to break");
    struct line *line = line_make(1, 40);
    line_pair(w, line, "QS");
    line_send(w, line, 1, 20);
    hub_world_count(w, "pg_stat_activity",
        "CASE WHEN pid <> pg_backend_pid() AND usename = 'zhaoxi' THEN pg_terminate_backend(pid) "
        "END");
    line_send(w, line, 1, 40);
    assert_int_equal(hub_world_count(w, "event", "1 = 1"), 40);
    free(line);
}

static void
a_set_up_code_is_good_once(void **state)
{
    struct hub_world *w = *state;
    struct store_pairing p = {.id = {9}, .secret = {8}, .home = "QS", .until_ms = 100}, out;
    assert_int_equal(store_pairing_put(w->store, &p), DB_OK);
    assert_int_equal(store_pairing_take(w->store, &out, p.id, 100), DB_REFUSED);
    assert_int_equal(store_pairing_take(w->store, &out, p.id, 99), DB_OK);
    assert_string_equal(out.home, "QS");
    assert_int_equal(out.secret[0], 8);
    assert_int_equal(store_pairing_take(w->store, &out, p.id, 99), DB_REFUSED);
}

static void
keys_are_kept_and_a_revoked_kiosk_gets_none(void **state)
{
    struct hub_world *w = *state;
    struct line *line = line_make(1, 1);
    struct store_kiosk kiosk;
    const uint8_t key[STORE_KEY] = {42};
    line_pair(w, line, "QS");
    assert_int_equal(store_kiosk_rekey(w->store, line->kiosk, key, 5), DB_OK);
    assert_int_equal(store_kiosk_rekey(w->store, line->kiosk, key, 6), DB_OK);
    assert_int_equal(store_kiosk_get(w->store, &kiosk, line->kiosk), DB_OK);
    assert_int_equal(kiosk.key[0], 42);
    assert_int_equal(kiosk.old_key[0], 1);
    assert_int_equal(store_kiosk_revoke(w->store, line->kiosk, 7, "lost"), DB_OK);
    assert_int_equal(store_kiosk_revoke(w->store, line->kiosk, 7, "lost"), DB_REFUSED);
    assert_int_equal(store_kiosk_rekey(w->store, line->kiosk, key, 8), DB_REFUSED);
    assert_true(hub_world_count(w, "kiosk_key", "1 = 1") >= 2);
    free(line);
}

static int
count_kiosk(const struct store_kiosk *kiosk, void *payload)
{
    (void)kiosk;
    ++*(int *)payload;
    return 0;
}

static void
a_county_sees_its_homes_alone(void **state)
{
    struct hub_world *w = *state;
    struct line *one = line_make(1, 1), *other = line_make(2, 1);
    struct store_home home = {.code = "QS", .region = "510922101"};
    int count = 0;
    line_pair(w, one, "QS");
    line_pair(w, other, "DW");
    assert_int_equal(store_home_put(w->store, &home), DB_OK);
    assert_int_equal(store_kiosk_each(w->store, "510922", count_kiosk, &count), 0);
    assert_int_equal(count, 1);
    assert_int_equal(store_kiosk_each(w->store, "", count_kiosk, &count), 0);
    assert_int_equal(count, 3);
    free(one);
    free(other);
}

static int
take_alert(const struct store_alert *alert, void *payload)
{
    *(struct store_alert *)payload = *alert;
    return 0;
}

static void
an_alert_is_raised_once_until_it_is_done(void **state)
{
    struct hub_world *w = *state;
    struct store_alert alert = {.home = "QS", .kind = "fork", .seq = 4, .raised_ms = 9}, out = {0};
    assert_int_equal(store_alert_add(w->store, &alert), DB_OK);
    assert_int_equal(store_alert_add(w->store, &alert), DB_OK);
    assert_int_equal(hub_world_count(w, "alert", "1 = 1"), 1);
    assert_int_equal(store_alert_each(w->store, "", true, take_alert, &out), 0);
    assert_int_equal(store_alert_done(w->store, out.id, "wang", 10), DB_OK);
    assert_int_equal(store_alert_done(w->store, out.id, "wang", 10), DB_REFUSED);
    assert_int_equal(store_alert_add(w->store, &alert), DB_OK);
    assert_int_equal(hub_world_count(w, "alert", "1 = 1"), 2);
}

/* As reasons in Chinese are where they are too long. */
static void
a_text_that_was_cut_in_a_character_is_kept_without_it(void **state)
{
    struct hub_world *w = *state;
    struct store_alert alert = {.home = "QS", .kind = "event", .raised_ms = 9}, out = {0};
    for (size_t i = 0; i + 1 < sizeof alert.text; i += 3)
        snprintf(alert.text + i, sizeof alert.text - i, "%s", "\xe6\x9d\x91");
    assert_int_equal(strlen(alert.text), sizeof alert.text - 1);
    assert_int_equal(store_alert_add(w->store, &alert), DB_OK);
    assert_int_equal(store_alert_each(w->store, "", true, take_alert, &out), 0);
    assert_int_equal(strlen(out.text), (sizeof alert.text - 1) / 3 * 3);
}

static void
accounts_sessions_and_settings_are_kept(void **state)
{
    struct hub_world *w = *state;
    struct store_account a = {.name = "wang", .role = "manager", .password = "$argon2id$"}, back;
    struct store_session s = {.token = {1}, .account = "wang", .until_ms = 50}, found;
    struct store_audit audit = {.at_ms = 4, .account = "wang", .what = "sign_in"};
    char secret[8] = "first", other[8] = "second";
    assert_int_equal(store_account_get(w->store, &back, "wang"), DB_REFUSED);
    assert_int_equal(store_account_put(w->store, &a), DB_OK);
    a.failures = 3;
    assert_int_equal(store_account_put(w->store, &a), DB_OK);
    assert_int_equal(store_account_get(w->store, &back, "wang"), DB_OK);
    assert_int_equal(back.failures, 3);
    assert_int_equal(store_session_put(w->store, &s), DB_OK);
    assert_int_equal(store_session_get(w->store, &found, s.token, 50), DB_REFUSED);
    assert_int_equal(store_session_get(w->store, &found, s.token, 49), DB_OK);
    assert_int_equal(store_session_drop_all(w->store, "wang"), DB_OK);
    assert_int_equal(store_session_get(w->store, &found, s.token, 49), DB_REFUSED);
    assert_int_equal(store_audit_add(w->store, &audit), DB_OK);
    assert_int_equal(store_setting_agree(w->store, "key", secret, sizeof secret), DB_OK);
    assert_int_equal(store_setting_agree(w->store, "key", other, sizeof other), DB_OK);
    assert_string_equal(other, "first");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(a_batch_sent_again_counts_once),
        TEST(what_overlaps_adds_what_is_new), TEST(a_receipt_ends_where_the_batch_does),
        TEST(a_gap_is_refused_and_says_where_to_go_on),
        TEST(a_restored_backup_makes_a_branch_and_both_are_kept),
        TEST(two_kiosks_with_one_key_go_on_side_by_side),
        TEST(a_copy_that_does_not_join_is_led_back_until_it_does),
        TEST(a_branch_of_a_branch_knows_its_parents),
        TEST(a_changed_event_goes_into_quarantine_and_the_first_stays),
        TEST(an_unknown_or_revoked_kiosk_stores_nothing), TEST(a_sign_of_life_is_a_contact),
        TEST(news_of_clocks_are_kept_once), TEST(the_log_tells_batches_and_changes_in_their_order),
        TEST(an_event_comes_back_as_it_went_in), TEST(processes_share_a_store),
        TEST(months_rise_with_positions_whatever_the_clock),
        TEST(a_text_that_was_cut_in_a_character_is_kept_without_it),
        TEST(a_connection_that_broke_is_made_again), TEST(a_set_up_code_is_good_once),
        TEST(keys_are_kept_and_a_revoked_kiosk_gets_none), TEST(a_county_sees_its_homes_alone),
        TEST(an_alert_is_raised_once_until_it_is_done),
        TEST(accounts_sessions_and_settings_are_kept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
