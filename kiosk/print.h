/* print.h: paper, made and handed to CUPS by processes of their own: nothing waits for a printer.
 *
 * A screen sets ui->print to what it wants; what becomes of it stands in view->print. */
#pragma once

#include "kiosk/words.h"

#include "db/db.h"
#include "db/moment.h"

#include <stdbool.h>
#include <stdint.h>

enum print_what {
    PRINT_NOTHING,
    PRINT_ROLL, /* who is in, with the ticks of the roll call that runs */
    PRINT_CHILD_CARD,
    PRINT_GUARDIAN_CARD,
    PRINT_STAFF_CARD,
    PRINT_CARE_SHEET, /* a month of holiday care */
};

struct print_wish {
    enum print_what what;
    int64_t id;       /* of whose card, or of the holiday's period */
    int month;        /* of the sheet, like 202701 */
    int64_t staff_id; /* who asks for the sheet */
};

#define PRINT_STATES(X)                                                                            \
    X(PRINT_IDLE, "")                                                                              \
    X(PRINT_BUSY, N_("Printing…"))                                                                 \
    X(PRINT_DONE, N_("Printed: take it from the printer."))                                        \
    X(PRINT_NOT_MADE, N_("It can't be printed now. Use the code on the screen."))                  \
    X(PRINT_NO_PRINTER, N_("No printer is set up. Use the code on the screen."))                   \
    X(PRINT_NO_PAPER, N_("Out of paper: put some in and it prints. Or use the code."))             \
    X(PRINT_NO_ANSWER, N_("The printer does not answer: is it on? Or use the code."))              \
    X(PRINT_REFUSED, N_("The printer did not take it. Use the code on the screen."))

enum print_state {
#define X(id, words) id,
    PRINT_STATES(X)
#undef X
        PRINT_STATE_COUNT
};

/* What a screen may know of it. */
struct print_view {
    enum print_state state;
    struct print_wish wish; /* that it is about */
};

/* The state in words, translated. */
const char *print_words(enum print_state state);

struct print;

/* Programs and files: `cli` is the zhaoxi program, `db` the database, beside which the paper lies
 * (mode 0600) until it is printed. One that was left there by a power cut is removed. */
struct print *print_create(const char *cli, const char *db);

/* Stops what runs. NULL is fine. */
void print_destroy(struct print *print);

/* Makes it and prints it; while one is busy another wish is not heard. `db` tells whose card. */
void print_begin(struct print *print, const struct print_wish *wish, struct db *db,
    enum language language, const struct moment *now);

/* Looks at the processes, and forgets a result after a while. Returns when it wants to look again,
 * 0: nothing runs. */
int64_t print_tick(struct print *print, int64_t now_ms);

struct print_view print_view(const struct print *print);
