/* page_homework.h: what the schools have set, entered for a class. */
#pragma once

#include "hub/http.h"

extern const struct route homework_routes[];
