/* backup_inside.h: what making and restoring share. Inside db/ only. */
#pragma once

#include "db/backup.h"

/* Opens the sealed file into a new private file `to`, and checks that it is a whole database that
 * this program can use and that holds what the note says. Else `to` is not there, and `why` says
 * what to do. */
MUST_CHECK int backup_unpack(struct backup *out, const char *file, const char *to,
    const uint8_t code[RECOVERY_BYTES], char why[BACKUP_WHY]);

/* Counts, and checks, a database file that nobody has open. DB_REFUSED where it is none. */
MUST_CHECK int backup_inspect(struct backup *out, const char *path);

/* A path with an end. False where it is too long. */
bool backup_beside(char out[BACKUP_PATH], const char *path, const char *end);

/* Makes a private file anew, to be written. -1 with errno. */
int backup_new_file(const char *path);

/* Why a file could not be read or written, in a sentence: full, pulled out, read-only. */
void backup_trouble(char why[BACKUP_WHY], int error);

/* On the disk for good: the file, or the names in a folder. */
bool backup_sync(const char *path);

#define BACKUP_NOTE "schema %d events %lld newest %lld bytes %lld made %lld home %s"
