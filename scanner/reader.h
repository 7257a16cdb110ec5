/* reader.h: ZBar, on one picture. Inside scanner/ only. */
#pragma once

#include "scanner/decode.h"

struct reader;

struct reader *reader_create(void);
void reader_destroy(struct reader *reader);

/* Reads all QR codes of a picture and calls `found` for each: `text` of `len` bytes of any value is
 * borrowed, `area` is that of the code's bounding box. */
void reader_read(struct reader *reader, const struct grey *picture,
    void (*found)(const char *text, size_t len, int area, void *payload), void *payload);
