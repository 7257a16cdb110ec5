/* line_write.c: an event to its line. */
#include "wire/line.h"

#include "wire/ids.h"
#include "wire/strict.h"

#include <string.h>

/* Two clocks that say anything: their differences wrap round, and wrap back. */
static int64_t
less(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a - (uint64_t)b);
}

/* May this event stand in a batch? */
static bool
is_fit(const struct line_memory *m, const struct wire_event *e)
{
    size_t len = strlen(e->payload);
    bool full = m->kinds.count >= LINE_LIST_MOST || m->cards.count >= LINE_LIST_MOST ||
                m->boots.count >= LINE_LIST_MOST;
    return !full && e->home >= 0 && e->child >= 0 && e->staff >= 0 && len <= BATCH_PAYLOAD_MOST &&
           line_kind_is_fit(e->kind, strlen(e->kind)) &&
           strict_is_object(e->payload, len, BATCH_JSON_DEPTH);
}

static char *
put_number(char *out, int64_t number)
{
    char digits[20];
    size_t n = 0;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    if (number < 0)
        *out++ = '-';
    do
        digits[n++] = (char)('0' + left % 10);
    while (left /= 10);
    while (n > 0)
        *out++ = digits[--n];
    return out;
}

static char *
put_text(char *out, const char *text)
{
    return strict_quote(out, text, strlen(text));
}

/* A string of a list: its number, or `text` for it, the first time. */
static char *
put_listed(char *out, struct strings *list, const void *bytes, size_t len, const char *text)
{
    long at = strings_find(list, bytes, len);
    if (at >= 0)
        return put_number(out, at + 1);
    strings_add(list, bytes, len);
    return put_text(out, text);
}

static char *
put_card(char *out, struct line_memory *m, const uint8_t *card)
{
    char text[CARD_ID_TEXT + 1];
    if (!card)
        return put_number(out, 0);
    card_id_text(text, card);
    return put_listed(out, &m->cards, card, WIRE_CARD_LEN, text);
}

static char *
put_cause(char *out, struct line_memory *m, const uint8_t *cause)
{
    char text[ID_TEXT + 1];
    if (!cause)
        return put_number(out, 0);
    long at = strings_find(&m->ids, cause, WIRE_ID_LEN);
    if (at >= 0)
        return put_number(out, (long)m->ids.count - at);
    id_text(text, cause);
    return put_text(out, text);
}

static char *
put_payload(char *out, struct line_memory *m, const char *payload)
{
    size_t len = strlen(payload);
    if (!line_is_numbered(&m->payloads, len) && strings_find(&m->payloads, payload, len) < 0)
        return put_text(out, payload);
    return put_listed(out, &m->payloads, payload, len, payload);
}

/* What is mostly as it was. */
static char *
put_rest(char *out, struct line_memory *m, const struct wire_event *e)
{
    char text[ID_TEXT + 1];
    long boot = strings_find(&m->boots, e->boot, WIRE_ID_LEN);
    if (boot == (long)m->boot && e->trusted == m->trusted && e->home == m->home)
        return out;
    *out++ = ',';
    id_text(text, e->boot);
    out = put_listed(out, &m->boots, e->boot, WIRE_ID_LEN, text);
    *out++ = ',';
    out = put_number(out, e->trusted);
    *out++ = ',';
    m->boot = (size_t)strings_find(&m->boots, e->boot, WIRE_ID_LEN);
    m->trusted = e->trusted;
    m->home = e->home;
    return put_number(out, e->home);
}

/* Numbers, a comma before each. */
static char *
put_numbers(char *out, const int64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        *out++ = ',';
        out = put_number(out, numbers[i]);
    }
    return out;
}

size_t
line_write(struct line_memory *m, char *out, const struct wire_event *e)
{
    char *at = out, id[ID_TEXT + 1];
    if (!is_fit(m, e) || strings_find(&m->ids, e->id, WIRE_ID_LEN) >= 0)
        return 0;
    own_id_text(id, e->id, e->at_utc_ms);
    int64_t later = less(e->at_utc_ms, m->at_utc_ms);
    int64_t drift = less(less(e->mono_ms, m->mono_ms), later);
    *at++ = '[';
    at = put_numbers(put_text(at, id), (int64_t[]){later, drift}, 2);
    *at++ = ',';
    at = put_listed(at, &m->kinds, e->kind, strlen(e->kind), e->kind);
    at = put_numbers(at, (int64_t[]){e->child, e->staff}, 2);
    *at++ = ',';
    at = put_card(at, m, e->card);
    *at++ = ',';
    at = put_cause(at, m, e->cause);
    *at++ = ',';
    at = put_rest(put_payload(at, m, e->payload), m, e);
    *at++ = ']';
    m->at_utc_ms = e->at_utc_ms;
    m->mono_ms = e->mono_ms;
    strings_add(&m->ids, e->id, WIRE_ID_LEN);
    return (size_t)(at - out);
}
