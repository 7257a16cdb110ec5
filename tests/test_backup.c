/* A backup is whole or not there, opens by its code alone, and replaces nothing that it can't. */
#include "tests/testing.h"
#include "tests/world.h"

#include "db/backup.h"
#include "db/setting.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct world w;
static char stick[128];
static uint8_t code[RECOVERY_BYTES];

static int
setup(void **state)
{
    (void)state;
    bool made;
    world_open(&w);
    snprintf(stick, sizeof stick, "%s/stick", w.folder);
    assert_int_equal(mkdir(stick, 0700), 0);
    assert_int_equal(recovery_ensure(w.db, code, &made), DB_OK);
    assert_true(made);
    return 0;
}

static void
empty(const char *folder)
{
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            remove(path);
    }
    if (dir)
        closedir(dir);
}

static int
teardown(void **state)
{
    (void)state;
    empty(stick);
    rmdir(stick);
    db_close(w.db);
    w.db = NULL;
    empty(w.folder);
    rmdir(w.folder);
    return 0;
}

/* How many names a folder holds; *last is one of them. */
static int
names(const char *folder, char last[256])
{
    int count = 0;
    DIR *dir = opendir(folder);
    for (const struct dirent *e; (e = readdir(dir));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
            snprintf(last, 256, "%s", e->d_name);
            count++;
        }
    closedir(dir);
    return count;
}

static void
check_in(int minute)
{
    struct scan scan;
    struct moment now = world_at(0, 8, minute, 0);
    assert_int_equal(attendance_scan(w.db, &scan, w.card, &now), DB_OK);
}

static struct backup
make(void)
{
    struct backup made;
    struct moment now = world_at(0, 16, 40, 0);
    int rc = backup_make(w.db, &made, stick, &now);
    if (rc != DB_OK)
        fprintf(stderr, "%s\n", db_why(w.db));
    assert_int_equal(rc, DB_OK);
    return made;
}

static void
path_of(char out[512], const struct backup *made)
{
    snprintf(out, 512, "%s/%s", stick, made->name);
}

static int
restore(const char *file, const uint8_t with[RECOVERY_BYTES], const char *to, char why[BACKUP_WHY])
{
    struct backup found;
    char kept[BACKUP_PATH];
    struct moment now = world_at(1, 9, 0, 0);
    return backup_restore(&found, kept, file, with, to, &now, why);
}

static int64_t
number_in(const char *path, const char *sql)
{
    sqlite3 *sqlite = NULL;
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_open(path, &sqlite), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    sqlite3_close(sqlite);
    return n;
}

static void
a_backup_has_the_homes_code_and_the_time_in_its_name_and_no_persons(void **state)
{
    (void)state;
    struct backup made = make();
    struct stat file;
    char path[512], last[256];
    path_of(path, &made);
    assert_string_equal(made.name, "zhaoxi-H1-20261124-1640.zxb");
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    assert_int_equal(names(stick, last), 1);
    assert_int_equal(backup_last(w.db), world_at(0, 16, 40, 0).utc_ms);
}

static void
a_second_backup_in_the_same_minute_replaces_none(void **state)
{
    (void)state;
    char last[256];
    make();
    struct backup second = make();
    assert_string_equal(second.name, "zhaoxi-H1-20261124-1640-2.zxb");
    assert_int_equal(names(stick, last), 2);
}

static void
a_lost_stick_tells_nothing(void **state)
{
    (void)state;
    char path[512];
    struct backup made = make();
    path_of(path, &made);
    FILE *in = fopen(path, "rbe");
    assert_non_null(in);
    char *bytes = malloc(4 << 20);
    size_t n = fread(bytes, 1, 4 << 20, in);
    fclose(in);
    assert_null(memmem(bytes, n, w.child.name, strlen(w.child.name)));
    assert_null(memmem(bytes, n, "SQLite", 6));
    assert_null(memmem(bytes, n, code, sizeof code));
    free(bytes);
}

static void
what_was_backed_up_comes_back_and_says_that_it_was_restored(void **state)
{
    (void)state;
    char path[512], to[256], why[BACKUP_WHY];
    check_in(0);
    struct backup made = make();
    path_of(path, &made);
    check_in(30);
    snprintf(to, sizeof to, "%s/new.db", w.folder);
    assert_int_equal(restore(path, code, to, why), DB_OK);
    assert_int_equal(number_in(to, "SELECT count(*) FROM event WHERE kind = 'check_in'"), 1);
    assert_int_equal(number_in(to, "SELECT count(*) FROM event WHERE kind = 'check_out'"), 0);
    assert_int_equal(number_in(to, "SELECT max(seq) FROM event WHERE kind = 'restored'"), 2);
    assert_int_equal(
        number_in(to, "SELECT payload ->> 'newest' FROM event WHERE kind = 'restored'"), 1);
}

