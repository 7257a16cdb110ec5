#include "db/mention.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Members of an event's payload, whatever its kind: a name means the same in all of them. */
static const struct {
    const char *member, *table;
} mentions[] = {
    {"homework", "homework"}, {"session", "session"}, {"child", "child"}, {"guardian", "guardian"},
    {"walk", "walk"}, {"period", "period"}, {"care_session", "care_session"}, {"witness", "staff"},
    {"by", "staff"}, /* a number, or "installer" */
    {"holder", ""},  /* of a card: the table is told by "kind" */
};
enum { MENTION_COUNT = sizeof mentions / sizeof mentions[0] };

/* Kinds of holders as the card has them. */
static const char *
holder_table(const json_t *payload)
{
    static const char *const tables[] = {"", "child", "guardian", "staff"};
    json_int_t kind = json_integer_value(json_object_get(payload, "kind"));
    return kind >= 1 && kind <= 3 ? tables[kind] : "";
}

/* Most payloads name nothing: those are not parsed. */
static bool
may_mention(const char *payload)
{
    char quoted[24];
    for (int i = 0; i < MENTION_COUNT; i++) {
        snprintf(quoted, sizeof quoted, "\"%s\"", mentions[i].member);
        if (strstr(payload, quoted))
            return true;
    }
    return false;
}

/* The member's number and its table, or false where it names nothing. */
static bool
read_mention(const json_t *json, int i, const char **table, int64_t *number)
{
    const json_t *value = json_object_get(json, mentions[i].member);
    *table = mentions[i].table[0] ? mentions[i].table : holder_table(json);
    *number = json_integer_value(value);
    return **table && json_is_integer(value) && *number;
}

int
mention_each(
    const char *payload, int (*each)(const char *table, int64_t number, void *), void *context)
{
    json_t *json = may_mention(payload) ? json_loads(payload, 0, NULL) : NULL;
    const char *table;
    int64_t number;
    int stop = 0;
    for (int i = 0; !stop && i < MENTION_COUNT; i++)
        if (read_mention(json, i, &table, &number))
            stop = each(table, number, context);
    json_decref(json);
    return stop;
}

char *
mention_map(
    const char *payload, int64_t (*map)(const char *table, int64_t number, void *), void *context)
{
    json_t *json = may_mention(payload) ? json_loads(payload, 0, NULL) : NULL;
    const char *table;
    int64_t number;
    bool changed = false;
    for (int i = 0; i < MENTION_COUNT; i++) {
        if (!read_mention(json, i, &table, &number))
            continue;
        int64_t here = map(table, number, context);
        changed |= here != number;
        if (here != number &&
            json_object_set_new(json, mentions[i].member, json_integer(here)) != 0)
            abort();
    }
    char *text = changed ? json_dumps(json, JSON_COMPACT) : NULL;
    json_decref(json);
    return text;
}
