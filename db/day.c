/* day.c: day numbers by way of a count of days since 1970, after Howard Hinnant's
 * "chrono-Compatible Low-Level Date Algorithms" (days_from_civil, civil_from_days). */
#include "db/day.h"

#include <stdio.h>
#include <string.h>

static int64_t
floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t
count_of(int day)
{
    int64_t y = day / 10000;
    int m = day / 100 % 100, d = day % 100;
    y -= m <= 2;
    int64_t era = floor_div(y, 400);
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static int
day_of_count(int64_t count)
{
    count += 719468;
    int64_t era = floor_div(count, 146097);
    int64_t doe = count - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int64_t d = doy - (153 * mp + 2) / 5 + 1;
    int64_t m = mp < 10 ? mp + 3 : mp - 9;
    return (int)((yoe + era * 400 + (m <= 2)) * 10000 + m * 100 + d);
}

static int64_t
local_ms(int64_t utc_ms, int offset_min)
{
    return utc_ms + (int64_t)offset_min * 60000;
}

int
day_of(int64_t utc_ms, int offset_min)
{
    return day_of_count(floor_div(local_ms(utc_ms, offset_min), DAY_MS));
}

int
day_minute_of(int64_t utc_ms, int offset_min)
{
    int64_t local = local_ms(utc_ms, offset_min);
    return (int)((local - floor_div(local, DAY_MS) * DAY_MS) / 60000);
}

int64_t
day_to_utc_ms(int day, int minute, int offset_min)
{
    return count_of(day) * DAY_MS + (int64_t)(minute - offset_min) * 60000;
}

int64_t
day_close_ms(int day, int minute, int offset_min)
{
    return day_to_utc_ms(day, minute, offset_min) - (minute >= 1440);
}

int
day_add(int day, int n)
{
    return day_of_count(count_of(day) + n);
}

int
day_weekday(int day)
{
    int64_t since_monday = count_of(day) + 3; /* 1970-01-01 was a Thursday */
    return (int)(since_monday - floor_div(since_monday, 7) * 7) + 1;
}

int
day_years(int from, int until)
{
    return until / 10000 - from / 10000 - (until % 10000 < from % 10000);
}

bool
day_exists(int day)
{
    return day >= 19000101 && day <= 21991231 && day_of_count(count_of(day)) == day;
}

/* Reads up to `most` digits; moves *text past them. -1 where there is none. */
static int
digits(const char **text, int most)
{
    int value = 0, n = 0;
    while (n < most && **text >= '0' && **text <= '9') {
        value = value * 10 + (*(*text)++ - '0');
        n++;
    }
    return n ? value : -1;
}

/* Moves *text past one of the marks that end in NULL. */
static bool
skip_mark(const char **text, const char *const marks[])
{
    for (size_t i = 0; marks[i]; i++) {
        size_t n = strlen(marks[i]);
        if (strncmp(*text, marks[i], n) == 0) {
            *text += n;
            return true;
        }
    }
    return false;
}

static bool
all_digits(const char *text, size_t len)
{
    return strlen(text) == len && strspn(text, "0123456789") == len;
}

int
day_parse(const char *text)
{
    static const char *const between[] = {"-", "/", ".", "年", "月", NULL};
    static const char *const end[] = {"日", "号", NULL};
    int y, m, d;
    if (all_digits(text, 8)) {
        y = digits(&text, 4), m = digits(&text, 2), d = digits(&text, 2);
    } else {
        y = digits(&text, 4);
        if (y < 1000 || !skip_mark(&text, between))
            return 0;
        m = digits(&text, 2);
        if (m < 1 || !skip_mark(&text, between))
            return 0;
        d = digits(&text, 2);
        skip_mark(&text, end);
    }
    if (*text || m < 1 || m > 12 || d < 1)
        return 0;
    int day = y * 10000 + m * 100 + d;
    return day_exists(day) ? day : 0;
}

int
minute_parse(const char *text)
{
    static const char *const colon[] = {":", "：", NULL};
    int h = digits(&text, 2);
    if (h < 0 || h > 24 || !skip_mark(&text, colon))
        return -1;
    const char *minutes = text;
    int m = digits(&text, 2);
    if (m < 0 || m > 59 || text - minutes != 2 || *text || h * 60 + m > 1440)
        return -1;
    return h * 60 + m;
}

void
day_text(char out[DAY_TEXT_LEN + 1], int day)
{
    unsigned d = (unsigned)day;
    snprintf(out, DAY_TEXT_LEN + 1, "%04u-%02u-%02u", d / 10000 % 10000, d / 100 % 100, d % 100);
}

void
minute_text(char out[MINUTE_TEXT_LEN + 1], int minute)
{
    unsigned m = (unsigned)minute;
    snprintf(out, MINUTE_TEXT_LEN + 1, "%02u:%02u", m / 60 % 100, m % 60);
}
