/* Every figure of every summary, against a model of them in another language that reads the raw
 * events alone (tests/summaries.pl), over invented histories. ZHAOXI_HISTORIES=n makes n of them,
 * from number ZHAOXI_SEED on. */
#include "tests/past.h"
#include "tests/testing.h"
#include "tests/world.h"

#include "db/day.h"
#include "db/summary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DAYS = 40, ASKS = 30 };

static char folder[64], path[96];
static FILE *said;

static void
sorted_pipe(char *out, size_t size, const char *name)
{
    snprintf(out, size, "LC_ALL=C sort >%s/%s", folder, name);
}

static int
print_row(const struct summary_row *row, void *payload)
{
    const int *ask = payload;
    fprintf(said, "%03d\t%lld\t%s", *ask, (long long)row->key, row->label);
    for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++)
        fprintf(said, "\t%s=%lld", summary_figure_name((enum summary_figure)i),
            (long long)row->figures[i]);
    fputc('\n', said);
    return 0;
}

/* A range, a group, and now and then a Home, a child or a grade alone. */
static struct summary_ask
make_ask(const struct past *past, int number)
{
    struct summary_ask ask = {.from_day = past->first_day,
        .until_day = past->last_day,
        .group = (enum summary_group)(number % SUMMARY_GROUP_COUNT)};
    if (number >= SUMMARY_GROUP_COUNT) {
        ask.from_day = day_add(past->first_day, past_pick(-5, 60));
        ask.until_day = day_add(ask.from_day, past_pick(0, 120));
        ask.home_id = past_pick(0, 1) ? past->homes[past_pick(0, PAST_HOMES - 1)] : 0;
        ask.child_id = past_pick(1, 4) == 1 ? past->children[past_pick(0, PAST_CHILDREN - 1)] : 0;
        if (past_pick(1, 4) == 1)
            snprintf(ask.grade, sizeof ask.grade, "二年级");
    }
    return ask;
}

/* What the days behind a figure come to. */
struct behind {
    struct db *db;
    const struct summary_ask *ask;
    int64_t sum, most;
    int day; /* of the last one: they come in order */
    int count;
};

static int
add_day(const struct summary_day *day, void *payload)
{
    struct behind *b = payload;
    assert_true(day->day >= b->ask->from_day && day->day <= b->ask->until_day);
    if (!day->staff_id) /* those come by person */
        assert_true(day->day >= b->day);
    b->day = day->day;
    b->sum += day->value;
    b->most = day->value > b->most ? day->value : b->most;
    b->count++;
    return 0;
}

static void
look_behind(struct behind *b, const struct summary_row *row, enum summary_figure figure)
{
    int64_t is = row->figures[figure], open = row->figures[SUMMARY_OPEN_DAYS];
    b->sum = b->most = b->day = b->count = 0;
    assert_int_equal(summary_days(b->db, b->ask, row, figure, add_day, b), DB_OK);
    if (is == SUMMARY_UNKNOWN)
        assert_int_equal(b->count, 0);
    else if (figure == SUMMARY_PEAK)
        assert_int_equal(b->most, is);
    else if (figure == SUMMARY_AVERAGE)
        assert_int_equal(open ? (20 * b->sum + open) / (2 * open) : 0, is);
    else if (figure >= SUMMARY_MOOD_1 && figure <= SUMMARY_MOOD_5)
        assert_true(b->sum <= is); /* a day of few answers is not told */
    else
        assert_int_equal(b->sum, is);
}

struct kept {
    struct summary_row *rows;
    int count;
};

static int
keep_row(const struct summary_row *row, void *payload)
{
    struct kept *kept = payload;
    kept->rows = realloc(kept->rows, (size_t)(kept->count + 1) * sizeof *kept->rows);
    assert_non_null(kept->rows);
    kept->rows[kept->count++] = *row;
    return 0;
}

/* Some rows of an ask, with all of their figures. */
static void
compare_days(struct db *db, const struct summary_ask *ask)
{
    struct kept kept = {0};
    struct behind behind = {.db = db, .ask = ask};
    assert_int_equal(summary_each(db, ask, keep_row, &kept), DB_OK);
    for (int n = 0; n < 3 && kept.count; n++)
        for (int i = 0; i < SUMMARY_FIGURE_COUNT; i++)
            look_behind(&behind, &kept.rows[past_pick(0, kept.count - 1)], (enum summary_figure)i);
    free(kept.rows);
}

static void
say_all(struct db *db, const struct past *past)
{
    char asks[128], command[160];
    snprintf(asks, sizeof asks, "%s/asks", folder);
    FILE *list = fopen(asks, "w");
    assert_non_null(list);
    sorted_pipe(command, sizeof command, "product");
    said = popen(command, "w");
    assert_non_null(said);
    for (int i = 0; i < ASKS; i++) {
        struct summary_ask ask = make_ask(past, i);
        fprintf(list, "%03d\t%d\t%d\t%lld\t%s\t%lld\t%s\n", i, ask.from_day, ask.until_day,
            (long long)ask.home_id, summary_group_name(ask.group), (long long)ask.child_id,
            ask.grade);
        assert_int_equal(summary_each(db, &ask, print_row, &i), DB_OK);
        compare_days(db, &ask);
    }
    assert_int_equal(fclose(list), 0);
    assert_int_equal(pclose(said), 0);
}

static void
compare(uint64_t seed)
{
    char command[768];
    snprintf(command, sizeof command,
        "perl tests/summaries.pl %s %s/asks | LC_ALL=C sort >%s/model && "
        "diff %s/model %s/product >%s/differs || { head -c 3000 %s/differs >&2; false; }",
        path, folder, folder, folder, folder, folder, folder);
    if (system(command) != 0)
        fail_msg("history %llu: the figures differ (< the model, > the product)",
            (unsigned long long)seed);
}

static void
one_history(uint64_t seed)
{
    struct past past;
    struct db *db;
    char command[128];
    snprintf(folder, sizeof folder, "/tmp/zhaoxi-sums-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/past.db", folder);
    assert_int_equal(db_open(&db, path, DB_CREATE), DB_OK);
    past_make(&past, db, seed, DAYS);
    if (attendance_verify(db) != DB_OK)
        fail_msg("history %llu: %s", (unsigned long long)seed, db_why(db));
    say_all(db, &past);
    db_close(db);
    compare(seed);
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static void
every_figure_is_what_a_model_makes_of_it_and_what_its_days_come_to(void **state)
{
    (void)state;
    const char *count = getenv("ZHAOXI_HISTORIES"), *first = getenv("ZHAOXI_SEED");
    uint64_t seed = first ? strtoull(first, NULL, 10) : 1;
    for (long n = count ? strtol(count, NULL, 10) : 3; n > 0; n--)
        one_history(seed++);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_is_what_a_model_makes_of_it_and_what_its_days_come_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
