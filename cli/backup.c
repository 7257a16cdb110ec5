/* backup.c: the database onto a stick, sealed, and back. The recovery code never stands among a
 * command's words, where every program could read it. */
#include "cli/command.h"
#include "cli/hidden.h"
#include "cli/stick.h"
#include "cli/table.h"

#include "db/backup.h"

#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTED = 64 };

/* The folder to write to; EXIT_USAGE where the words say none. */
static int
read_folder(char out[STICK_PATH], int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--to") == 0) {
        snprintf(out, STICK_PATH, "%s", argv[2]);
        return EXIT_OK;
    }
    if (argc != 2 || strcmp(argv[1], "--to-stick") != 0)
        return EXIT_USAGE;
    enum stick stick = stick_find(out);
    return stick == STICK_FOUND ? EXIT_OK : stick_refuse(stick);
}

static int
backup(struct cli *cli, int argc, char **argv)
{
    char folder[STICK_PATH], text[RECOVERY_TEXT + 1];
    uint8_t code[RECOVERY_BYTES];
    struct backup made;
    bool first = false;
    int status = read_folder(folder, argc, argv);
    if (status == EXIT_USAGE)
        return bad_usage(&command_backup);
    if (status != EXIT_OK)
        return status;
    if (recovery_ensure(cli->db, code, &first) != DB_OK ||
        backup_make(cli->db, &made, folder, &cli->now) != DB_OK)
        return refuse_db(cli);
    if (cli->json) {
        printf("{\"file\": ");
        json_string(made.name);
        printf(", \"events\": %lld}\n", (long long)made.events);
        return EXIT_OK;
    }
    printf(_("Backed up and read back: %s. The stick can be pulled out.\n"), made.name);
    if (!first)
        return EXIT_OK;
    recovery_text(text, code);
    printf(_("Recovery code: %s\nWrite it down: without it nobody can open a backup, and it is "
             "not shown here again.\n"),
        text);
    sodium_memzero(text, sizeof text);
    return EXIT_OK;
}

const struct command command_backup = {
    .name = "backup",
    .arguments = "--to FOLDER | --to-stick",
    .summary = N_("Writes all data into one sealed file, and reads it back."),
    .access = ACCESS_MANAGER,
    .opens_db = true,
    .run = backup,
};

static int
newest_first(const void *a, const void *b)
{
    return strcmp(*(const char *const *)b, *(const char *const *)a);
}

static bool
is_backup(const char *name)
{
    size_t len = strlen(name);
    return len > 4 && name[0] != '.' && strcmp(name + len - 4, ".zxb") == 0;
}

/* A path a line, the newest by its name first. */
static int
list(void)
{
    char folder[STICK_PATH], *names[LISTED];
    int count = 0;
    enum stick stick = stick_find(folder);
    if (stick == STICK_NONE)
        return stick_refuse(stick);
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && count < LISTED && (e = readdir(dir));)
        if (is_backup(e->d_name) && (names[count] = strdup(e->d_name)))
            count++;
    if (dir)
        closedir(dir);
    qsort(names, (size_t)count, sizeof names[0], newest_first);
    for (int i = 0; i < count; i++) {
        printf("%s/%s\n", folder, names[i]);
        free(names[i]);
    }
    return count ? EXIT_OK : refuse("%s", _("There is no backup on this stick."));
}

static int
restore(struct cli *cli, int argc, char **argv)
{
    char line[128], kept[BACKUP_PATH], why[BACKUP_WHY];
    uint8_t code[RECOVERY_BYTES];
    struct backup restored;
    if (argc != 2)
        return bad_usage(&command_restore);
    if (strcmp(argv[1], "--list") == 0)
        return list();
    if (!hidden_line(line, sizeof line, _("Recovery code")) || !recovery_read(code, line))
        return refuse("%s", _("A recovery code has 26 letters and digits. Compare it with the "
                              "paper."));
    int rc = backup_restore(&restored, kept, argv[1], code, cli->db_path, &cli->now, why);
    sodium_memzero(code, sizeof code);
    sodium_memzero(line, sizeof line);
    if (rc != DB_OK)
        return refuse("%s", why);
    printf(_("Restored: %s, %lld events.\n"), restored.name, (long long)restored.events);
    if (kept[0])
        printf(_("The database that was there is kept: %s\n"), kept);
    return EXIT_OK;
}

const struct command command_restore = {
    .name = "restore",
    .arguments = "FILE | --list",
    .summary =
        N_("Puts a backup in the place of the database, which is kept. Asks for the recovery "
           "code."),
    .access = ACCESS_INSTALLER,
    .run = restore,
};
