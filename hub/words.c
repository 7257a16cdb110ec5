#include "hub/words.h"

#include "hub/text.h"

#include "db/day.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHINA_MIN = 480, SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

const char *
words_day(char out[WORDS_SIZE], int day)
{
    out[0] = '\0';
    if (day)
        day_text(out, day);
    return out;
}

const char *
words_time(char out[WORDS_SIZE], int64_t utc_ms)
{
    out[0] = '\0';
    if (utc_ms)
        minute_text(out, day_minute_of(utc_ms, CHINA_MIN));
    return out;
}

const char *
words_moment(char out[WORDS_SIZE], int64_t utc_ms)
{
    char day[DAY_TEXT_LEN + 1], minute[MINUTE_TEXT_LEN + 1];
    out[0] = '\0';
    if (!utc_ms)
        return out;
    day_text(day, day_of(utc_ms, CHINA_MIN));
    minute_text(minute, day_minute_of(utc_ms, CHINA_MIN));
    snprintf(out, WORDS_SIZE, "%s %s", day, minute);
    return out;
}

const char *
words_ago(char out[WORDS_SIZE], int64_t utc_ms, int64_t now_ms)
{
    int64_t ms = now_ms - utc_ms;
    if (!utc_ms)
        snprintf(out, WORDS_SIZE, "%s", _("never"));
    else if (ms < 2 * MINUTE)
        snprintf(out, WORDS_SIZE, "%s", _("just now"));
    else if (ms < 2 * HOUR)
        snprintf(out, WORDS_SIZE, _("%" PRId64 " min ago"), ms / MINUTE);
    else if (ms < 48 * INT64_C(3600000))
        snprintf(out, WORDS_SIZE, _("%" PRId64 " h ago"), ms / HOUR);
    else
        snprintf(out, WORDS_SIZE, _("%" PRId64 " days ago"), ms / DAY_MS);
    return out;
}

const char *
words_error(char out[WORDS_SIZE], int64_t error_ms)
{
    int64_t ms = llabs(error_ms);
    bool ahead = error_ms > 0;
    if (ms < 5 * SECOND)
        snprintf(out, WORDS_SIZE, "%s", _("is right"));
    else if (ms < 2 * MINUTE)
        snprintf(out, WORDS_SIZE, ahead ? _("%" PRId64 " s ahead") : _("%" PRId64 " s behind"),
            ms / SECOND);
    else if (ms < 2 * HOUR)
        snprintf(out, WORDS_SIZE, ahead ? _("%" PRId64 " min ahead") : _("%" PRId64 " min behind"),
            ms / MINUTE);
    else if (ms < 2 * DAY_MS)
        snprintf(out, WORDS_SIZE, ahead ? _("%" PRId64 " h ahead") : _("%" PRId64 " h behind"),
            ms / HOUR);
    else
        snprintf(out, WORDS_SIZE,
            ahead ? _("%" PRId64 " days ahead") : _("%" PRId64 " days behind"), ms / DAY_MS);
    return out;
}

const char *
words_weekday(int weekday)
{
    switch (weekday) {
    case 1:
        return _("Monday");
    case 2:
        return _("Tuesday");
    case 3:
        return _("Wednesday");
    case 4:
        return _("Thursday");
    case 5:
        return _("Friday");
    case 6:
        return _("Saturday");
    default:
        return _("Sunday");
    }
}
