/* Summaries on a large file: bench_summaries FOLDER makes databases of 1, 3 and 10 years there, of
 * 4 Homes and 1,000 children, 500,000 events a year, and prints the figures of `make
 * bench-summaries`. They are kept for the next time: remove the folder to have them made anew. */
#include "tests/bench_past.h"

#include "db/attendance.h"
#include "db/day.h"
#include "db/event.h"
#include "db/goals.h"
#include "db/rollup.h"
#include "db/summary.h"
#include "report/summary_table.h"
#include "report/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SIZES = 3, TURNS = 21, CHECK_INS = 600 };

static const int years[SIZES] = {1, 3, 10};

static double
now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
must(bool ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "bench-summaries: %s\n", what);
    exit(1);
}

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
middle(double *took, int count)
{
    qsort(took, (size_t)count, sizeof took[0], by_size);
    return took[count / 2];
}

static int
count_row(const struct summary_row *row, void *payload)
{
    *(int64_t *)payload += row->figures[SUMMARY_SESSIONS] > 0;
    return 0;
}

/* The day on which the n-th month before the end of the past begins. */
static int
month_back(int of_years, int n)
{
    int day = bench_past_until(of_years);
    for (; n > 0; n--)
        day = day_add(day / 100 * 100 + 1, -1);
    return day;
}

static double
ask(struct db *db, const struct summary_ask *ask)
{
    int64_t rows = 0;
    double from = now_ms();
    must(summary_each(db, ask, count_row, &rows) == DB_OK, db_why(db));
    return now_ms() - from;
}

/* All figures of a month at all Homes, of the last months in turn. */
static double
month_ms(struct db *db, int of_years, enum summary_group group)
{
    double took[TURNS];
    for (int i = 0; i < TURNS; i++) {
        struct summary_ask month = {.group = group};
        summary_month(&month, month_back(of_years, i % 9));
        took[i] = ask(db, &month);
    }
    return middle(took, TURNS);
}

static double
year_ms(struct db *db, int of_years)
{
    double took[5];
    struct summary_ask year = {.group = SUMMARY_MONTH, .until_day = bench_past_until(of_years)};
    year.from_day = day_add(year.until_day - 10000, 1);
    for (int i = 0; i < 5; i++)
        took[i] = ask(db, &year);
    return middle(took, 5);
}

static double
goals_ms(struct db *db, int of_years)
{
    double took[TURNS];
    int today = bench_past_until(of_years);
    for (int i = 0; i < TURNS; i++) {
        struct goals *goals;
        double from = now_ms();
        must(goals_read(db, &goals, 0, month_back(of_years, i % 9) / 100, today) == DB_OK,
            db_why(db));
        took[i] = now_ms() - from;
        goals_free(goals);
    }
    return middle(took, TURNS);
}

/* A year child by child, with its charts, to the disk. */
static double
xlsx_year_s(struct db *db, int of_years, const char *folder)
{
    struct report_table *table;
    struct summary_shape shape = {.named = true, .charts = true};
    struct summary_ask year = {.group = SUMMARY_CHILD, .until_day = bench_past_until(of_years)};
    char path[4096];
    year.from_day = day_add(year.until_day - 10000, 1);
    snprintf(path, sizeof path, "%s/year.xlsx", folder);
    double from = now_ms();
    must(summary_table(db, &table, &year, &shape) == DB_OK, db_why(db));
    must(report_write(table, REPORT_XLSX, path) == REPORT_OK, "the spreadsheet");
    report_destroy(table);
    return (now_ms() - from) / 1e3;
}

/* The most memory that this program has had, whatever was there before it was started. */
static double
peak_mib(void)
{
    char line[256];
    double kib = 0;
    FILE *status = fopen("/proc/self/status", "r");
    must(status != NULL, "/proc");
    while (fgets(line, sizeof line, status))
        if (strncmp(line, "VmHWM:", 6) == 0)
            kib = strtod(line + 6, NULL);
    fclose(status);
    return kib / 1024;
}

/* All of it once, and how large the process became. */
static int
tell_peak(const char *path, int of_years, const char *folder)
{
    struct db *db = bench_past(path, of_years);
    for (int group = 0; group < SUMMARY_GROUP_COUNT; group++)
        month_ms(db, of_years, (enum summary_group)group);
    year_ms(db, of_years);
    goals_ms(db, of_years);
    xlsx_year_s(db, of_years, folder);
    must(attendance_rebuild(db) == DB_OK, db_why(db));
    db_close(db);
    printf("peak_mib\t%.0f\tMiB\t<120\t-\n", peak_mib());
    return 0;
}

/* By a program that is started anew: a fork would begin as large as this process is, which may have
 * made years of events. */
static void
measure_peak(const char *path, int of_years, const char *folder)
{
    char many[16];
    int status;
    snprintf(many, sizeof many, "%d", of_years);
    pid_t pid = fork();
    must(pid >= 0, "a process");
    if (pid == 0) {
        execl("/proc/self/exe", "bench_summaries", folder, path, many, (char *)NULL);
        _exit(127);
    }
    must(waitpid(pid, &status, 0) == pid && status == 0, "the memory's turn");
}

