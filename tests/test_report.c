/* Tables as files, read back by other programs: unzip and xmllint, pdftotext and pdffonts. */
#include "report/write.h"

#include "tests/testing.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int
make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/zhaoxi-report-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int
remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command); /* NOLINT(cert-env33-c) */
}

/* What a command prints to which $F is the path. */
static const char *
said(const char *command, const char *path)
{
    static char out[1 << 16];
    assert_int_equal(setenv("F", path, 1), 0);
    FILE *in = popen(command, "r");
    assert_non_null(in);
    size_t n = fread(out, 1, sizeof out - 1, in);
    out[n] = '\0';
    assert_int_equal(pclose(in), 0);
    return out;
}

static int
files_in(const char *path)
{
    int n = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (const struct dirent *e; (e = readdir(dir));)
        n += e->d_name[0] != '.';
    closedir(dir);
    return n;
}

/* Two children, one of whose names is a formula, and their sum. */
static struct report_table *
table_of_two(void)
{
    struct report_table *t = report_create("出勤汇总");
    report_filter(t, "儿童之家", "青山");
    report_filter(t, "月份", "2026-11");
    report_note(t, "到过一次就算一天。");
    report_column(t, "no", "编号", REPORT_TEXT);
    report_column(t, "name", "姓名", REPORT_TEXT);
    report_column(t, "first", "第一天", REPORT_DATE);
    report_column(t, "days", "天数", REPORT_INTEGER);
    report_column(t, "hours", "小时", REPORT_HOURS);
    report_column(t, "in", "到达", REPORT_TIME);
    report_column(t, "average", "平均", REPORT_DECIMAL);
    report_column(t, "rate", "出勤率", REPORT_PERCENT);
    for (int i = 0; i < 2; i++) {
        report_text(t, i ? "QS-002" : "QS-001");
        report_text(t, i ? "=cmd|' /C calc'!A0" : "林小雨, \"雨\"");
        report_number(t, i ? 0 : 20261103);
        report_number(t, i ? -3 : 17);
        report_number(t, 7830);
        report_number(t, 16 * 60 + 40);
        report_decimal(t, 2.5);
        report_decimal(t, 0.87);
    }
    for (int i = 0; i < 8; i++)
        report_blank(t);
    report_row_tone(t, REPORT_SUM);
    assert_int_equal(t->row_count, 3);
    return t;
}

static const char *
written(const struct report_table *t, enum report_format format)
{
    static char path[256];
    assert_true(report_path(path, sizeof path, folder, t, "QS-2026-11", format));
    assert_int_equal(report_write(t, format, path), REPORT_OK);
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    return path;
}

static void
a_csv_opens_in_spreadsheets_and_holds_no_formula(void **state)
{
    (void)state;
    struct report_table *t = table_of_two();
    assert_string_equal(said("cat \"$F\"", written(t, REPORT_CSV)),
        "\xef\xbb\xbf编号,姓名,第一天,天数,小时,到达,平均,出勤率\r\n"
        "QS-001,\"林小雨, \"\"雨\"\"\",2026-11-03,17,130:30,16:40,2.5,87 %\r\n"
        "QS-002,'=cmd|' /C calc'!A0,,-3,130:30,16:40,2.5,87 %\r\n"
        ",,,,,,,\r\n");
    report_destroy(t);
}

static void
every_way_to_begin_a_formula_is_guarded(void **state)
{
    (void)state;
    static const char *const cells[] = {"=1", "+1", "-1", "@A1", "\tx", "\rx"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct report_table *t = report_create("x");
        char wanted[64];
        report_column(t, "a", "甲", REPORT_TEXT);
        report_text(t, cells[i]);
        const char *quote = cells[i][0] == '\r' ? "\"" : "";
        snprintf(wanted, sizeof wanted, "\xef\xbb\xbf甲\r\n%s'%s%s\r\n", quote, cells[i], quote);
        assert_string_equal(said("cat \"$F\"", written(t, REPORT_CSV)), wanted);
        report_destroy(t);
    }
}

static void
a_workbook_has_typed_cells_and_frozen_heads(void **state)
{
    (void)state;
    struct report_table *t = table_of_two();
    const char *path = written(t, REPORT_XLSX);
    const char *xml = said("unzip -p \"$F\" xl/worksheets/sheet1.xml | xmllint --format -", path);
    assert_non_null(strstr(xml, "ySplit=\"3\""));
    assert_non_null(strstr(xml, "state=\"frozen\""));
    assert_non_null(strstr(xml, "<v>46329</v>")); /* 2026-11-03 */
    assert_non_null(strstr(xml, "<v>5.4375</v>"));
    assert_non_null(strstr(xml, "<t>=cmd|' /C calc'!A0</t>"));
    assert_null(strstr(xml, "<f>"));
    xml = said("unzip -p \"$F\" xl/styles.xml | xmllint --format -", path);
    assert_non_null(strstr(xml, "[h]:mm"));
    assert_non_null(strstr(xml, "yyyy-mm-dd"));
    assert_non_null(strstr(said("unzip -p \"$F\" xl/worksheets/sheet2.xml", path), "到过一次"));
    report_destroy(t);
}

