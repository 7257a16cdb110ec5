/* kiosk_routes.h: what kiosks ask the hub: /v1/… (wire/README.md). */
#pragma once

#include "hub/http.h"

extern const struct route kiosk_routes[];
