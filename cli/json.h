/* json.h: writes JSON text (RFC 8259). */
#pragma once

#include <stdio.h>

/* A string in quotation marks. `text` is UTF-8. */
void json_string(FILE *out, const char *text);
