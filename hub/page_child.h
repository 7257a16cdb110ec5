/* page_child.h: the children of a Home, and one child: who looks after it, its days, and what staff
 * must know. Each look at a child is on the record. */
#pragma once

#include "hub/http.h"

extern const struct route child_routes[];
