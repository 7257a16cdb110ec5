/* backup.h: the whole database as one sealed file, and the way back.
 *
 * A backup is made while children scan, read back and checked before it has its name, and opened by
 * the recovery code alone: a lost stick tells nothing. The code is made once for a township's
 * kiosk, written down by people, and kept in the database so that a backup needs nobody to type it.
 *
 * Restoring checks everything before it replaces anything, and keeps the database that was there. A
 * restored log goes on with an event `restored`: a receiver that has events beyond it sees the
 * fork.
 */
#pragma once

#include "db/db.h"
#include "db/moment.h"
#include "db/people.h"
#include "db/seal.h"

enum { RECOVERY_TEXT = 32, BACKUP_NAME = 80, BACKUP_WHY = 320, BACKUP_PATH = 4096 };

/* "ABCD EFGH JKMN PQRS TVWX YZ01 23": 26 characters in groups. recovery_read takes them with or
 * without spaces and dashes, and what recovery_code_text made; false for anything else. */
void recovery_new(uint8_t out[RECOVERY_BYTES]);
void recovery_text(char out[RECOVERY_TEXT + 1], const uint8_t code[RECOVERY_BYTES]);
bool recovery_read(uint8_t out[RECOVERY_BYTES], const char *text);

/* The same as a QR code says it. */
void recovery_code_text(char out[RECOVERY_TEXT + 1], const uint8_t code[RECOVERY_BYTES]);

/* This kiosk's code; the second makes one where there is none, *made says whether it did. */
MUST_CHECK int recovery_get(struct db *db, uint8_t out[RECOVERY_BYTES]);
MUST_CHECK int recovery_ensure(struct db *db, uint8_t out[RECOVERY_BYTES], bool *made);

struct backup {
    char name[BACKUP_NAME]; /* of the file: zhaoxi-CODE-20261124-1640.zxb */
    char home[NO_SIZE];     /* the Home's code, or "" */
    int64_t made_ms;        /* UTC */
    int version;            /* of the schema */
    int64_t events, newest; /* how many, and the seq of the newest */
    int64_t bytes;          /* of the database */
};

/* Writes a backup into the folder and records it (backed_up). DB_REFUSED where there is no code.
 * On failure db_why says what to do, and nothing half-written stays; what a power cut left there is
 * written over by the next. */
MUST_CHECK int backup_make(
    struct db *db, struct backup *out, const char *folder, const struct moment *now);

/* When the last backup was made, UTC ms; 0 for never. */
int64_t backup_last(struct db *db);

/* Opens and checks `file`, and puts it in the place of the database at `db_path`, which nobody else
 * may have open; that one is kept as KEPT, a name beside it ("" where there was none). `why` says
 * what to do where it is refused (DB_REFUSED) or failed: then everything is as it was. */
MUST_CHECK int backup_restore(struct backup *out, char kept[BACKUP_PATH], const char *file,
    const uint8_t code[RECOVERY_BYTES], const char *db_path, const struct moment *now,
    char why[BACKUP_WHY]);