static void
the_database_that_was_there_is_kept(void **state)
{
    (void)state;
    char path[512], why[BACKUP_WHY], kept[BACKUP_PATH];
    struct backup made = make(), found;
    struct moment now = world_at(1, 9, 0, 0);
    path_of(path, &made);
    check_in(0);
    db_close(w.db);
    w.db = NULL;
    assert_int_equal(backup_restore(&found, kept, path, code, w.path, &now, why), DB_OK);
    assert_int_equal(number_in(kept, "SELECT count(*) FROM event WHERE kind = 'check_in'"), 1);
    assert_int_equal(number_in(w.path, "SELECT count(*) FROM event WHERE kind = 'check_in'"), 0);
}

static void
an_open_kiosks_database_is_not_replaced_under_it(void **state)
{
    (void)state;
    char path[512], why[BACKUP_WHY], last[256];
    struct backup made = make();
    path_of(path, &made);
    check_in(0);
    assert_int_equal(restore(path, code, w.path, why), DB_REFUSED);
    assert_non_null(strstr(why, "open"));
    check_in(30);
    assert_int_equal(number_in(w.path, "SELECT count(*) FROM event WHERE child_id > 0"), 2);
    assert_int_equal(names(w.folder, last), 4); /* the database, its two files, the stick */
}

static void
a_damaged_database_gives_way_to_a_backup(void **state)
{
    (void)state;
    char path[512], why[BACKUP_WHY];
    struct backup made = make();
    path_of(path, &made);
    db_close(w.db);
    w.db = NULL;
    int fd = open(w.path, O_WRONLY);
    assert_int_equal(pwrite(fd, "no database any more", 20, 0), 20);
    close(fd);
    assert_int_equal(restore(path, code, w.path, why), DB_OK);
    assert_int_equal(number_in(w.path, "SELECT count(*) FROM child"), 1);
}

static void
another_code_does_not_open_it_and_is_told_from_damage(void **state)
{
    (void)state;
    char path[512], to[256], why[BACKUP_WHY];
    uint8_t other[RECOVERY_BYTES];
    struct backup made = make();
    path_of(path, &made);
    snprintf(to, sizeof to, "%s/new.db", w.folder);
    recovery_new(other);
    assert_int_equal(restore(path, other, to, why), DB_REFUSED);
    assert_non_null(strstr(why, "recovery code"));
    assert_int_not_equal(access(to, F_OK), 0);
}

static void
flip(const char *path, off_t at)
{
    char byte;
    int fd = open(path, O_RDWR);
    assert_int_equal(pread(fd, &byte, 1, at), 1);
    byte = (char)(byte ^ 1);
    assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

static void
one_changed_byte_anywhere_is_refused(void **state)
{
    (void)state;
    char path[512], to[256], why[BACKUP_WHY];
    struct backup made = make();
    struct stat file;
    path_of(path, &made);
    snprintf(to, sizeof to, "%s/new.db", w.folder);
    assert_int_equal(stat(path, &file), 0);
    for (int i = 0; i <= 40; i++) {
        off_t at = i < 20 ? i * 7 : (file.st_size - 1) * (i - 20) / 20;
        flip(path, at);
        assert_int_equal(restore(path, code, to, why), DB_REFUSED);
        assert_true(why[0]);
        flip(path, at);
    }
    assert_int_equal(restore(path, code, to, why), DB_OK);
}

static void
a_backup_cut_short_or_lengthened_is_refused(void **state)
{
    (void)state;
    char path[512], to[256], why[BACKUP_WHY];
    struct backup made = make();
    struct stat file;
    path_of(path, &made);
    snprintf(to, sizeof to, "%s/new.db", w.folder);
    assert_int_equal(stat(path, &file), 0);
    const off_t sizes[] = {file.st_size + 1, file.st_size - 1, file.st_size - 65600,
        65600 * 2 + 333, 333, 100, 60, 10, 3, 0};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_int_equal(truncate(path, sizes[i]), 0);
        assert_int_equal(restore(path, code, to, why), DB_REFUSED);
        assert_int_not_equal(access(to, F_OK), 0);
    }
}

