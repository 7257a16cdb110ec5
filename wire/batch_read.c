/* batch_read.c: a body to its events. Unpacked piece by piece: what is in memory is a window of
 * zstd's, one line, and what lines refer back to. */
#include "wire/batch.h"

#include "wire/ids.h"
#include "wire/line.h"
#include "wire/strict.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/* How much a body may unpack to, by its length: lines with random bits in them never shrink that
 * far. */
enum { WINDOW_LOG = 22, RATIO = 64, RATIO_FREE = 256 << 10, PIECE = 64 << 10 };

struct reading {
    const struct batch_sink *sink;
    char *why;
    ZSTD_DCtx *zstd;
    char *line; /* BATCH_HEAD_MOST bytes: what of a line is there so far */
    size_t used;
    size_t unpacked;
    bool has_head;
    int64_t next, last;
    struct line_memory memory;
    struct line_space *space;
};

static int
fail(struct reading *r, int rc, const char *what, const char *where)
{
    if (r->has_head)
        snprintf(r->why, WIRE_WHY, "%s%s at seq %lld", what, where, (long long)r->next);
    else
        snprintf(r->why, WIRE_WHY, "%s%s in the head", what, where);
    return rc;
}

/* ---- the head ---- */

struct head_space {
    struct wire_head head;
    struct wire_boot *boots;
    char *refs, *changes;
};

static bool
read_boots(struct head_space *s, json_t *list)
{
    size_t i;
    json_t *one;
    s->boots = calloc(json_array_size(list) + 1, sizeof *s->boots);
    if (!s->boots)
        abort();
    json_array_foreach(list, i, one)
    {
        const char *id;
        json_int_t base;
        int word;
        if (json_unpack(one, "[sIi!]", &id, &base, &word) != 0 ||
            !id_read(s->boots[i].id, id, strlen(id)) || word < 0 || word > 1)
            return false;
        s->boots[i].base_utc_ms = base;
        s->boots[i].word = word;
    }
    s->head.boots = s->boots;
    s->head.boot_count = i;
    return true;
}

/* Texts of the head are borrowed from `json`. */
static bool
read_head(struct head_space *s, json_t *json)
{
    const char *kiosk, *before;
    json_int_t first, last, newest;
    json_t *boots, *refs, *changes = NULL;
    int version;
    struct wire_head *h = &s->head;
    if (json_unpack(json, "{si ss ss ss sI sI sI ss so so s?o}", "v", &version, "kiosk", &kiosk,
            "home", &h->home, "program", &h->program, "first", &first, "last", &last, "newest",
            &newest, "before", &before, "boots", &boots, "refs", &refs, "changes", &changes) != 0 ||
        version != 1 || !json_is_array(boots) || !json_is_object(refs) ||
        (changes && !json_is_array(changes)))
        return false;
    h->first = first;
    h->last = last;
    h->newest = newest;
    if (first < 1 || first > INT64_MAX - BATCH_EVENTS_MOST || last < first - 1 ||
        last - first >= BATCH_EVENTS_MOST || newest < last || strlen(h->home) > BATCH_HOME_MOST ||
        !wire_id_read(h->kiosk, kiosk) || !id_read(h->before, before, strlen(before)))
        return false;
    s->refs = json_dumps(refs, JSON_COMPACT);
    s->changes = changes ? json_dumps(changes, JSON_COMPACT) : strdup("[]");
    h->refs = s->refs;
    h->changes = s->changes;
    return s->refs && s->changes && read_boots(s, boots);
}

static int
take_head(struct reading *r, size_t len)
{
    struct head_space s = {0};
    int rc = WIRE_OK;
    json_t *json = strict_is_object(r->line, len, BATCH_JSON_DEPTH)
                       ? json_loadb(r->line, len, JSON_REJECT_DUPLICATES, NULL)
                       : NULL;
    if (!json || !read_head(&s, json))
        rc = fail(r, WIRE_MALFORMED, "not as it must be", "");
    if (rc == WIRE_OK && r->sink->head(&s.head, r->sink->payload) != 0)
        rc = fail(r, WIRE_STOPPED, "stopped", "");
    r->next = s.head.first;
    r->last = s.head.last;
    r->has_head = true;
    free(s.refs);
    free(s.changes);
    free(s.boots);
    json_decref(json);
    return rc;
}