static void
a_workbook_opens_in_an_office(void **state)
{
    (void)state;
    if (system("command -v soffice >/dev/null") != 0) /* NOLINT(cert-env33-c) */
        NOT_HERE("no LibreOffice");
    struct report_table *t = table_of_two();
    written(t, REPORT_XLSX);
    said("cd \"$F\" && mv *.xlsx a.xlsx && soffice \"-env:UserInstallation=file://$PWD/home\" "
         "--headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1' a.xlsx >/dev/null",
        folder);
    const char *csv = said("cat \"$F/a.csv\"", folder);
    assert_non_null(strstr(csv, "出勤汇总"));
    assert_non_null(strstr(csv, "儿童之家: 青山 · 月份: 2026-11"));
    assert_non_null(
        strstr(csv, "\"QS-001\",\"林小雨, \"\"雨\"\"\",2026-11-03,17,130:30,16:40,2.5,87%"));
    assert_non_null(strstr(csv, "\"QS-002\",\"=cmd|' /C calc'!A0\",,-3,"));
    report_destroy(t);
}

static void
a_pdf_names_the_filters_numbers_its_pages_and_brings_its_fonts(void **state)
{
    (void)state;
    struct report_table *t = table_of_two();
    static struct chart chart = {.kind = CHART_DAYS, .title = "每天到的儿童", .unit = "人"};
    chart_add(&chart, 12)->day = 20261103;
    report_chart(t, &chart);
    for (int i = 0; i < 100 * 8; i++)
        report_blank(t);
    const char *path = written(t, REPORT_PDF);
    const char *text = said("pdftotext -layout \"$F\" -", path);
    assert_non_null(strstr(text, "出勤汇总"));
    assert_non_null(strstr(text, "儿童之家: 青山 · 月份: 2026-11"));
    assert_non_null(strstr(text, "每天到的儿童"));
    assert_non_null(strstr(text, "Page 1 of 3"));
    assert_non_null(strstr(text, "Page 3 of 3"));
    assert_non_null(strstr(text, "到过一次就算一天。"));
    int heads = 0;
    for (const char *at = text; (at = strstr(at, "第一天")); at++)
        heads++;
    assert_int_equal(heads, 3);
    /* Columns of pdffonts: emb sub uni. */
    assert_string_equal(
        said("pdffonts \"$F\" | tail -n +3 | grep -vc ' yes yes yes ' || true", path), "0\n");
    report_destroy(t);
}

static void
a_page_is_wide_enough_for_a_month_of_days(void **state)
{
    (void)state;
    struct report_table *t = report_create("月考勤表");
    report_column(t, "no", "编号", REPORT_TEXT);
    report_column(t, "name", "姓名", REPORT_TEXT);
    for (int i = 1; i <= 31; i++) {
        char day[8];
        snprintf(day, sizeof day, "%d", i);
        report_column(t, day, day, REPORT_TEXT);
    }
    report_column(t, "days", "天数", REPORT_INTEGER);
    for (int row = 0; row < 30; row++) {
        report_text(t, "QS-001");
        report_text(t, "林小雨");
        for (int i = 0; i < 31; i++)
            report_text(t, i % 7 < 5 ? "√" : "");
        report_number(t, 23);
    }
    const char *text = said("pdftotext -layout \"$F\" -", written(t, REPORT_PDF));
    assert_non_null(strstr(text, "林小雨"));
    assert_null(strstr(text, "…"));
    report_destroy(t);
}

