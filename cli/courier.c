/* courier.c: one run between this kiosk and the hub. */
#include "cli/courier.h"

#include "cli/parcel.h"
#include "cli/post.h"
#include "cli/roster_news.h"

#include "db/clock.h"
#include "db/roster_doc.h"
#include "db/timekeeping.h"
#include "wire/pairing.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A batch that is cut off is sent again from its beginning: the first are small, for lines that
 * hold for a minute; what went well may be followed by twice as much. */
enum { EVENTS_FIRST = 1000, EVENTS_MOST = 16000 };

#define KEY_DAYS 180
#define DAY_MS (INT64_C(24) * 3600 * 1000)

static struct moment
now_of(const struct courier *c)
{
    struct moment reading;
    clock_read(&reading);
    struct time_base base = time_base_of(c->cli->db, reading.boot_id);
    return time_read(&base, &reading, clock_is_kept());
}

bool
courier_begin(struct courier *c, struct cli *cli)
{
    *c = (struct courier){.cli = cli, .roster = "none"};
    return outbox_hub(cli->db, &c->hub);
}

static bool
fail(struct courier *c, enum outbox_trouble trouble, const char *detail)
{
    c->trouble = trouble;
    snprintf(c->detail, sizeof c->detail, "%s", detail);
    return false;
}

/* Asks, with the new key too where one was offered: the answer to that may have been lost. */
static bool
ask(struct courier *c, struct post_answer *out, const struct post_question *question)
{
    enum outbox_trouble trouble = post_ask(out, &c->hub, c->hub.secret, question);
    if (trouble == OUTBOX_UNKNOWN && c->hub.has_next) {
        free(out->body);
        trouble = post_ask(out, &c->hub, c->hub.next_secret, question);
        if (trouble == OUTBOX_FINE &&
            outbox_next_key_holds(c->cli->db, c->cli->now.utc_ms) == DB_OK)
            outbox_hub(c->cli->db, &c->hub);
    }
    c->later_ms = out->later_ms;
    return trouble == OUTBOX_FINE || fail(c, trouble, out->detail);
}

/* The hub's clock, as it stood when the answer was made. */
static void
hear_time(struct courier *c, int64_t utc_ms)
{
    struct moment reading;
    enum time_heard heard;
    clock_read(&reading);
    if (utc_ms && time_hear(c->cli->db, &heard, utc_ms, &reading) != DB_OK)
        fprintf(stderr, "zhaoxi: %s\n", db_why(c->cli->db));
}

static bool
take_receipt(struct courier *c, const struct parcel *parcel, const struct post_answer *answer)
{
    struct receipt receipt;
    struct receipt_refused *refused;
    if (!answer->body || !receipt_read(&receipt, &refused, (const char *)answer->body, answer->len))
        return fail(c, OUTBOX_STRANGE, "the answer is no receipt");
    struct moment now = now_of(c);
    bool fine = parcel_receipt(c->cli, parcel, &receipt, &now) == DB_OK;
    free(refused);
    if (!fine)
        return fail(c, OUTBOX_RECEIPT, db_why(c->cli->db));
    c->sent += parcel->last - parcel->first + 1;
    /* Of a batch that did not join nothing was taken: its edits come again, and older ones. */
    if (receipt.gap)
        c->changes = 0;
    else if (parcel->changes)
        c->changes = parcel->changes;
    hear_time(c, receipt.time_ms);
    outbox_hub(c->cli->db, &c->hub); /* its certificates may be others by now */
    return true;
}