/* As a newer program would write it. */
static void
a_newer_programs_backup_is_refused(void **state)
{
    (void)state;
    char path[512], to[256], why[BACKUP_WHY], note[SEAL_NOTE] = "";
    sqlite3 *sqlite = NULL;
    struct stat file;
    db_rest(w.db);
    snprintf(path, sizeof path, "%s/newer.zxb", stick);
    snprintf(to, sizeof to, "%s/new.db", w.folder);
    assert_int_equal(sqlite3_open(w.path, &sqlite), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(sqlite, "PRAGMA user_version = 999; PRAGMA wal_checkpoint", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(sqlite);
    int in = open(w.path, O_RDONLY), out = open(path, O_WRONLY | O_CREAT, 0600);
    assert_int_equal(fstat(in, &file), 0);
    snprintf(note, sizeof note, "schema 999 events 0 newest 0 bytes %lld made 1 home H1",
        (long long)file.st_size);
    assert_int_equal(seal_write(out, in, code, note), SEAL_OK);
    close(in);
    close(out);
    assert_int_equal(restore(path, code, to, why), DB_REFUSED);
    assert_non_null(strstr(why, "newer"));
    assert_int_not_equal(access(to, F_OK), 0);
    out = open(path, O_WRONLY);
    assert_int_equal(pwrite(out, "ZXB2", 4, 0), 4);
    close(out);
    assert_int_equal(restore(path, code, to, why), DB_REFUSED);
    assert_non_null(strstr(why, "newer"));
}

static void
a_full_stick_is_said_and_nothing_half_written_stays(void **state)
{
    (void)state;
    char last[256], path[512];
    struct moment now = world_at(0, 16, 40, 0);
    struct backup before = make();
    struct stat file;
    path_of(path, &before);
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(unlink(path), 0);
    pid_t child = fork();
    if (child == 0) {
        struct backup made;
        /* The database fits, what is sealed does not. */
        struct rlimit full = {(rlim_t)file.st_size - 100, RLIM_INFINITY};
        struct db *db;
        signal(SIGXFSZ, SIG_IGN);
        if (db_open(&db, w.path, DB_EXISTING) != DB_OK || setrlimit(RLIMIT_FSIZE, &full) != 0)
            _exit(1);
        _exit(backup_make(db, &made, stick, &now) == DB_FAILED ? 0 : 2);
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_int_equal(names(stick, last), 0);
    assert_int_equal(names(w.folder, last), 4);
    make();
}

static void
a_stick_that_is_gone_or_read_only_is_said(void **state)
{
    (void)state;
    struct backup made;
    struct moment now = world_at(0, 16, 40, 0);
    char gone[256];
    snprintf(gone, sizeof gone, "%s/gone", w.folder);
    assert_int_equal(backup_make(w.db, &made, gone, &now), DB_FAILED);
    assert_non_null(strstr(db_why(w.db), "pulled out"));
    assert_int_equal(backup_make(w.db, &made, "/proc/sys", &now), DB_FAILED);
    assert_int_equal(backup_last(w.db), 0);
}

static void
killed_in_the_middle_only_whole_backups_have_a_name(void **state)
{
    (void)state;
    struct moment now = world_at(0, 16, 40, 0);
    char to[256], why[BACKUP_WHY];
    snprintf(to, sizeof to, "%s/new.db", w.folder);
    for (int i = 0; i < 12; i++) {
        pid_t child = fork();
        if (child == 0) {
            struct backup made;
            struct db *db;
            if (db_open(&db, w.path, DB_EXISTING) == DB_OK)
                while (backup_make(db, &made, stick, &now) == DB_OK)
                    ;
            _exit(0);
        }
        usleep((useconds_t)(5000 + i * 4000));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        DIR *dir = opendir(stick);
        for (const struct dirent *e; (e = readdir(dir));) {
            char path[512];
            snprintf(path, sizeof path, "%s/%s", stick, e->d_name);
            if (e->d_name[0] != '.')
                assert_int_equal(restore(path, code, to, why), DB_OK);
        }
        closedir(dir);
        empty(stick);
    }
    assert_int_equal(db_check(w.db), DB_OK);
    make();
}

static void
a_recovery_code_is_read_as_people_write_it(void **state)
{
    (void)state;
    char text[RECOVERY_TEXT + 1], qr[RECOVERY_TEXT + 1];
    uint8_t back[RECOVERY_BYTES];
    recovery_text(text, code);
    recovery_code_text(qr, code);
    assert_true(recovery_read(back, text));
    assert_memory_equal(back, code, sizeof code);
    assert_true(recovery_read(back, qr));
    assert_memory_equal(back, code, sizeof code);
    for (char *c = text; *c; c++)
        *c = *c == ' ' ? '-' : *c == '0' ? 'o' : *c == '1' ? 'l' : *c;
    assert_true(recovery_read(back, text));
    assert_memory_equal(back, code, sizeof code);
    text[3] = '\0';
    assert_false(recovery_read(back, text));
    assert_false(recovery_read(back, ""));
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(a_backup_has_the_homes_code_and_the_time_in_its_name_and_no_persons),
        T(a_second_backup_in_the_same_minute_replaces_none),
        T(a_lost_stick_tells_nothing),
        T(what_was_backed_up_comes_back_and_says_that_it_was_restored),
        T(the_database_that_was_there_is_kept),
        T(an_open_kiosks_database_is_not_replaced_under_it),
        T(a_damaged_database_gives_way_to_a_backup),
        T(another_code_does_not_open_it_and_is_told_from_damage),
        T(one_changed_byte_anywhere_is_refused),
        T(a_backup_cut_short_or_lengthened_is_refused),
        T(a_newer_programs_backup_is_refused),
        T(a_full_stick_is_said_and_nothing_half_written_stays),
        T(a_stick_that_is_gone_or_read_only_is_said),
        T(killed_in_the_middle_only_whole_backups_have_a_name),
        T(a_recovery_code_is_read_as_people_write_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
