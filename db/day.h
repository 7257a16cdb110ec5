/* day.h: local calendar days as numbers that people can read, 20261124, and minutes of a day.
 *
 * Pure arithmetic on the proleptic Gregorian calendar. A Home states its offset from UTC in
 * minutes (480 in China, which has had no daylight saving since 1991). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_TEXT_LEN 10   /* 2026-11-24 */
#define MINUTE_TEXT_LEN 5 /* 08:05 */
#define DAY_MS INT64_C(86400000)

/* The local day at a UTC time. */
int day_of(int64_t utc_ms, int offset_min);

/* Minutes since local midnight at a UTC time, 0 to 1439. */
int day_minute_of(int64_t utc_ms, int offset_min);

/* The UTC time, in ms, at which `minute` (0 to 1440) of the local day begins. */
int64_t day_to_utc_ms(int day, int minute, int offset_min);

/* The same for a minute at which the day may end: 1440 is the day's last ms, not the next day. */
int64_t day_close_ms(int day, int minute, int offset_min);

/* `day` moved by n days, n of either sign. */
int day_add(int day, int n);

/* 1 Monday to 7 Sunday (ISO 8601). */
int day_weekday(int day);

/* Whole years between two days: an age. Negative where `until` is the earlier. */
int day_years(int from, int until);

/* Is it a day that exists, from 1900 to 2199? */
bool day_exists(int day);

/* Reads 2026-11-24, 2026/11/24, 2026.11.24, 20261124 or 2026年11月24日 (UTF-8); months and days
 * may have one digit where there are separators. Returns 0 for anything else. */
int day_parse(const char *text);

/* Reads 8:05, 08:05 or 08：05 (full-width colon). Returns minutes since midnight or -1. */
int minute_parse(const char *text);

void day_text(char out[DAY_TEXT_LEN + 1], int day);
void minute_text(char out[MINUTE_TEXT_LEN + 1], int minute);
