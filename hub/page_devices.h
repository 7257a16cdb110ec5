/* page_devices.h: the kiosks: pairing, how each is, what it or the hub could not take, and the end
 * of a lost one. For managers. */
#pragma once

#include "hub/http.h"

extern const struct route devices_routes[];
