/* privacy.c: what is held of a child, on paper and as a file; its end at a guardian's request; and
 * for how many years things are kept. Each is on the record. */
#include "cli/command.h"
#include "cli/stick.h"
#include "cli/table.h"

#include "db/day.h"
#include "db/erase.h"
#include "db/exported.h"
#include "db/keep.h"
#include "db/roster.h"
#include "report/held_table.h"
#include "report/write.h"

#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct wish {
    struct cli *cli;
    struct child child;
    const char *out; /* a folder */
    bool to_stick, yes, dry_run;
    int kind, years; /* of `keep`; -1 where not given */
};

static int
read_child(struct wish *w, const char *no)
{
    return child_find(w->cli->db, &w->child, no)
               ? EXIT_OK
               : refuse(_("There is no child with number %s."), no);
}

static int
read_kind(struct wish *w, const char *name)
{
    w->kind = keep_parse(name);
    return w->kind >= 0 ? EXIT_OK
                        : refuse(_("There is no kind \"%s\". See: zhaoxi privacy keep"), name);
}

static int
read_years(struct wish *w, const char *text)
{
    char *end;
    long years = strtol(text, &end, 10);
    w->years = *end || years < 0 || years > KEEP_YEARS_MOST ? -1 : (int)years;
    return w->years >= 0 ? EXIT_OK : refuse(_("\"%s\" is no number of years."), text);
}

static int
read_options(struct wish *w, int argc, char **argv)
{
    int rc = EXIT_OK;
    for (int i = 2; rc == EXIT_OK && i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--yes") == 0)
            w->yes = true;
        else if (strcmp(argv[i], "--dry-run") == 0)
            w->dry_run = true;
        else if (strcmp(argv[i], "--to-stick") == 0)
            w->to_stick = true;
        else if (more && strcmp(argv[i], "--out") == 0)
            w->out = argv[++i];
        else if (more && strcmp(argv[i], "--child") == 0)
            rc = read_child(w, argv[++i]);
        else if (more && strcmp(argv[i], "--kind") == 0)
            rc = read_kind(w, argv[++i]);
        else if (more && strcmp(argv[i], "--years") == 0)
            rc = read_years(w, argv[++i]);
        else
            rc = bad_usage(&command_privacy);
    }
    return rc;
}

static int
record(const struct wish *w, const struct report_table *table, const char *format, const char *to)
{
    struct exported e = {.what = "child",
        .by = "",
        .format = format,
        .to = to,
        .rows = table->row_count,
        .named = true,
        .child_id = w->child.id,
        .staff_id = w->cli->staff.id};
    return exported_record(w->cli->db, &e, &w->cli->now) == DB_OK ? EXIT_OK : refuse_db(w->cli);
}

static void
print_held(const struct report_table *held, bool json)
{
    struct table table = {.columns = held->column_count};
    for (int i = 0; i < held->column_count; i++)
        table.column[i] =
            (struct table_column){held->columns[i].key, held->columns[i].heading, false};
    for (int row = 0; row < held->row_count; row++)
        table_row(&table, (const char *[]){report_at(held, row, 0)->text,
                              report_at(held, row, 1)->text, report_at(held, row, 2)->text});
    table_print(&table, json);
}

static int
run_show(struct wish *w)
{
    struct report_table *held;
    if (held_table(w->cli->db, &held, w->child.id) != DB_OK)
        return refuse_db(w->cli);
    int rc = record(w, held, "text", "screen");
    if (rc == EXIT_OK)
        print_held(held, w->cli->json);
    report_destroy(held);
    return rc;
}

static int
fill_json(FILE *out, void *payload)
{
    const struct wish *w = payload;
    return held_json(w->cli->db, out, w->child.id) == DB_OK ? 0 : EIO;
}

static int
find_folder(const struct wish *w, char out[STICK_PATH])
{
    enum stick stick = w->to_stick ? stick_find(out) : STICK_FOUND;
    if (!w->to_stick)
        snprintf(out, STICK_PATH, "%s", w->out);
    if (stick == STICK_FOUND)
        return EXIT_OK;
    return refuse("%s", stick == STICK_NONE
                            ? _("No USB stick is plugged in. Plug one in, wait a moment, and try "
                                "again.")
                            : _("The stick can only be read. Move its lock, or take another one."));
}

