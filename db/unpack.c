/* unpack.c: a backup opened into a file, and looked at from every side. */
#include "db/backup_inside.h"
#include "db/migrate.h"
#include "db/text.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
backup_beside(char out[BACKUP_PATH], const char *path, const char *end)
{
    int n = snprintf(out, BACKUP_PATH, "%s%s", path, end);
    return n > 0 && n < BACKUP_PATH;
}

int
backup_new_file(const char *path)
{
    if (unlink(path) != 0 && errno != ENOENT)
        return -1;
    return open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

bool
backup_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    /* A folder of some file systems (vfat) can't be synced: its names are written with the rest. */
    bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return good;
}

void
backup_trouble(char why[BACKUP_WHY], int error)
{
    const char *sentence = NULL;
    if (error == ENOSPC || error == EFBIG || error == EDQUOT)
        sentence =
            _("There is not enough room. Remove other files from it, or take another stick.");
    else if (error == EROFS || error == EACCES || error == EPERM)
        sentence = _("It can only be read. Move the stick's lock, or take another stick.");
    else if (error == EIO || error == ENODEV || error == ENXIO || error == ENOENT)
        sentence = _("The stick was pulled out, or does not work. Put it in again, and wait until "
                     "it says that it is done.");
    if (sentence)
        snprintf(why, BACKUP_WHY, "%s", sentence);
    else
        snprintf(why, BACKUP_WHY, _("It could not be read or written: %s."), strerror(error));
}

/* One number of a file that db_open has not opened, and whose statements are none of the product's.
 * -1 where it can't be had. */
static int64_t
number(sqlite3 *sqlite, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        value = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return value;
}

int
backup_inspect(struct backup *out, const char *path)
{
    sqlite3 *sqlite = NULL;
    struct stat file;
    int rc = DB_REFUSED;
    if (stat(path, &file) == 0 &&
        sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        number(sqlite, "PRAGMA application_id") == DB_APPLICATION_ID &&
        number(sqlite, "SELECT integrity_check = 'ok' FROM pragma_integrity_check LIMIT 1") == 1 &&
        (out->events = number(sqlite, "SELECT count(*) FROM event")) >= 0) {
        out->version = (int)number(sqlite, "PRAGMA user_version");
        out->newest = number(sqlite, "SELECT coalesce(max(seq), 0) FROM event");
        out->bytes = file.st_size;
        rc = DB_OK;
    }
    sqlite3_close(sqlite);
    return rc;
}

/* The number that follows a word of the note. */
static bool
note_number(int64_t *out, const char *note, const char *word)
{
    const char *at = strstr(note, word);
    char *end = NULL;
    if (!at)
        return false;
    at += strlen(word);
    *out = strtoll(at, &end, 10);
    return end != at && *out >= 0;
}

static bool
read_note(struct backup *out, const char *note)
{
    int64_t version;
    const char *home = strstr(note, "home ");
    if (!home || !note_number(&version, note, "schema ") ||
        !note_number(&out->events, note, "events ") ||
        !note_number(&out->newest, note, "newest ") || !note_number(&out->bytes, note, "bytes ") ||
        !note_number(&out->made_ms, note, "made "))
        return false;
    home += strlen("home ");
    out->version = (int)version;
    snprintf(out->home, sizeof out->home, "%s", strcmp(home, "-") == 0 ? "" : home);
    return true;
}

static int
refuse(char why[BACKUP_WHY], const char *sentence)
{
    snprintf(why, BACKUP_WHY, "%s", sentence);
    return DB_REFUSED;
}

static int
judge(enum seal_result result, char why[BACKUP_WHY])
{
    switch (result) {
    case SEAL_OK:
        return DB_OK;
    case SEAL_UNREAD:
    case SEAL_UNWRITTEN:
        backup_trouble(why, errno);
        return DB_FAILED;
    case SEAL_FOREIGN:
        return refuse(why, _("This file is no backup of Zhaoxi. Choose another file."));
    case SEAL_NEWER:
        return refuse(why, _("This backup was made by a newer program. Install that one first."));
    case SEAL_WRONG_CODE:
        return refuse(
            why, _("Another recovery code opens this backup. Compare each letter with the "
                   "paper."));
    case SEAL_DAMAGED:
        break;
    }
    return refuse(why, _("This backup is damaged or cut short. Take an older one."));
}

/* Does the file hold what its maker counted? */
static int
compare(const struct backup *noted, const char *path, char why[BACKUP_WHY])
{
    struct backup found = {0};
    if (backup_inspect(&found, path) != DB_OK || found.version != noted->version ||
        found.events != noted->events || found.newest != noted->newest ||
        found.bytes != noted->bytes)
        return refuse(why, _("This backup is damaged or cut short. Take an older one."));
    if (found.version > migrate_version())
        return refuse(why, _("This backup was made by a newer program. Install that one first."));
    return DB_OK;
}

int
backup_unpack(struct backup *out, const char *file, const char *to,
    const uint8_t code[RECOVERY_BYTES], char why[BACKUP_WHY])
{
    char note[SEAL_NOTE] = "";
    int in = open(file, O_RDONLY | O_CLOEXEC), fd = in < 0 ? -1 : backup_new_file(to);
    enum seal_result result = SEAL_UNREAD;
    if (fd >= 0)
        result = seal_read(fd, in, code, note);
    if (result == SEAL_OK && fsync(fd) != 0)
        result = SEAL_UNWRITTEN;
    int rc = judge(result, why);
    if (rc == DB_OK && !read_note(out, note))
        rc = refuse(why, _("This backup is damaged or cut short. Take an older one."));
    if (in >= 0)
        close(in);
    if (fd >= 0)
        close(fd);
    if (rc == DB_OK)
        rc = compare(out, to, why);
    if (rc != DB_OK && fd >= 0)
        unlink(to);
    return rc;
}
