/* init.c: makes the database, and says at whose door the kiosk stands. */
#include "cli/command.h"
#include "cli/import.h"

#include "db/day.h"
#include "db/people.h"
#include "db/setting.h"

#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct init_options {
    struct home home;
    const char *key_file;
};

static bool
read_key(uint8_t key[CARD_KEY_BYTES], const char *path)
{
    FILE *in = fopen(path, "rbe");
    char extra;
    bool ok =
        in && fread(key, 1, CARD_KEY_BYTES, in) == CARD_KEY_BYTES && fread(&extra, 1, 1, in) == 0;
    if (in)
        fclose(in);
    return ok;
}

static bool
read_options(int argc, char **argv, struct init_options *out)
{
    static const struct option options[] = {{"home", required_argument, NULL, 'h'},
        {"code", required_argument, NULL, 'c'}, {"village", required_argument, NULL, 'v'},
        {"closes", required_argument, NULL, 't'}, {"card-key-file", required_argument, NULL, 'k'},
        {0}};
    struct home *home = &out->home;
    *home = (struct home){.code = "1", .closes_min = 18 * 60 + 30, .utc_offset_min = 480};
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (option == 'h')
            snprintf(home->name, sizeof home->name, "%s", optarg);
        else if (option == 'c')
            snprintf(home->code, sizeof home->code, "%s", optarg);
        else if (option == 'v')
            snprintf(home->village, sizeof home->village, "%s", optarg);
        else if (option == 't')
            home->closes_min = minute_parse(optarg);
        else if (option == 'k')
            out->key_file = optarg;
        else
            return false;
    }
    return optind == argc && home->closes_min >= 0;
}

/* The calendar that comes with the product. A kiosk works without one, and says so each day. */
static void
bring_calendar(struct cli *cli)
{
    char file[sizeof cli->assets + 32];
    snprintf(file, sizeof file, "%s/calendar/cn.csv", cli->assets);
    if (!import_one(cli, IMPORT_CALENDAR, file))
        fputs(_("The public holidays are not known. Import them: zhaoxi import --calendar FILE\n"),
            stderr);
}

static int
fill(struct cli *cli, struct init_options *options)
{
    uint8_t key[CARD_KEY_BYTES];
    if (sodium_init() < 0)
        abort();
    randombytes_buf(key, sizeof key);
    if (options->key_file && !read_key(key, options->key_file))
        return refuse(_("The card key in %s is not 32 bytes."), options->key_file);
    if (setting_card_key_set(cli->db, key) != DB_OK)
        return refuse_db(cli);
    bring_calendar(cli);
    if (options->home.name[0] && (home_put(cli->db, &options->home) != DB_OK ||
                                     setting_home_set(cli->db, options->home.id) != DB_OK))
        return refuse_db(cli);
    return EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    struct init_options options = {0};
    if (!read_options(argc, argv, &options))
        return bad_usage(&command_init);
    if (access(cli->db_path, F_OK) == 0)
        return refuse(_("%s exists already; it was not touched."), cli->db_path);
    int status = EXIT_REFUSED;
    if (db_open(&cli->db, cli->db_path, DB_CREATE) != DB_OK || db_begin(cli->db) != DB_OK)
        refuse_db(cli);
    else if ((status = fill(cli, &options)) != EXIT_OK)
        db_rollback(cli->db);
    else if (db_commit(cli->db) != DB_OK)
        status = refuse_db(cli);
    if (status != EXIT_OK)
        unlink(cli->db_path);
    else
        printf(_("The database %s is ready.\n"), cli->db_path);
    return status;
}

const struct command command_init = {
    .name = "init",
    .arguments = "[--home NAME [--code CODE] [--village NAME] [--closes 18:30]] "
                 "[--card-key-file FILE]",
    .summary = N_("Makes a new database with a card key of its own, or a township's."),
    .access = ACCESS_INSTALLER,
    .run = run,
};

static int
use_home(struct cli *cli, int argc, char **argv)
{
    struct home home;
    if (argc != 3 || strcmp(argv[1], "use") != 0)
        return bad_usage(&command_home);
    if (!home_find(cli->db, &home, argv[2]))
        return refuse(_("There is no Home \"%s\". See: zhaoxi list homes"), argv[2]);
    if (setting_home_set(cli->db, home.id) != DB_OK)
        return refuse_db(cli);
    printf(_("This kiosk stands at: %s\n"), home.name);
    return EXIT_OK;
}

const struct command command_home = {
    .name = "home",
    .arguments = "use CODE",
    .summary = N_("Says at which Home's door this kiosk stands."),
    .verbs = (const struct verb[]){{"use", ACCESS_INSTALLER}, {0}},
    .opens_db = true,
    .run = use_home,
};