/* Both files, or an error of the first that could not be written. */
static int
write_files(struct wish *w, const struct report_table *held, const char *folder)
{
    char paper[STICK_PATH], json[STICK_PATH];
    if (!report_path(paper, sizeof paper, folder, held, w->child.no, REPORT_PDF))
        return refuse("%s", _("The folder's name is too long."));
    int n = snprintf(json, sizeof json, "%.*s.json", (int)strlen(paper) - 4, paper);
    if (n < 0 || (size_t)n >= sizeof json)
        return refuse("%s", _("The folder's name is too long."));
    enum report_result result = report_write(held, REPORT_PDF, paper);
    if (result == REPORT_OK)
        result = report_write_with(json, fill_json, w);
    bool released = w->to_stick && stick_release(paper);
    if (result != REPORT_OK)
        return refuse("%s", report_why(result));
    printf(_("Written: %s\n"), paper);
    printf(_("Written: %s\n"), json);
    if (released)
        puts(_("The stick can be pulled out."));
    return EXIT_OK;
}

static int
run_export(struct wish *w)
{
    char folder[STICK_PATH];
    struct report_table *held = NULL;
    if (w->to_stick == (w->out != NULL))
        return bad_usage(&command_privacy);
    int rc = find_folder(w, folder);
    if (rc != EXIT_OK)
        return rc;
    if (held_table(w->cli->db, &held, w->child.id) != DB_OK)
        return refuse_db(w->cli);
    rc = record(w, held, "pdf", w->to_stick ? "stick" : "file");
    if (rc == EXIT_OK)
        rc = write_files(w, held, folder);
    report_destroy(held);
    return rc;
}

static void
remove_photos(const struct cli *cli, const struct erased *e)
{
    char beside[STICK_PATH];
    snprintf(beside, sizeof beside, "%s", cli->db_path);
    const char *folder = dirname(beside);
    for (int i = 0; i < e->photo_count; i++) {
        char path[STICK_PATH + WORD_SIZE + 16];
        snprintf(path, sizeof path, "%s/photos/%s", folder, e->photos[i]);
        if (unlink(path) != 0 && errno != ENOENT)
            fprintf(stderr, "zhaoxi: %s: %s\n", path, strerror(errno));
    }
}

/* Copies that an upgrade or a restore has kept hold what the database held. */
static void
tell_copies(const struct cli *cli)
{
    char path[STICK_PATH], beside[STICK_PATH];
    snprintf(path, sizeof path, "%s", cli->db_path);
    snprintf(beside, sizeof beside, "%s", cli->db_path);
    const char *name = basename(path), *folder = dirname(beside);
    size_t length = strlen(name);
    DIR *dir = opendir(folder);
    for (const struct dirent *e; dir && (e = readdir(dir));)
        if (strncmp(e->d_name, name, length) == 0 &&
            strncmp(e->d_name + length, ".before-", 8) == 0)
            printf(_("A copy still holds the old data; delete it: %s/%s\n"), folder, e->d_name);
    if (dir)
        closedir(dir);
}

static void
tell_rest(const struct cli *cli, const struct erased *e)
{
    if (e->mentioned)
        printf(_("The name still stands in %d texts about others: notes or homework. Look for it "
                 "there.\n"),
            e->mentioned);
    tell_copies(cli);
    puts(_("Backups on sticks hold the old data until they are deleted or overwritten."));
}

static int
run_delete(struct wish *w)
{
    struct erased erased;
    if (!w->yes)
        return refuse(
            _("This can't be undone: the name, guardians, health notes and every word about "
              "%s end; the sums stay. To do it, add --yes."),
            w->child.no);
    if (erase_child(w->cli->db, &erased, w->child.id, ERASE_REQUEST, w->cli->staff.id,
            &w->cli->now) != DB_OK)
        return refuse_db(w->cli);
    remove_photos(w->cli, &erased);
    printf(_("The personal data of %s are erased.\n"), w->child.no);
    tell_rest(w->cli, &erased);
    return EXIT_OK;
}

