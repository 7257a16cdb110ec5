/* summary_span.h: how many days a range has. Inside db/ only. */
#pragma once

/* Both belong to it; 0 or less where until_day is before. */
int span_days(int from_day, int until_day);
