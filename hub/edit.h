/* edit.h: an edit of reference data by way of a page.
 *
 * It is rehearsed on the view, in a transaction that is rolled back: db/'s own rules say whether it
 * may be, and db/change.h says what it changes. Those changes go into the log, with the author's
 * account, and from there into every view: this one's at once. What they replace is what stood in
 * the form when it was loaded, not what stands in the view by now: where somebody else was quicker
 * a question comes of it (page_questions.h), and nothing is overwritten. */
#pragma once

#include "hub/page.h"

#include "db/roster.h"

/* Changes the view by functions of db/. DB_REFUSED with db_why where it may not be. */
typedef int (*edit_step)(struct db *view, void *payload, const struct roster_by *by);

struct edit {
    const char *home;  /* code of the Home whose data it is; "" what all share */
    const char *what;  /* for the record: "child" */
    const char *about; /* for the record: a number, a code; nobody's name */
    edit_step was;     /* brings the row back to what the form was loaded with; NULL: it is new */
    edit_step now;     /* the edit itself */
    void *payload;
};

struct edit_done {
    int changes;   /* 0: nothing was different */
    bool asked;    /* somebody else was quicker: it is a question now */
    char why[256]; /* DB_REFUSED: the sentence for who edits */
};

MUST_CHECK int edit_run(struct desk *desk, const struct request *request, const struct edit *edit,
    struct edit_done *out);

/* After it: leads to `path`, or to the questions; on DB_FAILED says so. */
void edit_answer(struct desk *desk, const struct request *request, struct response *response,
    int rc, const struct edit_done *done, const char *path);
