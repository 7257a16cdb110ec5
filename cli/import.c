/* import.c: the roster from CSV files: all of the files of one call in one transaction, or nothing.
 * kinds.c says what a row of each kind of file means. */
#include "cli/import.h"

#include "db/change.h"
#include "db/people.h"
#include "db/plan.h"
#include "db/setting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct totals {
    int problems, rows[IMPORT_KIND_COUNT];
    const char *files[IMPORT_KIND_COUNT];
    bool dry_run;
};

static void
find_columns(struct import *import)
{
    for (int i = 0; i < COLUMN_COUNT; i++)
        import->places[i] = -1;
    for (int i = 0; i < import->csv.columns; i++) {
        const char *heading = csv_cell(&import->csv, 0, i);
        int column = column_parse(heading);
        if (column >= 0 && import->places[column] >= 0)
            row_problem(import, _("The column %s is there twice."), heading);
        else if (column >= 0)
            import->places[column] = i;
        else if (heading[0])
            fprintf(stderr, _("%s: the column \"%s\" is not known and is left out.\n"),
                import->file, heading);
    }
}

static bool
has_columns(struct import *import, const struct import_kind *kind)
{
    for (int i = 0; i < kind->needed_count; i++)
        if (import->places[kind->needed[i]] < 0)
            row_problem(import, _("The column %s is missing. Add it to the first row."),
                column_name(kind->needed[i]));
    return import->problems == 0;
}

static bool
is_blank(const struct import *import)
{
    for (int i = 0; i < import->csv.columns; i++)
        if (csv_cell(&import->csv, import->row, i)[0])
            return false;
    return true;
}

static void
import_rows(struct import *import, const struct import_kind *kind, int *rows)
{
    find_columns(import);
    if (!has_columns(import, kind))
        return;
    import->kept = calloc((size_t)import->csv.rows, sizeof *import->kept);
    if (!import->kept)
        abort();
    for (import->row = 1; import->row < import->csv.rows; import->row++) {
        if (is_blank(import))
            continue;
        kind->row(import);
        ++*rows;
    }
    import->row = 0;
    if (kind->end)
        kind->end(import);
    free(import->kept);
}

static void
import_file(struct cli *cli, struct totals *totals, enum import_kind_id id)
{
    char why[512];
    struct import import = {.cli = cli, .file = totals->files[id]};
    if (csv_read(&import.csv, import.file, why, sizeof why) != 0)
        row_problem(&import, "%s", why);
    else
        import_rows(&import, &import_kinds[id], &totals->rows[id]);
    if (import.problems > PROBLEMS_SHOWN)
        fprintf(stderr, _("%s: and %d more problems.\n"), import.file,
            import.problems - PROBLEMS_SHOWN);
    totals->problems += import.problems;
    csv_finish(&import.csv);
}

bool
import_one(struct cli *cli, enum import_kind_id id, const char *file)
{
    struct totals totals = {0};
    totals.files[id] = file;
    import_file(cli, &totals, id);
    return totals.problems == 0;
}

static int
tell_no_guardian(const struct child *child, void *payload)
{
    struct totals *totals = payload;
    totals->problems++;
    fprintf(stderr,
        _("The child with number %s has no guardian today. Add a row to the guardians' file.\n"),
        child->no);
    return 0;
}

/* Who imported what, where it was somebody of the staff. */
static int
record(struct cli *cli, const struct totals *totals)
{
    struct roster_by by = {cli->staff.id, cli->today, cli->now};
    int rc = DB_OK;
    for (int i = 0; rc == DB_OK && cli->staff.id && i < IMPORT_KIND_COUNT; i++)
        if (totals->files[i])
            rc = roster_record(cli->db, &by, import_kinds[i].name, "*", 0);
    return rc;
}

/* The roster tests itself: no child is without a guardian, and nothing points to nothing. */
static int
check_roster(struct cli *cli, struct totals *totals)
{
    if (child_without_guardian_each(cli->db, cli->today, tell_no_guardian, totals) < 0 ||
        db_check(cli->db) != DB_OK)
        return refuse_db(cli);
    return totals->problems ? EXIT_REFUSED : EXIT_OK;
}

static int
import_all(struct cli *cli, struct totals *totals)
{
    for (int i = 0; i < IMPORT_KIND_COUNT; i++)
        if (totals->files[i])
            import_file(cli, totals, (enum import_kind_id)i);
    if (totals->problems == 0 && check_roster(cli, totals) != EXIT_OK && !totals->problems)
        return EXIT_REFUSED;
    if (totals->problems)
        return refuse(dngettext("zhaoxi", "%d problem: nothing was imported.",
                          "%d problems: nothing was imported.", (unsigned long)totals->problems),
            totals->problems);
    bool ok = plan_check(cli->db) == DB_OK && record(cli, totals) == DB_OK &&
              change_sign(cli->db, cli->staff.id, &cli->now) == DB_OK &&
              setting_roster_at_set(cli->db, cli->now.utc_ms) == DB_OK;
    return ok ? EXIT_OK : refuse_db(cli);
}

static bool
read_options(int argc, char **argv, struct totals *totals)
{
    int files = 0;
    for (int i = 1; i < argc; i++) {
        int kind = strncmp(argv[i], "--", 2) == 0 ? import_kind_parse(argv[i] + 2) : -1;
        if (strcmp(argv[i], "--dry-run") == 0) {
            totals->dry_run = true;
        } else if (kind >= 0 && i + 1 < argc && !totals->files[kind]) {
            totals->files[kind] = argv[++i];
            files++;
        } else {
            return false;
        }
    }
    return files > 0;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    struct totals totals = {0};
    if (!read_options(argc, argv, &totals))
        return bad_usage(&command_import);
    if (db_begin(cli->db) != DB_OK)
        return refuse_db(cli);
    int status = import_all(cli, &totals);
    if (status != EXIT_OK || totals.dry_run)
        db_rollback(cli->db);
    else if (db_commit(cli->db) != DB_OK)
        status = refuse_db(cli);
    for (int i = 0; status == EXIT_OK && i < IMPORT_KIND_COUNT; i++)
        if (totals.files[i])
            printf(totals.dry_run ? _("%s: %d rows are good.\n") : _("%s: %d rows imported.\n"),
                import_kinds[i].name, totals.rows[i]);
    return status;
}

const struct command command_import = {
    .name = "import",
    .arguments = "[--homes FILE] [--periods FILE] [--staff FILE] [--children FILE] "
                 "[--guardians FILE] [--timetable FILE] "
                 "[--homework FILE] [--calendar FILE] [--schools FILE] [--health FILE] "
                 "[--alone FILE] [--barred FILE] [--walks FILE] [--walkers FILE] "
                 "[--care-sessions FILE] [--enrolments FILE] [--dry-run]",
    .summary = N_("Takes CSV files in, UTF-8 or GB18030: all of them, or nothing."),
    .access = ACCESS_MANAGER,
    .opens_db = true,
    .run = run,
};
