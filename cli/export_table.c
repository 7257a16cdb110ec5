#include "cli/export_table.h"

#include "cli/stick.h"
#include "cli/summary_ask.h"
#include "cli/table.h"

#include "db/day.h"
#include "db/exported.h"
#include "db/setting.h"
#include "report/care_table.h"
#include "report/goals_table.h"
#include "report/summary_table.h"
#include "report/write.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct job {
    struct summary_words words;
    const struct maker *maker;
    bool named, to_stick;
    const char *out;  /* a file or a folder */
    int format;       /* -1: by the file's name, else XLSX */
    int64_t staff_id; /* whose file it is */
};

struct maker {
    const char *what;
    int (*make)(struct report_table **out, const struct job *job);
};

static int
make_summary(struct report_table **out, const struct job *job)
{
    struct summary_shape shape = {.named = job->named, .charts = true};
    return summary_table(job->words.cli->db, out, &job->words.ask, &shape);
}

static int
make_goals(struct report_table **out, const struct job *job)
{
    return goals_table(job->words.cli->db, out, job->words.ask.home_id,
        job->words.ask.from_day / 100, job->words.cli->today, job->named);
}

static int
make_visits(struct report_table **out, const struct job *job)
{
    return visits_table(
        job->words.cli->db, out, job->words.ask.home_id, &job->words.cli->now, job->named);
}

static int
make_agreements(struct report_table **out, const struct job *job)
{
    return agreements_table(
        job->words.cli->db, out, job->words.ask.home_id, job->words.cli->today, job->named);
}

/* The holiday that holds the first day, of the Home that was named or the kiosk's. */
static int
make_care(struct report_table **out, const struct job *job)
{
    const struct summary_ask *ask = &job->words.ask;
    struct db *db = job->words.cli->db;
    struct care care;
    int64_t home_id = ask->home_id ? ask->home_id : setting_home(db);
    if (care_on(db, &care, home_id, ask->from_day) || care_on(db, &care, home_id, ask->until_day))
        return care_table(
            db, out, care.period.id, ask->from_day / 100, &job->words.cli->now, job->named);
    refuse("%s", _("There is no holiday care in these days. Name it: --period NAME"));
    return DB_OK;
}

static const struct maker makers[] = {
    {.what = "summary", .make = make_summary},
    {.what = "goals", .make = make_goals},
    {.what = "visits", .make = make_visits},
    {.what = "agreements", .make = make_agreements},
    {.what = "care", .make = make_care},
};

static const struct maker *
find_maker(const char *what)
{
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
        if (strcmp(makers[i].what, what) == 0)
            return &makers[i];
    return NULL;
}

bool
export_is_table(const char *word)
{
    return find_maker(word) != NULL;
}

static int
read_format(struct job *job, const char *value)
{
    job->format = report_format_parse(value);
    return job->format >= 0 ? EXIT_OK
                            : refuse(_("\"%s\" is no format. Take xlsx, csv or pdf."), value);
}

/* The kiosk has asked for the PIN itself; of others nobody but the installer may say who it was. */
static int
read_for(struct job *job, const char *no)
{
    struct staff staff;
    if (job->words.cli->staff.id)
        return refuse("%s", _("Only the installer may do this: root, or who owns the database."));
    if (!staff_find(job->words.cli->db, &staff, no))
        return refuse(_("There is no staff member with the number \"%s\"."), no);
    job->staff_id = staff.id;
    return EXIT_OK;
}

static int
read_options(struct job *job, int argc, char **argv)
{
    int rc = EXIT_OK;
    for (int i = 2; rc == EXIT_OK && i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(argv[i], "--names") == 0) {
            job->named = true;
        } else if (strcmp(argv[i], "--to-stick") == 0) {
            job->to_stick = true;
        } else if (value && strcmp(argv[i], "--out") == 0) {
            job->out = argv[++i];
        } else if (value && strcmp(argv[i], "--format") == 0) {
            rc = read_format(job, argv[++i]);
        } else if (value && strcmp(argv[i], "--for") == 0) {
            rc = read_for(job, argv[++i]);
        } else {
            rc = value ? summary_words_take(&job->words, argv[i], value) : EXIT_USAGE;
            i++;
        }
    }
    if (rc == EXIT_USAGE || (rc == EXIT_OK && job->to_stick == (job->out != NULL)))
        return bad_usage(&command_export);
    return rc == EXIT_OK ? summary_words_end(&job->words) : rc;
}

