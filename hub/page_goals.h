/* page_goals.h: the six goals of a month, the facts behind each cell, who needs a visit, and whose
 * agreement is missing. */
#pragma once

#include "hub/http.h"

extern const struct route goals_routes[];
