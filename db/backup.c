/* backup.c: a snapshot by VACUUM INTO, sealed onto the stick, read back, and only then named. */
#include "db/backup.h"

#include "db/backup_inside.h"
#include "db/base32.h"
#include "db/day.h"
#include "db/event.h"
#include "db/handle.h"
#include "db/setting.h"
#include "db/text.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define CODE_PREFIX "ZXR1"
#define PART "/.zhaoxi-backup.part" /* one name: what was left there is written over */

enum { GROUP = 4, NAMES = 9 };

void
recovery_new(uint8_t out[RECOVERY_BYTES])
{
    if (sodium_init() < 0)
        abort();
    randombytes_buf(out, RECOVERY_BYTES);
}

void
recovery_text(char out[RECOVERY_TEXT + 1], const uint8_t code[RECOVERY_BYTES])
{
    char digits[BASE32_LEN(RECOVERY_BYTES) + 1];
    size_t n = 0;
    base32_write(digits, code, RECOVERY_BYTES);
    for (size_t i = 0; digits[i]; i++) {
        if (i > 0 && i % GROUP == 0)
            out[n++] = ' ';
        out[n++] = digits[i];
    }
    out[n] = '\0';
}

void
recovery_code_text(char out[RECOVERY_TEXT + 1], const uint8_t code[RECOVERY_BYTES])
{
    memcpy(out, CODE_PREFIX, sizeof CODE_PREFIX);
    base32_write(out + sizeof CODE_PREFIX - 1, code, RECOVERY_BYTES);
}

bool
recovery_read(uint8_t out[RECOVERY_BYTES], const char *text)
{
    size_t prefix = sizeof CODE_PREFIX - 1;
    return base32_read(out, RECOVERY_BYTES, text) ||
           (strncmp(text, CODE_PREFIX, prefix) == 0 &&
               base32_read(out, RECOVERY_BYTES, text + prefix));
}

int
recovery_get(struct db *db, uint8_t out[RECOVERY_BYTES])
{
    sqlite3_stmt *stmt = query(db, Q_setting_get, "t", "recovery");
    int rc = query_step(db, stmt);
    const void *code = rc > 0 ? query_blob(stmt, "value", RECOVERY_BYTES) : NULL;
    if (code)
        memcpy(out, code, RECOVERY_BYTES);
    sqlite3_reset(stmt);
    if (rc < 0)
        return rc;
    return code
               ? DB_OK
               : db_fail(db, DB_REFUSED, "%s",
                     _("There is no recovery code yet. Make one first: without it no backup can be "
                       "opened."));
}

int
recovery_ensure(struct db *db, uint8_t out[RECOVERY_BYTES], bool *made)
{
    int rc = recovery_get(db, out);
    *made = rc == DB_REFUSED;
    if (rc != DB_REFUSED)
        return rc;
    recovery_new(out);
    return query_run(
        db, query(db, Q_setting_set, "tb", "recovery", (const void *)out, RECOVERY_BYTES));
}

/* A Home's code in a file name: what every file system takes. */
static void
name_it(struct backup *out, const struct home *home, const struct moment *now, int number)
{
    char code[NO_SIZE] = "";
    size_t n = 0;
    for (const char *c = out->home; *c; c++)
        if (isalnum((unsigned char)*c))
            code[n++] = *c;
    code[n] = '\0';
    int minute = day_minute_of(now->utc_ms, home->utc_offset_min);
    char more[4] = "";
    if (number > 1)
        snprintf(more, sizeof more, "-%d", number % 10);
    snprintf(out->name, sizeof out->name, "zhaoxi-%s-%08d-%02d%02d%s.zxb", code[0] ? code : "HOME",
        day_of(now->utc_ms, home->utc_offset_min), minute / 60, minute % 60, more);
}

static int
snapshot(struct db *db, struct backup *out, const char *path)
{
    int fd = backup_new_file(path);
    if (fd < 0)
        return db_fail(db, DB_FAILED, "%s: %s", path, strerror(errno));
    close(fd);
    char *sql = sqlite3_mprintf("VACUUM INTO %Q", path);
    int rc = sql ? db_exec(db, sql) : db_fail_sqlite(db, SQLITE_NOMEM);
    sqlite3_free(sql);
    if (rc == DB_OK && backup_inspect(out, path) != DB_OK)
        rc = db_fail(db, DB_REFUSED, "%s",
            _("The database file is damaged. Keep it, and restore a backup next to it."));
    return rc;
}

static int
trouble(struct db *db, int error)
{
    char why[BACKUP_WHY];
    backup_trouble(why, error);
    return db_fail(db, DB_FAILED, "%s", why);
}

