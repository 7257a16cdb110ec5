/* program.h: other programs that may be installed. */
#pragma once

#include <stdbool.h>

/* Is there a program of that name on PATH? */
bool program_is_there(const char *name);
