/* sheet.h: cards for printing: A4, ten a page, with marks to cut along. */
#pragma once

#include "db/people.h"
#include "scanner/card.h"

#include <stddef.h>

struct sheet_card {
    char text[CARD_TEXT_LEN + 1]; /* all that the code holds */
    char name[NAME_SIZE], home[NAME_SIZE];
    char animal[WORD_SIZE]; /* a drawing of ASSETS/animals, or empty */
};

/* Writes a PDF (mode 0600, in one piece or not at all). Each card is first drawn as a picture by
 * the same code and read by our own scanner: a sheet with a card that it can't read is not written.
 * 0, or -1 with the reason in `why`. */
int sheet_write(const char *path, const struct sheet_card *cards, int count, const char *assets,
    char *why, size_t why_size);

int sheet_pages(int count);
