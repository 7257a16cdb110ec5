/* page_export.h: tables as files: XLSX, CSV, PDF, the same as the command and the kiosk write. Each
 * is on the record; children are named in it for accounts that see names. */
#pragma once

#include "hub/http.h"

extern const struct route export_routes[];
