/* birthday.h: is it this child's birthday, or was it since the child was last here? Pure. */
#pragma once

enum { BIRTHDAY_LATE_DAYS = 7 }; /* wishes later than this come too late */

/* How many days ago the birthday was: 0 today; up to BIRTHDAY_LATE_DAYS where the child has not
 * been here on or after it (last_day is its last day here before today, 0 for none); else -1. Who
 * was born on 29 February has the 28th in other years. Days are numbers like 20261124. */
int birthday_ago(int born_day, int today, int last_day);
