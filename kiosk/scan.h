/* scan.h: from a code's text to an answer: codec, lock, database. */
#pragma once

#include "kiosk/view.h"

#include "db/attendance.h"
#include "scanner/card.h"

enum {
    SCAN_GONE_MS = 1000, /* a card not seen for so long was taken away */
    SCAN_LOCKS = 16,
    SCAN_TEXT_KEPT = 64,
};

enum scan_show {
    SHOW_NOTHING, /* the card is still held up */
    SHOW_GREETING,
    SHOW_NOTICE,
    SHOW_TAKEN, /* the taker has it */
};

struct scan_answered {
    enum scan_show show;
    enum notice notice; /* for SHOW_NOTICE */
    struct scan scan;   /* for SHOW_GREETING; with NOTICE_STAFF and NOTICE_GUARDIAN, whose card */
    bool taken;         /* it was for the screen that is up */
};

/* The codes seen a moment ago. The time runs from the last sight, so that a child who holds the
 * card before the camera for a minute is not checked out by it. */
struct scan_lock {
    size_t len;
    char text[SCAN_TEXT_KEPT];
    int64_t seen_ms;
    struct scan_answered answered;
};

struct scan_locks {
    struct scan_lock locks[SCAN_LOCKS];
};

/* Who is asked first what a genuine card that works means. True: *out is its answer. */
struct scan_taker {
    bool (*take)(struct scan_answered *out, const struct card_row *card, void *payload);
    void *payload;
};

/* Answers a code. A check-in is on disk when this returns SHOW_GREETING. The same code within ten
 * seconds gets its first answer again, and nothing is recorded; only the taker is asked each time.
 */
struct scan_answered scan_code(struct scan_locks *locks, struct db *db, const char *text,
    size_t len, const struct moment *now, const struct scan_taker *taker);
