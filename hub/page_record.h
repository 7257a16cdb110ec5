/* page_record.h: the record of what people did on the page, and the accounts. For managers. */
#pragma once

#include "hub/http.h"

extern const struct route record_routes[];
