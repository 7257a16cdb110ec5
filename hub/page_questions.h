/* page_questions.h: where two people changed the same, a person decides. */
#pragma once

#include "hub/http.h"

extern const struct route questions_routes[];