/* ---- lines ---- */

static int
take_event(struct reading *r, size_t len)
{
    struct wire_event event = {.seq = r->next};
    if (r->next > r->last)
        return fail(r, WIRE_MALFORMED, "more events than the head says", "");
    /* NOLINTNEXTLINE(clang-analyzer-unix.Malloc): batch_read frees all that *r holds */
    const char *wrong = line_read(&r->memory, r->space, &event, r->line, len);
    if (wrong)
        return fail(r, WIRE_MALFORMED, "wrong ", wrong);
    if (r->sink->event(&event, r->sink->payload) != 0)
        return fail(r, WIRE_STOPPED, "stopped", "");
    r->next++;
    return WIRE_OK;
}

static int
add_to_line(struct reading *r, const char *bytes, size_t len)
{
    size_t most = r->has_head ? LINE_MOST : BATCH_HEAD_MOST;
    if (len == 0)
        return WIRE_OK;
    if (r->used + len > most)
        return fail(r, WIRE_TOO_LARGE, "a line is too long", "");
    memcpy(r->line + r->used, bytes, len);
    r->used += len;
    return WIRE_OK;
}

/* A piece of the unpacked text. */
static int
take_text(struct reading *r, const char *text, size_t len)
{
    int rc = WIRE_OK;
    while (len > 0 && rc == WIRE_OK) {
        const char *newline = memchr(text, '\n', len);
        size_t part = newline ? (size_t)(newline - text) : len;
        rc = add_to_line(r, text, part);
        if (rc == WIRE_OK && newline) {
            size_t whole = r->used;
            r->used = 0;
            rc = r->has_head ? take_event(r, whole) : take_head(r, whole);
        }
        text += part + (newline != NULL);
        len -= part + (newline != NULL);
    }
    return rc;
}

/* ---- the body ---- */

/* One frame, and nothing after it. */
static int
unpack(struct reading *r, const uint8_t *body, size_t len)
{
    static const size_t most = BATCH_TEXT_MOST;
    char piece[PIECE];
    ZSTD_inBuffer in = {body, len, 0};
    size_t left = 1, bound = RATIO_FREE + len * RATIO;
    while (left != 0) {
        ZSTD_outBuffer out = {piece, sizeof piece, 0};
        size_t before = in.pos;
        left = ZSTD_decompressStream(r->zstd, &out, &in);
        if (ZSTD_isError(left))
            return fail(r, WIRE_MALFORMED, "zstd: ", ZSTD_getErrorName(left));
        r->unpacked += out.pos;
        if (r->unpacked > bound || r->unpacked > most)
            return fail(r, WIRE_TOO_LARGE, "unpacks to too much", "");
        int rc = take_text(r, piece, out.pos);
        if (rc != WIRE_OK)
            return rc;
        if (left != 0 && out.pos == 0 && in.pos == before)
            return fail(r, WIRE_MALFORMED, "cut short", "");
    }
    if (in.pos != len || r->used || !r->has_head || r->next != r->last + 1)
        return fail(r, WIRE_MALFORMED, "not all of it, or more than that", "");
    return WIRE_OK;
}

int
batch_read(const uint8_t *body, size_t len, const struct batch_sink *sink, char why[WIRE_WHY])
{
    struct reading r = {.sink = sink, .why = why};
    why[0] = '\0';
    if (len > BATCH_BODY_MOST)
        return fail(&r, WIRE_TOO_LARGE, "the body is too large", "");
    r.zstd = ZSTD_createDCtx();
    r.space = malloc(sizeof *r.space);
    r.line = malloc(BATCH_HEAD_MOST);
    if (!r.zstd || !r.space || !r.line)
        abort();
    int rc = WIRE_MALFORMED;
    if (!ZSTD_isError(ZSTD_DCtx_setParameter(r.zstd, ZSTD_d_windowLogMax, WINDOW_LOG)))
        rc = unpack(&r, body, len);
    ZSTD_freeDCtx(r.zstd);
    free(r.space);
    free(r.line);
    line_memory_finish(&r.memory);
    return rc;
}
