/* encoding.h: the bytes of a file to UTF-8, whatever a spreadsheet saved.
 *
 * UTF-8 with or without a byte order mark, else GB18030 (which includes GBK and GB2312). */
#pragma once

#include <stddef.h>

enum encoding {
    ENCODING_UTF8,
    ENCODING_GB18030,
    ENCODING_UTF16,    /* "Unicode text": not read */
    ENCODING_WORKBOOK, /* .xlsx or .xls: not read */
    ENCODING_BINARY,   /* holds NUL bytes: not text */
};

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD stands in the result where bytes mean nothing */

/* Judges by the bytes alone. A UTF-8 file with a few broken bytes is still one. */
enum encoding encoding_of(const char *bytes, size_t len);

/* The text, without byte order mark, closed by NUL, the caller's to free; NULL for the encodings
 * that are not read. */
char *encoding_decode(const char *bytes, size_t len, enum encoding *out_encoding);
