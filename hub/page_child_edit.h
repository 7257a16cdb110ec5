/* page_child_edit.h: a child and its guardians are entered and changed. */
#pragma once

#include "hub/http.h"

extern const struct route child_edit_routes[];