/* Names are for those who know the children; who owns the machine could read them anyway. */
static int
may_name(const struct job *job)
{
    const struct staff *staff = &job->words.cli->staff;
    if (!job->named || !staff->id || staff_access(staff->role) >= ACCESS_SOCIAL_WORKER)
        return EXIT_OK;
    return refuse("%s", _("Names are for social workers and managers. Leave --names away: children "
                          "stand by their numbers then."));
}

/* What the file's name tells beside the title: Home, days, and how it is grouped. */
static void
name_part(char *out, size_t size, const struct job *job)
{
    char range[SUMMARY_RANGE];
    struct home home = {0};
    if (job->words.ask.home_id)
        home_get(job->words.cli->db, &home, job->words.ask.home_id);
    summary_range(range, &job->words.ask);
    snprintf(out, size, "%s%s%s", home.code, home.code[0] ? "-" : "", range);
}

static bool
is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int
refuse_stick(enum stick stick)
{
    return refuse("%s", stick == STICK_NONE
                            ? _("No USB stick is plugged in. Plug one in, wait a moment, and try "
                                "again.")
                            : _("The stick can only be read. Move its lock, or take another one."));
}

/* Where the file goes, and its format. */
static int
find_path(char *out, struct job *job, const struct report_table *table)
{
    char part[128], folder[STICK_PATH];
    const char *dot = job->out ? strrchr(job->out, '.') : NULL;
    if (job->format < 0 && dot)
        job->format = report_format_parse(dot + 1);
    job->format = job->format < 0 ? REPORT_XLSX : job->format;
    enum stick stick = job->to_stick ? stick_find(folder) : STICK_FOUND;
    if (stick != STICK_FOUND)
        return refuse_stick(stick);
    if (job->out && !is_folder(job->out)) {
        snprintf(out, STICK_PATH, "%s", job->out);
        return EXIT_OK;
    }
    name_part(part, sizeof part, job);
    if (report_path(out, STICK_PATH, job->out ? job->out : folder, table, part,
            (enum report_format)job->format))
        return EXIT_OK;
    return refuse("%s", _("The folder's name is too long."));
}

static int
record(const struct job *job, const struct report_table *table)
{
    struct cli *cli = job->words.cli;
    bool grouped = job->maker->make == make_summary;
    struct exported e = {.what = job->maker->what,
        .by = grouped ? summary_group_name(job->words.ask.group) : "",
        .format = report_format_name((enum report_format)job->format),
        .to = job->to_stick ? "stick" : "file",
        .from_day = job->words.ask.from_day,
        .until_day = job->words.ask.until_day,
        .rows = table->row_count,
        .named = job->named,
        .home_id = job->words.ask.home_id,
        .child_id = job->words.ask.child_id,
        .staff_id = job->staff_id};
    return exported_record(cli->db, &e, &cli->now) == DB_OK ? EXIT_OK : refuse_db(cli);
}

static void
say(const struct job *job, const char *path, const struct report_table *table, bool released)
{
    const char *name = strrchr(path, '/');
    if (job->words.cli->json) {
        printf("{\"file\": ");
        json_string(path);
        printf(", \"rows\": %d, \"named\": %s}\n", table->row_count, job->named ? "true" : "false");
    } else if (!job->to_stick) {
        printf(_("Written: %s\n"), path);
    } else if (released) {
        printf(
            _("Written to the stick: %s. The stick can be pulled out.\n"), name ? name + 1 : path);
    } else {
        printf(_("Written to the stick: %s. Wait until its light is off, then pull it out.\n"),
            name ? name + 1 : path);
    }
}

static int
deliver(struct job *job, const struct report_table *table)
{
    char path[STICK_PATH];
    int rc = find_path(path, job, table);
    if (rc == EXIT_OK)
        rc = record(job, table);
    if (rc != EXIT_OK)
        return rc;
    enum report_result result = report_write(table, (enum report_format)job->format, path);
    bool released = job->to_stick && stick_release(path);
    if (result != REPORT_OK)
        return refuse("%s", report_why(result));
    say(job, path, table, released);
    return EXIT_OK;
}

int
export_table(struct cli *cli, int argc, char **argv)
{
    struct job job = {.maker = find_maker(argv[1]), .format = -1, .staff_id = cli->staff.id};
    struct report_table *table = NULL;
    summary_words_begin(&job.words, cli);
    int rc = read_options(&job, argc, argv);
    if (rc == EXIT_OK)
        rc = may_name(&job);
    if (rc != EXIT_OK)
        return rc;
    if (job.maker->make(&table, &job) != DB_OK)
        return refuse_db(cli);
    if (!table)
        return EXIT_REFUSED; /* and was said */
    rc = deliver(&job, table);
    report_destroy(table);
    return rc;
}
