/* page_homes.h: the first page: the Homes at a glance, and one Home's day. */
#pragma once

#include "hub/http.h"

extern const struct route homes_routes[];
