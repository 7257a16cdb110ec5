/* page_care.h: holiday care: the holidays of a Home, who is enrolled, and enrolling. Opening and
 * closing is done at the Home: it counts who is there. */
#pragma once

#include "hub/http.h"

extern const struct route care_routes[];
