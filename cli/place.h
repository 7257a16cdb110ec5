/* place.h: where the program's own files lie: beside it in a build, under /usr/share installed. */
#pragma once

#include <limits.h>
#include <stdbool.h>

/* Writes the first folder that exists of: the environment's `variable`; `name` beside the program;
 * `name` beside the folder that the program is in, and beside that one. False where none does. */
bool place_find(char out[PATH_MAX], const char *variable, const char *name);

/* The folder of the running program. False where the kernel does not tell. */
bool place_of_program(char out[PATH_MAX]);
