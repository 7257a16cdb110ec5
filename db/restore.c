/* restore.c: a backup takes the place of the database, in one rename, when all is known to be well.
 */
#include "db/backup_inside.h"
#include "db/event.h"
#include "db/migrate.h"
#include "db/query.h"
#include "db/setting.h"
#include "db/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { KEPT_MOST = 100 };

/* Nobody else may have it open; what its log holds is moved into the file. A damaged one is
 * nobody's.
 */
static int
close_old(const char *path, char why[BACKUP_WHY])
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_open_v2(path, &sqlite, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_prepare_v2(sqlite, "PRAGMA journal_mode = DELETE", -1, &stmt, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
    if ((code & 0xff) != SQLITE_BUSY && (code & 0xff) != SQLITE_LOCKED)
        return DB_OK;
    snprintf(why, BACKUP_WHY, "%s",
        _("The kiosk has its database open. Restore on its screen, or close the kiosk first."));
    return DB_REFUSED;
}

/* The restored log goes on with the word that it was restored. */
static int
mark(struct db *db, const struct backup *b, const struct moment *now)
{
    char payload[256] = "";
    int64_t home = setting_home(db);
    sqlite3_stmt *stmt = query(db, Q_backup_payload, "iii", b->events, b->newest, b->made_ms);
    if (query_step(db, stmt) > 0)
        query_copy(stmt, "payload", payload, sizeof payload);
    sqlite3_reset(stmt);
    if (!home)
        return DB_OK; /* a kiosk without a Home has recorded nothing */
    int rc = db_begin(db);
    if (rc != DB_OK)
        return rc;
    struct event event = {
        .kind = EVENT_RESTORED, .home_id = home, .at = event_judge(db, now), .payload = payload};
    rc = event_append(db, &event);
    if (rc == DB_OK)
        return db_commit(db);
    db_rollback(db);
    return rc;
}

/* Brings the unpacked file up to this version, marks and closes it. */
static int
prepare(const struct backup *b, const char *path, const struct moment *now, char why[BACKUP_WHY])
{
    struct db *db = NULL;
    int rc = db_open(&db, path, DB_EXISTING);
    if (rc == DB_OK)
        rc = db_check(db);
    if (rc == DB_OK)
        rc = mark(db, b, now);
    if (rc != DB_OK)
        snprintf(why, BACKUP_WHY, "%s", db_why(db));
    db_close(db);
    return rc;
}

/* Both names of one file, for a moment: at each instant a whole database stands at `path`. */
static bool
keep(const char *path, char kept[BACKUP_PATH], int64_t now_ms)
{
    kept[0] = '\0';
    if (access(path, F_OK) != 0)
        return errno == ENOENT;
    for (int number = 0; number < KEPT_MOST; number++) {
        char end[64];
        snprintf(end, sizeof end, ".before-restore-%lld", (long long)now_ms / 1000 + number);
        if (!backup_beside(kept, path, end))
            break;
        if (link(path, kept) == 0)
            return true;
        if (errno != EEXIST)
            break;
    }
    kept[0] = '\0';
    return false;
}

/* A damaged database's log would be taken for the new one's. */
static bool
move_logs(const char *path, const char *kept)
{
    static const char *const ends[] = {"-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char from[BACKUP_PATH], to[BACKUP_PATH];
        if (!backup_beside(from, path, ends[i]) ||
            !backup_beside(to, kept[0] ? kept : path, ends[i]))
            return false;
        if (kept[0] ? rename(from, to) != 0 && errno != ENOENT
                    : unlink(from) != 0 && errno != ENOENT)
            return false;
    }
    return true;
}

static bool
sync_folder(const char *path)
{
    char folder[BACKUP_PATH];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    return backup_sync(slash ? folder : ".");
}

static int
replace(const char *fresh, const char *path, char kept[BACKUP_PATH], int64_t now_ms,
    char why[BACKUP_WHY])
{
    if (keep(path, kept, now_ms) && move_logs(path, kept) && backup_sync(fresh) &&
        rename(fresh, path) == 0 && sync_folder(path))
        return DB_OK;
    backup_trouble(why, errno);
    return DB_FAILED;
}

/* Of the file that was being prepared, and of its upgrade. */
static void
clean_up(const char *fresh)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char path[BACKUP_PATH], older[32];
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (backup_beside(path, fresh, ends[i]))
            unlink(path);
    snprintf(older, sizeof older, ".before-v%d", migrate_version());
    if (backup_beside(path, fresh, older))
        unlink(path);
}

int
backup_restore(struct backup *out, char kept[BACKUP_PATH], const char *file,
    const uint8_t code[RECOVERY_BYTES], const char *db_path, const struct moment *now,
    char why[BACKUP_WHY])
{
    char fresh[BACKUP_PATH];
    *out = (struct backup){0};
    why[0] = kept[0] = '\0';
    if (!backup_beside(fresh, db_path, ".restoring")) {
        backup_trouble(why, ENAMETOOLONG);
        return DB_FAILED;
    }
    clean_up(fresh);
    int rc = backup_unpack(out, file, fresh, code, why);
    if (rc == DB_OK)
        rc = prepare(out, fresh, now, why);
    if (rc == DB_OK && access(db_path, F_OK) == 0)
        rc = close_old(db_path, why);
    if (rc == DB_OK)
        rc = replace(fresh, db_path, kept, now->utc_ms, why);
    const char *name = strrchr(file, '/');
    snprintf(out->name, sizeof out->name, "%s", name ? name + 1 : file);
    clean_up(fresh);
    return rc;
}
