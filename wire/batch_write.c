/* batch_write.c: events to lines, lines to a body. */
#include "wire/batch.h"

#include "wire/ids.h"
#include "wire/line.h"
#include "wire/strict.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* The level at which a month of a Home takes a tenth of a second on a slow board, and a higher one
 * gains nothing: what is left are random bits. The window is the most that a reader allows. */
enum { LEVEL = 12, WINDOW_LOG = 22 };

struct batch_writer {
    struct line_memory memory;
    char *text; /* lines so far */
    size_t used, room;
    int64_t next; /* seq; 0: no event yet */
    size_t count;
    char line[LINE_MOST];
};

struct batch_writer *
batch_writer_create(void)
{
    struct batch_writer *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    return w;
}

void
batch_writer_destroy(struct batch_writer *w)
{
    if (!w)
        return;
    line_memory_finish(&w->memory);
    free(w->text);
    free(w);
}

static void
append(struct batch_writer *w, const char *text, size_t len)
{
    while (w->used + len > w->room) {
        w->room = w->room ? w->room * 2 : 64 << 10;
        w->text = realloc(w->text, w->room);
        if (!w->text)
            abort();
    }
    memcpy(w->text + w->used, text, len);
    w->used += len;
}

int
batch_add(struct batch_writer *w, const struct wire_event *event)
{
    /* Random bits hardly shrink: far from the limit of the body as well. */
    if (w->count == BATCH_EVENTS_MOST || w->used > BATCH_BODY_MOST - LINE_MOST)
        return WIRE_TOO_LARGE;
    if (event->seq < 1 || (w->next && event->seq != w->next))
        return WIRE_MALFORMED;
    size_t len = line_write(&w->memory, w->line, event);
    if (len == 0)
        return WIRE_MALFORMED;
    w->line[len] = '\n';
    append(w, w->line, len + 1);
    w->next = event->seq + 1;
    w->count++;
    return WIRE_OK;
}

static json_t *
pack_boots(const struct wire_head *head)
{
    json_t *list = json_array();
    for (size_t i = 0; i < head->boot_count; i++) {
        const struct wire_boot *boot = &head->boots[i];
        char id[ID_TEXT + 1];
        id_text(id, boot->id);
        json_array_append_new(
            list, json_pack("[sIi]", id, (json_int_t)boot->base_utc_ms, (int)boot->word));
    }
    return list;
}

/* Is this a list, whose members are objects nested no deeper than a head may be? */
static bool
is_list(const char *text)
{
    size_t len = strlen(text);
    char *wrapped = malloc(len + 6);
    if (!wrapped)
        abort();
    snprintf(wrapped, len + 6, "{\"\":%s}", text);
    bool fine = text[0] == '[' && strict_is_object(wrapped, len + 5, BATCH_JSON_DEPTH);
    free(wrapped);
    return fine;
}

/* The head as a line without a newline, which the caller frees; NULL where it breaks a limit. */
static char *
pack_head(const struct wire_head *head, int64_t last)
{
    char kiosk[WIRE_ID_TEXT + 1], before[ID_TEXT + 1];
    const char *changes_text = head->changes ? head->changes : "[]";
    if (!strict_is_object(head->refs, strlen(head->refs), BATCH_JSON_DEPTH - 1) ||
        !is_list(changes_text))
        return NULL;
    wire_id_text(kiosk, head->kiosk);
    id_text(before, head->before);
    json_t *refs = json_loads(head->refs, JSON_REJECT_DUPLICATES, NULL);
    json_t *changes = json_loads(changes_text, JSON_REJECT_DUPLICATES, NULL);
    json_t *json = json_pack("{si ss ss ss sI sI sI ss so so so}", "v", 1, "kiosk", kiosk, "home",
        head->home, "program", head->program, "first", (json_int_t)head->first, "last",
        (json_int_t)last, "newest", (json_int_t)head->newest, "before", before, "boots",
        pack_boots(head), "refs", refs, "changes", changes);
    char *line = json ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    if (line && strlen(line) < BATCH_HEAD_MOST)
        return line;
    free(line);
    return NULL;
}

static int
compress(uint8_t **out, size_t *len, const char *text, size_t text_len)
{
    size_t room = ZSTD_compressBound(text_len);
    ZSTD_CCtx *zstd = ZSTD_createCCtx();
    uint8_t *body = malloc(room);
    if (!zstd || !body)
        abort();
    bool fine = !ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, LEVEL)) &&
                !ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_windowLog, WINDOW_LOG)) &&
                !ZSTD_isError(ZSTD_CCtx_setParameter(zstd, ZSTD_c_checksumFlag, 1));
    *len = fine ? ZSTD_compress2(zstd, body, room, text, text_len) : room;
    ZSTD_freeCCtx(zstd);
    fine = fine && !ZSTD_isError(*len) && *len <= BATCH_BODY_MOST;
    if (!fine) {
        free(body);
        return WIRE_TOO_LARGE;
    }
    *out = body;
    return WIRE_OK;
}

int
batch_finish(struct batch_writer *w, const struct wire_head *head, uint8_t **out, size_t *len)
{
    int64_t last = head->first + (int64_t)w->count - 1;
    *out = NULL;
    if (head->first < 1 || (w->count && last + 1 != w->next))
        return WIRE_MALFORMED;
    char *line = pack_head(head, last);
    if (!line)
        return WIRE_MALFORMED;
    size_t head_len = strlen(line), text_len = head_len + 1 + w->used;
    char *text = realloc(line, text_len);
    if (!text)
        abort();
    text[head_len] = '\n';
    if (w->used)
        memcpy(text + head_len + 1, w->text, w->used);
    int rc = compress(out, len, text, text_len);
    free(text);
    return rc;
}
