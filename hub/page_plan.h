/* page_plan.h: a Home's week of classes, and the homework of its schools, entered and changed. */
#pragma once

#include "hub/http.h"

extern const struct route plan_routes[];