static void
a_name_of_a_file_has_no_slash_dot_or_end(void **state)
{
    (void)state;
    static const struct {
        const char *title, *part, *name;
    } cases[] = {
        {"出勤汇总", "QS-2026-11", "出勤汇总-QS-2026-11.csv"},
        {"../../etc/passwd", "", "etc-passwd.csv"},
        {"..", "", "zhaoxi.csv"},
        {".hidden", "", "hidden.csv"},
        {"a/b\\c:d*e?f\"g<h>i|j", "..", "a-b-c-d-e-f-g-h-i-j.csv"},
        {"rm -rf $HOME; `x`", "\n\t", "rm-rf-HOME-x.csv"},
        {"月 ", "x.", "月-x.csv"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct report_table *t = report_create(cases[i].title);
        char path[256], wanted[256];
        assert_true(report_path(path, sizeof path, folder, t, cases[i].part, REPORT_CSV));
        snprintf(wanted, sizeof wanted, "%s/%s", folder, cases[i].name);
        assert_string_equal(path, wanted);
        report_destroy(t);
    }
}

static void
a_long_title_is_cut_between_characters(void **state)
{
    (void)state;
    char title[128] = "";
    for (int i = 0; i < 40; i++)
        strncat(title, "雨", sizeof title - strlen(title) - 1);
    struct report_table *t = report_create(title);
    char path[256];
    assert_true(report_path(path, sizeof path, folder, t, "2026-11", REPORT_CSV));
    const char *name = strrchr(path, '/') + 1;
    assert_non_null(strstr(name, "雨-2026-11.csv"));
    assert_int_equal((strlen(name) - strlen("-2026-11.csv")) % 3, 0);
    report_destroy(t);
}

static void
what_is_there_is_not_written_over(void **state)
{
    (void)state;
    struct report_table *t = table_of_two();
    char first[256];
    snprintf(first, sizeof first, "%s", written(t, REPORT_CSV));
    const char *second = written(t, REPORT_CSV);
    assert_string_not_equal(first, second);
    assert_non_null(strstr(second, "(2).csv"));
    report_destroy(t);
}

static void
a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    struct report_table *t = table_of_two();
    struct rlimit before, little = {.rlim_cur = 100, .rlim_max = RLIM_INFINITY};
    char path[128];
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little.rlim_max = before.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    snprintf(path, sizeof path, "%s/full", folder);
    for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
        enum report_result result = report_write(t, (enum report_format)format, path);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_int_equal(result, REPORT_FULL);
        assert_int_equal(files_in(folder), 0);
    }
    report_destroy(t);
}

static void
a_folder_that_is_gone_or_shut_is_told_apart(void **state)
{
    (void)state;
    struct report_table *t = table_of_two();
    char path[128];
    snprintf(path, sizeof path, "%s/nowhere/x.csv", folder);
    assert_int_equal(report_write(t, REPORT_CSV, path), REPORT_GONE);
    assert_int_equal(report_write(t, REPORT_CSV, "/sys/kernel/x.csv"), REPORT_READ_ONLY);
    assert_string_not_equal(report_why(REPORT_GONE), report_why(REPORT_READ_ONLY));
    report_destroy(t);
}

/* Half of it is written, then the folder is not there any more. */
static int
pull_out(FILE *out, void *payload)
{
    const char *path = payload;
    char part[160];
    fputs("half of it", out);
    assert_int_equal(fflush(out), 0);
    snprintf(part, sizeof part, "%s.part", path);
    assert_int_equal(unlink(part), 0);
    return 0;
}

static int
fail_to_read(FILE *out, void *payload)
{
    (void)payload;
    fputs("half of it", out);
    return EIO;
}

static void
a_stick_that_is_pulled_out_halfway_is_gone(void **state)
{
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/x.csv", folder);
    assert_int_equal(report_write_with(path, pull_out, path), REPORT_GONE);
    assert_int_equal(report_write_with(path, fail_to_read, NULL), REPORT_GONE);
    assert_int_equal(files_in(folder), 0);
}

static void
ten_thousand_rows_keep_their_words(void **state)
{
    (void)state;
    struct report_table *t = report_create("x");
    report_column(t, "a", "甲", REPORT_TEXT);
    report_column(t, "b", "乙", REPORT_INTEGER);
    for (int i = 0; i < 10000; i++) {
        char text[32];
        snprintf(text, sizeof text, "第%d行", i / 2);
        report_text(t, text);
        report_number(t, i);
    }
    assert_int_equal(t->row_count, 10000);
    assert_string_equal(report_at(t, 9999, 0)->text, "第4999行");
    assert_string_equal(report_at(t, 0, 0)->text, "第0行");
    report_destroy(t);
}

#define with_folder(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        with_folder(a_csv_opens_in_spreadsheets_and_holds_no_formula),
        with_folder(every_way_to_begin_a_formula_is_guarded),
        with_folder(a_workbook_has_typed_cells_and_frozen_heads),
        with_folder(a_workbook_opens_in_an_office),
        with_folder(a_pdf_names_the_filters_numbers_its_pages_and_brings_its_fonts),
        with_folder(a_page_is_wide_enough_for_a_month_of_days),
        with_folder(a_name_of_a_file_has_no_slash_dot_or_end),
        with_folder(a_long_title_is_cut_between_characters),
        with_folder(what_is_there_is_not_written_over),
        with_folder(a_full_disk_leaves_nothing),
        with_folder(a_folder_that_is_gone_or_shut_is_told_apart),
        with_folder(a_stick_that_is_pulled_out_halfway_is_gone),
        cmocka_unit_test(ten_thousand_rows_keep_their_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
