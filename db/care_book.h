/* care_book.h: some days of a period's care, opened to be read child by child. Inside db/ only. */
#pragma once

#include "db/care_day.h"

enum { BOOK_DAYS = 31 }; /* at most */

struct care_book {
    struct db *db;
    struct care care;
    int offset_min;
    int day_count, days[BOOK_DAYS];
    int64_t now_ms;
    int session_count;
    struct care_session sessions[CARE_SESSIONS];
    bool held[BOOK_DAYS][CARE_SESSIONS];
    struct care_mark *marks;
    int mark_count, mark_room;
    /* of the child that is read */
    int64_t child_id;
    struct place *places;
    int place_count, place_room;
    struct stay_list stays;
};

/* Opens `count` days, from one on. Closed after a failure too. */
MUST_CHECK int care_book_open(struct db *db, struct care_book *out, int64_t period_id, int from_day,
    int count, const struct moment *now);
void care_book_close(struct care_book *book);

/* Turns to a child. */
MUST_CHECK int care_book_turn(struct care_book *book, int64_t child_id);

/* The cells of the child on one of the days, counted from 0. */
void care_book_cells(struct care_book *book, struct care_cell cells[CARE_SESSIONS], int at);