/* Said before half an hour was spent on it. */
static int
check_room(struct db *db, const char *folder, int64_t bytes)
{
    struct statvfs disk;
    if (statvfs(folder, &disk) != 0)
        return trouble(db, errno);
    int64_t needed = bytes + bytes / 100 + SEAL_NOTE;
    return (int64_t)(disk.f_bavail * disk.f_frsize) < needed ? trouble(db, ENOSPC) : DB_OK;
}

static int
seal(struct db *db, const struct backup *b, const char *from, const char *to,
    const uint8_t code[RECOVERY_BYTES])
{
    char note[SEAL_NOTE] = "";
    snprintf(note, sizeof note, BACKUP_NOTE, b->version, (long long)b->events, (long long)b->newest,
        (long long)b->bytes, (long long)b->made_ms, b->home[0] ? b->home : "-");
    int in = open(from, O_RDONLY | O_CLOEXEC), out = in < 0 ? -1 : backup_new_file(to);
    bool good = out >= 0 && seal_write(out, in, code, note) == SEAL_OK && fsync(out) == 0;
    int error = errno;
    /* What is compared next comes from the stick, not from memory. */
    if (good)
        posix_fadvise(out, 0, 0, POSIX_FADV_DONTNEED);
    if (in >= 0)
        close(in);
    if (out >= 0 && close(out) != 0 && good) {
        error = errno;
        good = false;
    }
    return good ? DB_OK : trouble(db, error);
}

/* Reads back what lies on the stick. */
static int
verify(struct db *db, const struct backup *made, const char *file, const char *to,
    const uint8_t code[RECOVERY_BYTES])
{
    struct backup found = {0};
    char why[BACKUP_WHY] = "";
    int rc = backup_unpack(&found, file, to, code, why);
    unlink(to);
    if (rc == DB_FAILED)
        return db_fail(db, DB_FAILED, "%s", why);
    if (rc != DB_OK || found.events != made->events || found.newest != made->newest)
        return db_fail(db, DB_FAILED, "%s",
            _("What was written to the stick can't be read back. Take another stick."));
    return DB_OK;
}

/* Gives it its name; never that of another backup. */
static int
publish(struct db *db, struct backup *b, const struct home *home, const char *folder,
    const char *part, const struct moment *now)
{
    char path[BACKUP_PATH];
    for (int number = 1; number <= NAMES; number++) {
        name_it(b, home, now, number);
        int n = snprintf(path, sizeof path, "%s/%s", folder, b->name);
        if (n < 0 || (size_t)n >= sizeof path)
            return trouble(db, ENAMETOOLONG);
        if (access(path, F_OK) == 0)
            continue;
        if (rename(part, path) != 0 || !backup_sync(folder))
            return trouble(db, errno);
        return DB_OK;
    }
    return trouble(db, EEXIST);
}

static int
record(struct db *db, const struct backup *b, const struct home *home, const struct moment *now)
{
    char payload[256] = "";
    sqlite3_stmt *stmt = query(db, Q_backup_payload, "iii", b->events, b->newest, b->made_ms);
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (!home->id)
        return DB_OK; /* an event is a Home's; there is none yet */
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct event event = {.kind = EVENT_BACKED_UP,
        .home_id = home->id,
        .at = event_judge(db, now),
        .payload = payload};
    rc = event_append(db, &event);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

int
backup_make(struct db *db, struct backup *out, const char *folder, const struct moment *now)
{
    char plain[BACKUP_PATH], back[BACKUP_PATH], part[BACKUP_PATH];
    struct home home = {.utc_offset_min = 480};
    uint8_t code[RECOVERY_BYTES];
    const char *path = sqlite3_db_filename(db->sqlite, "main");
    *out = (struct backup){.made_ms = now->utc_ms};
    if (home_get(db, &home, setting_home(db)))
        snprintf(out->home, sizeof out->home, "%s", home.code);
    int rc = recovery_get(db, code);
    if (rc != DB_OK)
        return rc;
    if (!backup_beside(plain, path, ".snapshot") || !backup_beside(back, path, ".verify") ||
        !backup_beside(part, folder, PART))
        return trouble(db, ENAMETOOLONG);
    rc = snapshot(db, out, plain);
    if (rc == DB_OK)
        rc = check_room(db, folder, out->bytes);
    bool begun = rc == DB_OK;
    if (rc == DB_OK)
        rc = seal(db, out, plain, part, code);
    unlink(plain);
    if (rc == DB_OK)
        rc = verify(db, out, part, back, code);
    if (rc == DB_OK)
        rc = publish(db, out, &home, folder, part, now);
    if (rc != DB_OK && begun)
        unlink(part);
    sodium_memzero(code, sizeof code);
    return rc == DB_OK ? record(db, out, &home, now) : rc;
}

int64_t
backup_last(struct db *db)
{
    return query_number(db, query(db, Q_backup_last, ""), "made_ms", 0);
}
