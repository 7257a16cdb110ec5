/* page_summary.h: summaries: a range of days, a group, a table and its charts; and the days behind
 * each figure. */
#pragma once

#include "hub/http.h"

extern const struct route summary_routes[];