static void
print_kinds(struct cli *cli, const struct swept *swept)
{
    struct table table = {.columns = 4,
        .column = {{"kind", _("Kind"), false}, {"what", _("What"), false},
            {"years", _("Years"), true}, {"count", _("Due"), true}}};
    for (int i = 0; i < KEEP_KIND_COUNT; i++) {
        char years[16], count[16];
        snprintf(years, sizeof years, "%d", keep_years(cli->db, (enum keep_kind)i));
        snprintf(count, sizeof count, "%d", swept->counts[i]);
        table_row(&table, (const char *[]){keep_name((enum keep_kind)i),
                              keep_title((enum keep_kind)i), years, count});
    }
    table_print(&table, cli->json);
}

static int
set_years(struct wish *w)
{
    struct cli *cli = w->cli;
    struct roster_by by = {.staff_id = cli->staff.id, .today = cli->today, .at = cli->now};
    if (db_begin(cli->db) != DB_OK)
        return refuse_db(cli);
    int rc = keep_years_set(cli->db, (enum keep_kind)w->kind, w->years);
    if (rc == DB_OK)
        rc = roster_record(cli->db, &by, "keep", keep_name((enum keep_kind)w->kind), 0);
    if (rc == DB_OK)
        rc = db_commit(cli->db);
    else
        db_rollback(cli->db);
    return rc == DB_OK ? EXIT_OK : refuse_db(cli);
}

static int
run_keep(struct wish *w)
{
    struct swept due;
    if ((w->kind < 0) != (w->years < 0))
        return bad_usage(&command_privacy);
    int rc = w->kind >= 0 ? set_years(w) : EXIT_OK;
    if (rc != EXIT_OK)
        return rc;
    if (keep_due(w->cli->db, &due, &w->cli->now) != DB_OK)
        return refuse_db(w->cli);
    print_kinds(w->cli, &due);
    return EXIT_OK;
}

static int
run_sweep(struct wish *w)
{
    struct swept swept;
    struct cli *cli = w->cli;
    if (!w->dry_run && erase_follow(cli->db) < 0)
        return refuse_db(cli);
    int rc = w->dry_run ? keep_due(cli->db, &swept, &cli->now)
                        : keep_sweep(cli->db, &swept, cli->staff.id, &cli->now);
    if (rc != DB_OK)
        return refuse_db(cli);
    remove_photos(cli, &swept.erased);
    print_kinds(cli, &swept);
    return EXIT_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    static const struct {
        const char *verb;
        int (*run)(struct wish *wish);
        bool of_child;
    } verbs[] = {{"show", run_show, true}, {"export", run_export, true},
        {"delete", run_delete, true}, {"keep", run_keep, false}, {"sweep", run_sweep, false}};
    struct wish w = {.cli = cli, .kind = -1, .years = -1};
    int rc = argc < 2 ? bad_usage(&command_privacy) : read_options(&w, argc, argv);
    for (size_t i = 0; rc == EXIT_OK && i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(verbs[i].verb, argv[1]) == 0)
            return verbs[i].of_child == (w.child.id != 0) ? verbs[i].run(&w)
                                                          : bad_usage(&command_privacy);
    return rc != EXIT_OK ? rc : bad_usage(&command_privacy);
}

const struct command command_privacy = {
    .name = "privacy",
    .arguments = "show --child NO | export --child NO (--out FOLDER | --to-stick) | "
                 "delete --child NO --yes | keep [--kind KIND --years N] | sweep [--dry-run]",
    .summary =
        N_("All that is held of a child, as JSON and PDF for its guardian; its end, after which "
           "the sums stay; for how many years what is kept."),
    .verbs = (const struct verb[]){{"show", ACCESS_MANAGER}, {"export", ACCESS_MANAGER},
        {"delete", ACCESS_MANAGER}, {"keep", ACCESS_MANAGER}, {"sweep", ACCESS_MANAGER}, {0}},
    .opens_db = true,
    .run = run,
};
