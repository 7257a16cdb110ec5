/* slip_paper.h: a slip of the absence ladder on paper (A5): what it is about for people, its code
 * for the next machine. */
#pragma once

#include <stddef.h>

enum { SLIP_LINES = 10, SLIP_LINE = 256 };

struct slip_paper {
    char title[SLIP_LINE];
    int count;
    char lines[SLIP_LINES][SLIP_LINE];
};

/* Writes a PDF, readable by its owner alone, with a QR code that holds `code` and no more. 0, or -1
 * with the reason in `why`. */
int slip_paper_write(
    const char *path, const struct slip_paper *paper, const char *code, char *why, size_t why_size);
