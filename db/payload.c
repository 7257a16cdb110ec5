/* payload.c: walks over valid JSON, at depth 1. */
#include "db/payload.h"

#include <stdlib.h>
#include <string.h>

/* From behind the opening quote to the closing one. */
static const char *
end_of_string(const char *c)
{
    while (*c && *c != '"')
        c += c[0] == '\\' && c[1] ? 2 : 1;
    return c;
}

static const char *
skip_space(const char *c)
{
    return c + strspn(c, " \t\r\n");
}

/* From the beginning of a value to the comma or bracket behind it. */
static const char *
skip_value(const char *c)
{
    int depth = 0;
    for (; *c; c++) {
        if (*c == '"')
            c = end_of_string(c + 1);
        else if (*c == '{' || *c == '[')
            depth++;
        else if (depth == 0 && (*c == ',' || *c == '}'))
            return c;
        else if (*c == '}' || *c == ']')
            depth--;
        if (!*c)
            break;
    }
    return c;
}

const char *
payload_next(const char **at, const char **name, size_t *name_len, const char **end)
{
    const char *c = skip_space(*at);
    if (*c != '{' && *c != ',')
        return NULL;
    *name = skip_space(c + 1);
    if (**name != '"')
        return NULL;
    const char *name_end = end_of_string(++*name);
    if (!*name_end)
        return NULL;
    *name_len = (size_t)(name_end - *name);
    c = skip_space(name_end + 1);
    if (*c != ':')
        return NULL;
    c = skip_space(c + 1);
    *at = *end = skip_value(c);
    return c;
}

const char *
payload_find(const char *json, const char *key)
{
    size_t len = strlen(key), name_len;
    const char *name, *end, *value;
    while ((value = payload_next(&json, &name, &name_len, &end)))
        if (name_len == len && memcmp(name, key, len) == 0)
            return value;
    return NULL;
}

int64_t
payload_int(const char *json, const char *key)
{
    const char *value = payload_find(json, key);
    if (!value)
        return 0;
    return strncmp(value, "true", 4) == 0 ? 1 : strtoll(value, NULL, 10);
}

void
payload_word(const char *json, const char *key, char *out, size_t size)
{
    const char *value = payload_find(json, key);
    out[0] = '\0';
    if (!value || *value != '"')
        return;
    size_t len = (size_t)(end_of_string(value + 1) - value - 1);
    if (len >= size)
        return;
    memcpy(out, value + 1, len);
    out[len] = '\0';
}
