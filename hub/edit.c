#include "hub/edit.h"

#include "hub/text.h"

#include "db/change.h"
#include "db/day.h"
#include "db/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHINA_MIN = 480, LINES_MOST = 64 };

/* Whose word it is, for change_apply: the hub's own. */
static const char source[] = "hub";

struct lines {
    int count;
    char *line[LINES_MOST];
    int64_t seq;
};

static int
keep_line(int64_t seq, const char *line, void *payload)
{
    struct lines *lines = payload;
    lines->seq = seq;
    if (lines->count == LINES_MOST)
        return DB_FAILED;
    char *copy = strdup(line);
    if (!copy)
        abort();
    lines->line[lines->count++] = copy;
    return 0;
}

static int
last_seq(int64_t seq, const char *line, void *payload)
{
    (void)line;
    *(int64_t *)payload = seq;
    return 0;
}

static int
rehearse(struct db *view, const struct edit *edit, const struct roster_by *by, struct lines *lines)
{
    int64_t before = 0;
    int rc = edit->was ? edit->was(view, edit->payload, by) : DB_OK;
    /* Signed, it is done with: what comes next is another change, even of the same row. */
    if (rc == DB_OK)
        rc = change_sign(view, 0, &by->at);
    if (rc == DB_OK)
        rc = change_pending_each(view, 0, last_seq, &before);
    if (rc == DB_OK)
        rc = edit->now(view, edit->payload, by);
    if (rc == DB_OK)
        rc = change_sign(view, 0, &by->at);
    return rc == DB_OK ? change_pending_each(view, before, keep_line, lines) : rc;
}

static int
put_into_log(struct desk *desk, const struct request *request, const struct edit *edit,
    const struct lines *lines)
{
    struct store *store = desk->store;
    struct store_change change = {.author = request->account->name, .made_ms = request->at_ms};
    int64_t pos;
    snprintf(change.home, sizeof change.home, "%s", edit->home);
    int rc = store_begin(store);
    if (rc != DB_OK)
        return rc;
    for (int i = 0; i < lines->count && rc == DB_OK; i++) {
        change.body = lines->line[i];
        rc = store_change(store, &pos, &change);
    }
    if (rc == DB_OK)
        return store_commit(store);
    store_rollback(store);
    return rc;
}

/* The follower would do it in a moment: doing it here shows the reader its own edit. */
static int
bring_into_view(struct db *view, const struct lines *lines, bool *asked)
{
    int rc = DB_OK;
    for (int i = 0; i < lines->count && rc == DB_OK; i++) {
        enum change_outcome outcome;
        rc = change_apply(view, source, lines->line[i], &outcome);
        *asked |= rc == DB_OK && outcome == CHANGE_ASKED;
    }
    return rc;
}

int
edit_run(struct desk *desk, const struct request *request, const struct edit *edit,
    struct edit_done *out)
{
    struct lines lines = {0};
    struct roster_by by = {.today = day_of(request->at_ms, CHINA_MIN), .at = page_now(request)};
    *out = (struct edit_done){0};
    int rc = db_begin(desk->view);
    if (rc != DB_OK)
        return rc;
    rc = rehearse(desk->view, edit, &by, &lines);
    snprintf(out->why, sizeof out->why, "%s", db_why(desk->view));
    db_rollback(desk->view);
    out->changes = lines.count;
    if (rc == DB_OK && lines.count)
        rc = put_into_log(desk, request, edit, &lines);
    if (rc == DB_OK && lines.count) {
        page_record(desk, request, edit->home, edit->what, edit->about);
        rc = bring_into_view(desk->view, &lines, &out->asked);
    }
    for (int i = 0; i < lines.count; i++)
        free(lines.line[i]);
    return rc;
}

void
edit_answer(struct desk *desk, const struct request *request, struct response *response, int rc,
    const struct edit_done *done, const char *path)
{
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        response_redirect(response, done->asked ? "/questions" : path);
}
