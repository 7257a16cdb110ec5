/* words.h: the language of the screen. msgids are English; the catalogue is "zhaoxi". */
#pragma once

#include "db/presence.h"
#include "db/timetable.h"

#include <libintl.h>

#define _(text) dgettext("zhaoxi", text)
#define N_(text) text

enum language { LANGUAGE_ZH, LANGUAGE_EN };

/* Finds the catalogue in `folder`, or the system's where it is NULL. */
void words_init(const char *folder);
void words_use(enum language language);

/* A session's title, or its subject's name where it has none. Borrowed. */
const char *words_session(const struct session *session);

/* A staff role's name. Borrowed. */
const char *words_role(enum staff_role role);

/* What visitors come for, to be translated. */
extern const char *const words_purposes[VISIT_PURPOSE_COUNT];

/* 1 Monday to 7 Sunday. Borrowed. */
const char *words_weekday(int weekday);

/* How wide a text is in bold type of `size`, its longest line where it has several. */
int words_width(const char *text, int size);

/* How many lines a text takes at `size` in a row of `width` pixels: 1, or 2 at most. */
int words_lines(const char *text, int size, int width);

/* "Tuesday, 24 November" as each language writes it. */
void words_date(char *out, size_t size, int day);

/* A due day as a child says it: "Today", "Tomorrow", "Yesterday", a weekday within the coming week,
 * else the date. */
void words_due(char *out, size_t size, int due, int today);
