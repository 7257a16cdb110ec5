/* write.h: a table as a file: XLSX, CSV, PDF. A writer each (xlsx.c, csv.c, pdf.c); this is where
 * they meet. The file is there in one piece or not at all: it is made beside its name, brought to
 * the disk, and renamed. */
#pragma once

#include "report/table.h"

#include <stddef.h>
#include <stdio.h>

enum report_format {
    REPORT_XLSX,
    REPORT_CSV,
    REPORT_PDF,
    REPORT_FORMAT_COUNT,
};

/* "xlsx"; its media type for the hub's page; the format of that name, or -1. */
const char *report_format_name(enum report_format format);
const char *report_format_media(enum report_format format);
int report_format_parse(const char *name);

enum report_result {
    REPORT_OK = 0,
    REPORT_FULL = -1,      /* no room on the disk or stick */
    REPORT_READ_ONLY = -2, /* it can't be written to */
    REPORT_GONE = -3,      /* pulled out, or the folder is not there */
    REPORT_FAILED = -4,    /* anything else */
};

/* What went wrong, in a sentence that says what to do, in the language of the locale. */
const char *report_why(enum report_result result);

/* Writes the file at `path`, mode 0600. Where it fails there is no file, and what was there before
 * is untouched. */
__attribute__((warn_unused_result)) enum report_result report_write(
    const struct report_table *table, enum report_format format, const char *path);

/* The same for what somebody else fills: `fill` gives 0, or an errno where it can't. */
__attribute__((warn_unused_result)) enum report_result report_write_with(
    const char *path, int (*fill)(FILE *out, void *payload), void *payload);

/* A file name for the table in `folder`: of its title and what `part` tells ("QS01-2026-11"), in
 * any script, without what file systems refuse; "(2)" is added where the name is taken. False where
 * it is too long. */
bool report_path(char *out, size_t size, const char *folder, const struct report_table *table,
    const char *part, enum report_format format);