/* One batch: from the mark on. *more: something waits still. */
static bool
send_one(struct courier *c, int most, bool *more)
{
    struct outbox_state state;
    struct parcel parcel;
    struct post_answer answer;
    char why[OUTBOX_DETAIL];
    struct moment now = now_of(c);
    if (outbox_state(c->cli->db, &state, &now) != DB_OK)
        return fail(c, OUTBOX_UNSENT, db_why(c->cli->db));
    enum outbox_trouble trouble =
        parcel_make(c->cli, &parcel, &c->hub, state.upto, c->changes, most, why);
    if (trouble != OUTBOX_FINE)
        return fail(c, trouble, why);
    struct post_question question = {
        .method = "POST", .path = "/v1/events", .body = parcel.body, .len = parcel.len};
    bool fine = ask(c, &answer, &question) && take_receipt(c, &parcel, &answer);
    bool had_changes = parcel.changes != 0;
    free(answer.body);
    parcel_finish(&parcel);
    int64_t before = state.upto;
    if (!fine || outbox_state(c->cli->db, &state, &now) != DB_OK)
        return false;
    /* A hub that answers well and takes nothing would be asked for ever. */
    *more = (state.upto < state.newest && state.upto != before) || had_changes;
    return true;
}

bool
courier_send(struct courier *c, bool once)
{
    bool more = true;
    for (int most = EVENTS_FIRST; more; most = most * 2 < EVENTS_MOST ? most * 2 : EVENTS_MOST) {
        if (!send_one(c, most, &more))
            return false;
        if (once)
            return true;
    }
    return true;
}

bool
courier_fetch_roster(struct courier *c)
{
    char etag[ROSTER_ETAG_SIZE];
    struct post_answer answer;
    roster_doc_have(c->cli->db, etag);
    struct post_question question = {.method = "GET", .path = "/v1/roster", .etag = etag};
    if (!ask(c, &answer, &question)) {
        free(answer.body);
        /* A hub that has no roster for this Home yet is no trouble. */
        if (answer.status != 404)
            return false;
        c->trouble = OUTBOX_FINE;
        c->detail[0] = '\0';
        return true;
    }
    c->roster = "same";
    bool fine = true;
    if (answer.status == 200) {
        c->roster = "new";
        struct moment now = now_of(c);
        fine = roster_news(c->cli, (const char *)answer.body, answer.len, &now) == DB_OK ||
               fail(c, OUTBOX_ROSTER, db_why(c->cli->db));
    }
    free(answer.body);
    return fine;
}

/* ---- a new key ---- */

bool
courier_change_key(struct courier *c)
{
    uint8_t public_key[SIGN_PUBLIC_LEN], secret[SIGN_SECRET_LEN];
    char body[PAIR_TEXT];
    struct post_answer answer;
    sign_keys(public_key, secret);
    /* Kept before it is offered: whatever becomes of the answer, one of the two holds. */
    if (outbox_next_key(c->cli->db, secret) != DB_OK)
        return fail(c, OUTBOX_UNSENT, db_why(c->cli->db));
    key_request_write(body, c->hub.kiosk, public_key, secret);
    sodium_memzero(secret, sizeof secret);
    struct post_question question = {
        .method = "POST", .path = "/v1/key", .body = (uint8_t *)body, .len = strlen(body)};
    enum outbox_trouble trouble = post_ask(&answer, &c->hub, c->hub.secret, &question);
    free(answer.body);
    if (trouble != OUTBOX_FINE)
        return fail(c, trouble, answer.detail);
    if (outbox_next_key_holds(c->cli->db, c->cli->now.utc_ms) != DB_OK)
        return fail(c, OUTBOX_UNSENT, db_why(c->cli->db));
    return outbox_hub(c->cli->db, &c->hub);
}

bool
courier_key_is_old(const struct courier *c)
{
    return c->cli->now.trusted && !c->hub.has_next &&
           c->cli->now.utc_ms - c->hub.rekeyed_at > KEY_DAYS * DAY_MS;
}

void
courier_end(struct courier *c)
{
    uint8_t jitter;
    struct moment now = now_of(c);
    sodium_memzero(&c->hub, sizeof c->hub);
    randombytes_buf(&jitter, 1);
    if (outbox_tried(c->cli->db, c->trouble, c->detail, jitter, c->later_ms, &now) != DB_OK)
        fprintf(stderr, "zhaoxi: %s\n", db_why(c->cli->db));
}
