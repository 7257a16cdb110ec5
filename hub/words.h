/* words.h: times, spans and other small things as people read them, in the thread's language. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { WORDS_SIZE = 64 };

/* "2026-11-28 16:40", local time of China; "" for 0. Returns `out`. */
const char *words_moment(char out[WORDS_SIZE], int64_t utc_ms);

/* "16:40"; "" for 0. */
const char *words_time(char out[WORDS_SIZE], int64_t utc_ms);

/* "2026-11-28"; "" for 0. */
const char *words_day(char out[WORDS_SIZE], int day);

/* How long ago: "just now", "25 min ago", "3 h ago", "12 days ago"; "never" for 0. */
const char *words_ago(char out[WORDS_SIZE], int64_t utc_ms, int64_t now_ms);

/* A clock's error: "right", "2 min ahead", "3 h behind". */
const char *words_error(char out[WORDS_SIZE], int64_t error_ms);

/* Monday to Sunday, 1 to 7. */
const char *words_weekday(int weekday);
