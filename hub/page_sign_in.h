/* page_sign_in.h: signing in and out, the own password, and the language. */
#pragma once

#include "hub/http.h"

extern const struct route sign_in_routes[];
