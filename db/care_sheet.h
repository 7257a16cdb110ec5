/* care_sheet.h: the month's attendance sheet of holiday care as staff know it: children down, days
 * across, marks and sums. The screen, paper and files show this one. */
#pragma once

#include "db/care_day.h"

enum { SHEET_DAYS = 31 };

/* A child's day in one mark; the letter is what files write, the sign what screen and paper show.
 * Expected sessions that are still to come are left out of account. */
#define SHEET_MARKS(X)                                                                             \
    X(SHEET_NONE, "", "")      /* care is held, and the child has no place */                      \
    X(SHEET_CLOSED, "-", "－") /* no care on that day */                                           \
    X(SHEET_AWAITED, "?", "")  /* today, and to come */                                            \
    X(SHEET_PRESENT, "P", "√") /* at all its sessions */                                           \
    X(SHEET_PART, "H", "◐")    /* at some of them */                                               \
    X(SHEET_LATE, "L", "迟")                                                                       \
    X(SHEET_EARLY, "E", "早")                                                                      \
    X(SHEET_LATE_EARLY, "LE", "迟早")                                                              \
    X(SHEET_EXTRA, "X", "＋")      /* came without a place */                                      \
    X(SHEET_AWAY_NOTED, "N", "假") /* absent with a reason */                                      \
    X(SHEET_AWAY, "A", "×")

enum sheet_mark {
#define X(id, letter, sign) id,
    SHEET_MARKS(X)
#undef X
        SHEET_MARK_COUNT
};

const char *sheet_mark_letter(enum sheet_mark mark);
const char *sheet_mark_sign(enum sheet_mark mark);

struct sheet_sums {
    int days;        /* present on, at any session */
    int sessions;    /* present at */
    int expected;    /* sessions expected at, those to come not counted */
    int late, early; /* sessions */
    int noted, away; /* days absent with and without a reason */
    int meals;
};

struct sheet_day {
    enum sheet_mark mark;
    int meals;
    struct care_cell cells[CARE_SESSIONS];
};

struct sheet_row {
    struct child child;
    bool guest;
    enum place_state state;
    struct sheet_day days[SHEET_DAYS]; /* from the sheet's first day on */
    struct sheet_sums sums;
};

struct sheet {
    struct care care;
    int from_day, count; /* days across: of one month, cut to the care's days */
    int session_count;
    struct care_session sessions[CARE_SESSIONS];
    bool held[SHEET_DAYS];
    int row_count;
    struct sheet_row *rows;
    struct { /* the foot: sums of each day */
        int present, meals, late, early, noted, away;
    } foot[SHEET_DAYS];
    struct sheet_sums total;
};

/* The sheet of a month (202701) of a period; 0: the month of its first day. The children are those
 * who had a place, or came, in that month. *out, zeroed before, is freed by care_sheet_free, after
 * a failure too. DB_REFUSED where the period has no day in that month. */
MUST_CHECK int care_sheet(
    struct db *db, struct sheet *out, int64_t period_id, int month, const struct moment *now);
void care_sheet_free(struct sheet *sheet);
