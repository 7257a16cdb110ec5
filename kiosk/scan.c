#include "kiosk/scan.h"

#include "db/setting.h"

#include <stdio.h>
#include <string.h>

static bool
is_code(const struct scan_lock *lock, const char *text, size_t len)
{
    size_t kept = len < SCAN_TEXT_KEPT ? len : SCAN_TEXT_KEPT;
    return lock->len == len && memcmp(lock->text, text, kept) == 0;
}

/* The code's lock while it holds, or NULL. */
static struct scan_lock *
find_lock(struct scan_locks *locks, const char *text, size_t len, int64_t now_ms)
{
    for (int i = 0; i < SCAN_LOCKS; i++) {
        struct scan_lock *lock = &locks->locks[i];
        if (lock->len && is_code(lock, text, len) && now_ms - lock->seen_ms < SAME_SCAN_MS)
            return lock;
    }
    return NULL;
}

static void
add_lock(struct scan_locks *locks, const char *text, size_t len, int64_t now_ms,
    struct scan_answered answered)
{
    struct scan_lock *oldest = &locks->locks[0];
    for (int i = 1; i < SCAN_LOCKS; i++)
        if (locks->locks[i].seen_ms < oldest->seen_ms)
            oldest = &locks->locks[i];
    *oldest = (struct scan_lock){.len = len, .seen_ms = now_ms, .answered = answered};
    memcpy(oldest->text, text, len < SCAN_TEXT_KEPT ? len : SCAN_TEXT_KEPT);
}

static struct scan_answered
noticed(enum notice notice)
{
    return (struct scan_answered){.show = SHOW_NOTICE, .notice = notice};
}

static struct scan_answered
answer_scan(const struct scan *scan)
{
    switch (scan->answer) {
    case SCAN_IN:
    case SCAN_OUT:
        return (struct scan_answered){.show = SHOW_GREETING, .scan = *scan};
    case SCAN_GUARDIAN:
        return (struct scan_answered){
            .show = SHOW_NOTICE, .notice = NOTICE_GUARDIAN, .scan = *scan};
    case SCAN_STAFF:
        return (struct scan_answered){.show = SHOW_NOTICE, .notice = NOTICE_STAFF, .scan = *scan};
    case SCAN_REVOKED:
        return noticed(NOTICE_REVOKED);
    case SCAN_PENDING:
        return noticed(NOTICE_PENDING);
    case SCAN_NO_ROSTER:
        return noticed(NOTICE_NO_ROSTER);
    case SCAN_ANSWER_COUNT:
        break;
    }
    return noticed(NOTICE_NOT_RECORDED);
}

static struct scan_answered
answer_genuine(struct db *db, const struct card *card, const struct moment *now)
{
    struct scan scan;
    if (card->kind == CARD_SETUP)
        return noticed(NOTICE_SETUP);
    int rc = attendance_scan(db, &scan, card->id, now);
    if (rc == DB_OK)
        return answer_scan(&scan);
    fprintf(stderr, "kiosk: a scan was not recorded: %s\n", db_why(db));
    return noticed(setting_home(db) ? NOTICE_NOT_RECORDED : NOTICE_NO_HOME);
}

static struct scan_answered
answer_code(struct db *db, const char *text, size_t len, const struct moment *now)
{
    struct card card;
    uint8_t key[CARD_KEY_LEN];
    if (!db || setting_card_key(db, key) != DB_OK)
        return noticed(NOTICE_NOT_RECORDED);
    switch (card_read(&card, text, len, key)) {
    case CARD_GENUINE:
        return answer_genuine(db, &card, now);
    case CARD_FORGED:
        return noticed(NOTICE_FORGED);
    case CARD_DAMAGED:
        return noticed(NOTICE_DAMAGED);
    case CARD_FOREIGN:
    case CARD_VERDICT_COUNT:
        break;
    }
    return noticed(NOTICE_FOREIGN);
}

/* Is it for the taker? One that is not known or works no more never is. */
static bool
is_taken(struct scan_answered *out, struct db *db, const char *text, size_t len,
    const struct scan_taker *taker)
{
    struct card card;
    struct card_row row;
    uint8_t key[CARD_KEY_LEN];
    return db && setting_card_key(db, key) == DB_OK &&
           card_read(&card, text, len, key) == CARD_GENUINE && cards_find(db, &row, card.id) &&
           !row.revoked_at && taker->take(out, &row, taker->payload);
}

/* What was not recorded is tried again as soon as the card comes back; what another screen took is
 * new to this one. */
static bool
is_settled(const struct scan_answered *answered)
{
    bool failed = answered->show == SHOW_NOTICE && answered->notice >= NOTICE_NO_HOME;
    return !failed && answered->show != SHOW_TAKEN;
}

struct scan_answered
scan_code(struct scan_locks *locks, struct db *db, const char *text, size_t len,
    const struct moment *now, const struct scan_taker *taker)
{
    struct scan_lock *lock = find_lock(locks, text, len, now->mono_ms);
    bool held = lock && now->mono_ms - lock->seen_ms < SCAN_GONE_MS;
    if (lock)
        lock->seen_ms = now->mono_ms;
    if (held)
        return (struct scan_answered){.show = SHOW_NOTHING};
    struct scan_answered answered;
    if (!is_taken(&answered, db, text, len, taker)) {
        if (lock && is_settled(&lock->answered))
            return lock->answered;
        answered = answer_code(db, text, len, now);
    }
    if (lock)
        lock->answered = answered;
    else
        add_lock(locks, text, len, now->mono_ms, answered);
    return answered;
}
