/* v1.h: what kiosks ask: /v1/…, signed (wire/README.md). */
#pragma once

#include "hub/http.h"

extern const struct route v1_routes[];
