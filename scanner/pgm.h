/* pgm.h: binary PGM pictures (P5, 8 bit; netpbm.sourceforge.net/doc/pgm.html). */
#pragma once

#include "scanner/decode.h"

#include <stdbool.h>
#include <stdio.h>

/* Reads a picture; out->px is the caller's to free. False, with the reason on standard error, for
 * anything else and for sides over DECODE_SIDE_MAX. */
bool pgm_read(struct grey *out, const char *path);

/* The same from an open file, which stays open; says nothing. */
bool pgm_parse(struct grey *out, FILE *file);