static double
rebuild_per_s(struct db *db)
{
    int64_t events = event_last_seq(db);
    double from = now_ms();
    must(attendance_rebuild(db) == DB_OK, db_why(db));
    return (double)events / (now_ms() - from) * 1e3;
}

/* A check in its durable transaction, alone or with its day's sum; by turns. */
static double
check_ms(struct db *db, int i, int64_t home_id, int64_t child_id, bool summed, int day)
{
    struct event event = {.kind = i % 4 < 2 ? EVENT_CHECK_IN : EVENT_CHECK_OUT,
        .home_id = home_id,
        .child_id = child_id,
        .at = {.utc_ms = day_to_utc_ms(day, 600, 480) + i * INT64_C(20000),
            .mono_ms = i * INT64_C(20000),
            .boot_id = "boot of checks",
            .trusted = true}};
    struct check check = {.kind = event.kind,
        .home_id = home_id,
        .child_id = child_id,
        .time_ms = event.at.utc_ms,
        .day = day};
    double from = now_ms();
    must(db_begin(db) == DB_OK && event_append(db, &event) == DB_OK, db_why(db));
    if (summed)
        must(rollup_apply(db, &check) == DB_OK, db_why(db));
    must(db_commit(db) == DB_OK, db_why(db));
    return now_ms() - from;
}

static int
first_home(const struct home *home, void *payload)
{
    *(int64_t *)payload = home->id;
    return 1;
}

struct picked {
    int64_t ids[CHECK_INS];
    int count;
};

static int
pick_child(const struct child *child, void *payload)
{
    struct picked *picked = payload;
    picked->ids[picked->count++] = child->id;
    return picked->count == CHECK_INS;
}

/* On a copy: what it writes stays out of the past. */
static double
rollup_cost_pct(const char *path)
{
    static double took[2][CHECK_INS];
    static struct picked picked;
    struct db *db;
    char copy[4200], command[8400];
    int64_t home_id = 0;
    snprintf(copy, sizeof copy, "%s.checks", path);
    snprintf(command, sizeof command, "cp '%s' '%s'", path, copy);
    must(system(command) == 0 && db_open(&db, copy, DB_EXISTING) == DB_OK, "a copy");
    must(home_each(db, first_home, &home_id) == 1, "a Home");
    must(child_each(db, 0, bench_past_until(1), pick_child, &picked) >= 0, "children");
    for (int i = 0; i < CHECK_INS * 2; i++)
        took[i % 2][i / 2] = check_ms(db, i, home_id, picked.ids[i / 4 % picked.count], i % 2,
            day_add(bench_past_until(1), 1));
    db_close(db);
    remove(copy);
    double bare = middle(took[0], CHECK_INS), summed = middle(took[1], CHECK_INS);
    fprintf(stderr, "bench-summaries: a durable check alone %.3f ms, with its day's sum %.3f ms\n",
        bare, summed);
    return (summed / bare - 1) * 100;
}

static void
tell_size(struct db *db, int of_years)
{
    fprintf(stderr, "%5d %9lld", of_years, (long long)event_last_seq(db));
    for (int group = 0; group < SUMMARY_GROUP_COUNT; group++)
        fprintf(stderr, " %7.1f", month_ms(db, of_years, (enum summary_group)group));
    fprintf(stderr, " %7.1f %7.1f\n", year_ms(db, of_years), goals_ms(db, of_years));
}

int
main(int argc, char **argv)
{
    char path[SIZES][4096];
    struct db *db = NULL;
    if (argc == 4)
        return tell_peak(argv[2], (int)strtol(argv[3], NULL, 10), argv[1]);
    must(argc == 2, "which folder?");
    for (int i = 0; i < SIZES; i++) {
        snprintf(path[i], sizeof path[i], "%s/%d-years.v%d.db", argv[1], years[i], db_schema());
        db_close(bench_past(path[i], years[i]));
    }
    fprintf(stderr, "bench-summaries: ms of a month, all Homes and figures, by group; a year by "
                    "month; the six goals\nyears    events");
    for (int group = 0; group < SUMMARY_GROUP_COUNT; group++)
        fprintf(stderr, " %7s", summary_group_name((enum summary_group)group));
    fprintf(stderr, "    year   goals\n");
    for (int i = 0; i < SIZES; i++) {
        db_close(db);
        db = bench_past(path[i], years[i]);
        tell_size(db, years[i]);
    }
    printf("month_ms\t%.1f\tms\t<50\t-\n", month_ms(db, years[SIZES - 1], SUMMARY_HOME));
    printf("goals_ms\t%.1f\tms\t<100\t-\n", goals_ms(db, years[SIZES - 1]));
    printf("xlsx_year_s\t%.2f\ts\t<2\t-\n", xlsx_year_s(db, years[SIZES - 1], argv[1]));
    fflush(stdout);
    double speed = rebuild_per_s(db);
    db_close(db);
    measure_peak(path[SIZES - 1], years[SIZES - 1], argv[1]);
    printf("rollup_cost_pct\t%.1f\t%%\t<20\t-\n", rollup_cost_pct(path[0]));
    printf("rebuild_per_s\t%.0f\t1/s\t>500000\t-\n", speed);
    return 0;
}
