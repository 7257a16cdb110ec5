/* line_read.c: a line to its event, nothing of it believed. */
#include "wire/line.h"

#include "wire/ids.h"
#include "wire/strict.h"

#include <string.h>

/* Two clocks that say anything: their differences wrap round, and wrap back. */
static int64_t
plus(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* The string that a number of a list, or a text that is new, stands for. *is_new: it is in `text`,
 * and in no list yet. */
struct listed {
    int64_t number; /* from 1; 0: a text, or none at all */
    bool is_new;
    size_t len;
};

static bool
get_listed(struct strict_place *p, struct listed *out, char *text, size_t size)
{
    *out = (struct listed){.is_new = p->at < p->end && *p->at == '"'};
    if (out->is_new)
        return strict_text(p, text, size, &out->len);
    return strict_number(p, &out->number) && out->number >= 0;
}

/* A text that is new joins the list. */
static bool
join(struct strings *list, const void *bytes, size_t len)
{
    if (list->count >= LINE_LIST_MOST)
        return false;
    strings_add(list, bytes, len);
    return true;
}

static const void *
numbered(const struct strings *list, int64_t number)
{
    return number > 0 ? strings_get(list, (size_t)number - 1, NULL) : NULL;
}

static bool
get_kind(
    struct strict_place *p, struct line_memory *m, struct line_space *s, struct wire_event *out)
{
    struct listed l;
    if (!get_listed(p, &l, s->kind, sizeof s->kind))
        return false;
    out->kind = l.is_new ? s->kind : numbered(&m->kinds, l.number);
    return out->kind &&
           (!l.is_new || (line_kind_is_fit(s->kind, l.len) && join(&m->kinds, s->kind, l.len)));
}

static bool
get_card(
    struct strict_place *p, struct line_memory *m, struct line_space *s, struct wire_event *out)
{
    struct listed l;
    char text[CARD_ID_TEXT + 1];
    if (!get_listed(p, &l, text, sizeof text))
        return false;
    out->card = l.is_new ? s->card : numbered(&m->cards, l.number);
    if (!l.is_new)
        return out->card || l.number == 0;
    return card_id_read(s->card, text, l.len) && join(&m->cards, s->card, WIRE_CARD_LEN);
}

static bool
get_cause(
    struct strict_place *p, struct line_memory *m, struct line_space *s, struct wire_event *out)
{
    struct listed l;
    char text[ID_TEXT + 1];
    if (!get_listed(p, &l, text, sizeof text))
        return false;
    out->cause = NULL;
    if (l.is_new) {
        out->cause = s->cause;
        return id_read(s->cause, text, l.len);
    }
    if (l.number == 0)
        return true;
    if (l.number > (int64_t)m->ids.count)
        return false;
    memcpy(s->cause, strings_get(&m->ids, m->ids.count - (size_t)l.number, NULL), WIRE_ID_LEN);
    out->cause = s->cause;
    return true;
}

static bool
get_payload(
    struct strict_place *p, struct line_memory *m, struct line_space *s, struct wire_event *out)
{
    struct listed l;
    if (!get_listed(p, &l, s->payload, sizeof s->payload))
        return false;
    out->payload = l.is_new ? s->payload : numbered(&m->payloads, l.number);
    if (!l.is_new)
        return out->payload;
    if (!strict_is_object(s->payload, l.len, BATCH_JSON_DEPTH))
        return false;
    if (line_is_numbered(&m->payloads, l.len))
        strings_add(&m->payloads, s->payload, l.len);
    return true;
}

static bool
get_boot(struct strict_place *p, struct line_memory *m)
{
    struct listed l;
    char text[ID_TEXT + 1];
    uint8_t boot[WIRE_ID_LEN];
    if (!get_listed(p, &l, text, sizeof text))
        return false;
    if (l.is_new && (!id_read(boot, text, l.len) || !join(&m->boots, boot, WIRE_ID_LEN)))
        return false;
    m->boot = l.is_new ? m->boots.count - 1 : (size_t)l.number - 1;
    return m->boot < m->boots.count;
}

static bool
get_rest(struct strict_place *p, struct line_memory *m)
{
    int64_t trusted;
    if (!strict_char(p, ','))
        return m->boots.count > 0;
    if (!get_boot(p, m) || !strict_char(p, ',') || !strict_number(p, &trusted) || trusted < 0 ||
        trusted > 1 || !strict_char(p, ',') || !strict_number(p, &m->home) || m->home < 0)
        return false;
    m->trusted = trusted;
    return true;
}

static bool
get_comma_number(struct strict_place *p, int64_t *out)
{
    return strict_char(p, ',') && strict_number(p, out);
}

static bool
get_person(struct strict_place *p, int64_t *out)
{
    return get_comma_number(p, out) && *out >= 0;
}

const char *
line_read(struct line_memory *m, struct line_space *s, struct wire_event *out, const char *line,
    size_t len)
{
    struct strict_place p = {line, line + len};
    char id[ID_TEXT + 1];
    size_t id_len;
    int64_t later, drift;
    if (!strict_char(&p, '[') || !strict_text(&p, id, sizeof id, &id_len))
        return "id";
    if (!get_comma_number(&p, &later) || !get_comma_number(&p, &drift))
        return "time";
    out->at_utc_ms = plus(m->at_utc_ms, later);
    out->mono_ms = plus(m->mono_ms, plus(later, drift));
    if (!own_id_read(out->id, id, id_len, out->at_utc_ms))
        return "id";
    if (!strict_char(&p, ',') || !get_kind(&p, m, s, out))
        return "kind";
    if (!get_person(&p, &out->child) || !get_person(&p, &out->staff))
        return "child or staff";
    if (!strict_char(&p, ',') || !get_card(&p, m, s, out))
        return "card";
    if (!strict_char(&p, ',') || !get_cause(&p, m, s, out))
        return "cause";
    if (!strict_char(&p, ',') || !get_payload(&p, m, s, out))
        return "payload";
    if (!get_rest(&p, m) || !strict_char(&p, ']') || p.at != p.end)
        return "boot, trust or Home";
    m->at_utc_ms = out->at_utc_ms;
    m->mono_ms = out->mono_ms;
    out->boot = strings_get(&m->boots, m->boot, NULL);
    out->trusted = m->trusted;
    out->home = m->home;
    strings_add(&m->ids, out->id, WIRE_ID_LEN);
    return NULL;
}
