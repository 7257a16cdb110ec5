/* watch_words.h: the words and drawings of alarms, absences and health notes, and a child's row. */
#pragma once

#include "kiosk/ui.h"

#include "db/absence.h"
#include "db/alarm.h"
#include "db/health.h"
#include "db/people.h"

/* Names of assets/icons and words in the screen's language. Borrowed. */
const char *absence_icon(enum absence_reason reason);
const char *absence_word(enum absence_reason reason);
const char *health_icon(enum health_kind kind);
const char *health_word(enum health_kind kind);
const char *alarm_icon(enum alarm_kind kind);

/* "Allergy: peanuts". */
void health_line(char *out, size_t size, const struct health *health);

/* What is the matter, with the local time of its beginning. */
void alarm_line(char *out, size_t size, const struct alarm *alarm, int offset_min);

/* "25 to 27 November", with the weekday where it is one day; today and tomorrow by name. */
void absence_days(char *out, size_t size, int from, int until, int today);

/* A child as staff see it in a row: animal, name and class, in `space`. */
void child_face(struct ui *ui, const struct child *child, struct rect space);
