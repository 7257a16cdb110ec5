/* paper.h: the roll call on A4, drawn by the same code as the screen. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Writes a PDF (mode 0600) of who is in at the Home at that time, by group, with boxes to tick and
 * phones; while a roll call runs, with its ticks. False, and the reason on standard error, where it
 * can't; then there is no file. */
bool paper_write(const char *out, const char *db, int64_t at_ms, const char *assets);
