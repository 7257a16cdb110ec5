#include "db/quiet.h"

#include "db/day.h"
#include "db/text.h"

#include <stdio.h>
#include <string.h>

/* Reads one time of `len` bytes, spaces around it allowed. Minutes or -1. */
static int
read_time(const char *text, size_t len)
{
    char one[16];
    while (len && *text == ' ') {
        text++;
        len--;
    }
    while (len && text[len - 1] == ' ')
        len--;
    if (len >= sizeof one)
        return -1;
    memcpy(one, text, len);
    one[len] = '\0';
    return minute_parse(one);
}

/* Reads "12:30-14:00" of `len` bytes into the next span. */
static bool
read_span(struct quiet *out, const char *text, size_t len, char why[QUIET_WHY])
{
    const char *dash = memchr(text, '-', len);
    size_t left = dash ? (size_t)(dash - text) : len;
    int from = read_time(text, left);
    int until = dash ? read_time(dash + 1, len - left - 1) : -1;
    if (!dash || from < 0 || until < 0)
        snprintf(
            why, QUIET_WHY, _("\"%.*s\" is not two times: write 12:30-14:00."), (int)len, text);
    else if (from % 1440 == until % 1440)
        snprintf(why, QUIET_WHY, _("\"%.*s\" begins and ends at the same time."), (int)len, text);
    else if (out->count == QUIET_SPANS)
        snprintf(why, QUIET_WHY, _("More than %d spans of quiet hours."), QUIET_SPANS);
    else {
        out->spans[out->count].from_min = from % 1440;
        out->spans[out->count++].until_min = until;
        return true;
    }
    return false;
}

/* The bytes before the next comma, ASCII or full-width, and in *skip those of the comma. */
static size_t
span_length(const char *text, size_t *skip)
{
    size_t len = strcspn(text, ",");
    const char *wide = strstr(text, "，");
    *skip = text[len] ? 1 : 0;
    if (!wide || (size_t)(wide - text) >= len)
        return len;
    *skip = strlen("，");
    return (size_t)(wide - text);
}

bool
quiet_parse(struct quiet *out, const char *text, char why[QUIET_WHY])
{
    bool more = text[0] != '\0';
    *out = (struct quiet){0};
    if (strlen(text) >= QUIET_TEXT) {
        snprintf(why, QUIET_WHY, _("More than %d spans of quiet hours."), QUIET_SPANS);
        return false;
    }
    while (more) {
        size_t skip, len = span_length(text, &skip);
        if (!read_span(out, text, len, why)) {
            out->count = 0;
            return false;
        }
        text += len + skip;
        more = skip > 0;
    }
    return true;
}

bool
quiet_has(const struct quiet *quiet, int minute)
{
    for (int i = 0; i < quiet->count; i++) {
        int from = quiet->spans[i].from_min, until = quiet->spans[i].until_min;
        if (from < until ? minute >= from && minute < until : minute >= from || minute < until)
            return true;
    }
    return false;
}
