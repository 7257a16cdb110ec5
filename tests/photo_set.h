/* photo_set.h: photographed codes with the text that each must read as: FOLDER/N.png and N.txt. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct photo {
    uint8_t *px; /* grey */
    int width, height;
    char *text;
};

/* Returns false where one of both files is not there or is not what it should be. */
bool photo_load(struct photo *out, const char *png);
void photo_finish(struct photo *photo);

/* The same but for how lines end. */
bool photo_reads(const struct photo *photo, const char *text);
