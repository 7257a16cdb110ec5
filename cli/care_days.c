/* care_days.c: who came, as tables: a day, and the month's sheet. */
#include "cli/care.h"

#include "db/care_sheet.h"
#include "db/day.h"
#include "db/exported.h"
#include "report/care_table.h"
#include "report/write.h"

#include <stdio.h>
#include <string.h>

static const char *
was_name(enum care_was was)
{
    static const char *const names[CARE_WAS_COUNT] = {[CARE_NOTHING] = "",
        [CARE_AWAITED] = "awaited",
        [CARE_PRESENT] = "present",
        [CARE_AWAY_NOTED] = "absent_noted",
        [CARE_AWAY] = "absent"};
    return names[was];
}

static void
minute_or_nothing(char out[MINUTE_TEXT_LEN + 1], int minute)
{
    out[0] = '\0';
    if (minute >= 0)
        minute_text(out, minute);
}

static int
add_day(const struct care_day *day, void *payload)
{
    struct table *table = payload;
    for (int i = 0; i < day->count; i++) {
        const struct care_cell *c = &day->cells[i];
        char in[MINUTE_TEXT_LEN + 1], out[MINUTE_TEXT_LEN + 1];
        if (c->was == CARE_NOTHING && !c->meal)
            continue;
        minute_or_nothing(in, c->in_min);
        minute_or_nothing(out, c->out_min);
        table_row(table,
            (const char *[]){day->enrolled->child.no, day->enrolled->child.name,
                day->sessions[i].name, was_name(c->was), c->late ? "1" : "0", c->early ? "1" : "0",
                c->was == CARE_AWAY_NOTED ? absence_reason_name(c->reason) : "",
                c->meal ? "1" : "0", in, out, c->assumed ? "1" : "0", c->unplanned ? "1" : "0",
                c->by_hand ? "1" : "0"});
    }
    return 0;
}

int
care_show_day(const struct care_call *call)
{
    int day = 0;
    struct table table = {.columns = 13,
        .column = {{"child", _("Child"), false}, {"child_name", _("Child's name"), false},
            {"session", _("Session"), false}, {"was", _("Was"), false},
            {"late", _("Came late"), true}, {"early", _("Left early"), true},
            {"reason", _("Reason"), false}, {"meal", _("Meal"), true}, {"in", _("In"), false},
            {"out", _("Out"), false}, {"assumed", _("Leavings not seen"), true},
            {"unplanned", _("Unplanned"), true}, {"by_hand", _("By hand"), true}}};
    if (!care_read_day(call->day, call->cli->today, &day))
        return EXIT_REFUSED;
    return care_print(call, &table,
        care_day_each(call->cli->db, call->care.period.id, day, &call->cli->now, add_day, &table));
}

enum { SUMS = 8, LEFT_COLUMNS = 3, KEY_LEN = DAY_TEXT_LEN + 1 };

/* The texts that the columns and a row point to. */
struct sheet_texts {
    char keys[SHEET_DAYS][KEY_LEN], headings[SHEET_DAYS][16], sums[SUMS][16];
};

static void
set_columns(struct table *table, struct sheet_texts *texts, const struct sheet *sheet)
{
    const struct table_column left[LEFT_COLUMNS] = {{"child", _("Child"), false},
        {"child_name", _("Child's name"), false}, {"guest", _("Guest"), true}};
    const struct table_column sums[SUMS] = {{"days", _("Days"), true},
        {"sessions", _("Sessions"), true}, {"expected", _("Expected"), true},
        {"late", _("Came late"), true}, {"early", _("Left early"), true},
        {"noted", _("Absent, reason noted"), true}, {"away", _("Stayed away"), true},
        {"meals", _("Meals"), true}};
    memcpy(table->column, left, sizeof left);
    table->columns = LEFT_COLUMNS;
    for (int i = 0; i < sheet->count; i++) {
        int day = day_add(sheet->from_day, i);
        day_text(texts->keys[i], day);
        snprintf(texts->headings[i], sizeof texts->headings[i], "%d", day % 100);
        table->column[table->columns++] =
            (struct table_column){texts->keys[i], texts->headings[i], false};
    }
    memcpy(&table->column[table->columns], sums, sizeof sums);
    table->columns += SUMS;
}

static void
write_sums(struct sheet_texts *texts, const struct sheet_sums *s)
{
    const int numbers[SUMS] = {
        s->days, s->sessions, s->expected, s->late, s->early, s->noted, s->away, s->meals};
    for (int i = 0; i < SUMS; i++)
        snprintf(texts->sums[i], sizeof texts->sums[i], "%d", numbers[i]);
}

static void
add_cells(struct table *table, const char *left[LEFT_COLUMNS], const char *days[SHEET_DAYS],
    int count, const struct sheet_texts *texts)
{
    const char *cells[TABLE_COLUMNS];
    int n = 0;
    for (int i = 0; i < LEFT_COLUMNS; i++)
        cells[n++] = left[i];
    for (int i = 0; i < count; i++)
        cells[n++] = days[i];
    for (int i = 0; i < SUMS; i++)
        cells[n++] = texts->sums[i];
    table_row(table, cells);
}

/* Programs read letters; people the signs of the paper sheet. */
static void
add_rows(const struct care_call *call, struct table *table, struct sheet_texts *texts,
    const struct sheet *sheet)
{
    const char *days[SHEET_DAYS];
    char present[SHEET_DAYS][16];
    for (int r = 0; r < sheet->row_count; r++) {
        const struct sheet_row *row = &sheet->rows[r];
        const char *left[] = {row->child.no, row->child.name, row->guest ? "1" : "0"};
        for (int i = 0; i < sheet->count; i++)
            days[i] = call->cli->json ? sheet_mark_letter(row->days[i].mark)
                                      : sheet_mark_sign(row->days[i].mark);
        write_sums(texts, &row->sums);
        add_cells(table, left, days, sheet->count, texts);
    }
    const char *foot[] = {"", _("Who came"), ""};
    for (int i = 0; i < sheet->count; i++) {
        snprintf(present[i], sizeof present[i], "%d", sheet->foot[i].present);
        days[i] = sheet->held[i] ? present[i] : "";
    }
    write_sums(texts, &sheet->total);
    if (!call->cli->json)
        add_cells(table, foot, days, sheet->count, texts);
}

/* 2027-01 as 202701, 0 for none; -1 for what is no month. */
static int
read_month(const char *text)
{
    char day[32];
    if (!text)
        return 0;
    int n = snprintf(day, sizeof day, "%s-01", text);
    int parsed = n > 0 && n < (int)sizeof day ? day_parse(day) : 0;
    return parsed ? parsed / 100 : -1;
}

/* The kiosk has asked for the PIN itself; of others nobody but the installer says who it was. */
static int
read_staff(const struct care_call *call, int64_t *out)
{
    struct staff staff;
    *out = call->cli->staff.id;
    if (!call->staff_no)
        return EXIT_OK;
    if (*out)
        return refuse("%s", _("Only the installer may do this: root, or who owns the database."));
    if (!staff_find(call->cli->db, &staff, call->staff_no))
        return refuse(_("There is no staff member with the number \"%s\"."), call->staff_no);
    *out = staff.id;
    return EXIT_OK;
}

/* A file with names is on the record before it is there. */
static int
write_sheet(const struct care_call *call, int month)
{
    struct report_table *table;
    const char *dot = strrchr(call->file, '.');
    int format = dot ? report_format_parse(dot + 1) : -1;
    struct exported e = {.what = "care", .by = "", .to = "file", .named = true};
    int status = read_staff(call, &e.staff_id);
    if (status != EXIT_OK)
        return status;
    if (format < 0)
        return refuse("%s", _("Name the file with .pdf, .xlsx or .csv at its end."));
    if (care_table(call->cli->db, &table, call->care.period.id, month, &call->cli->now, true) !=
        DB_OK)
        return refuse_db(call->cli);
    e.format = report_format_name((enum report_format)format);
    e.from_day = call->care.period.from_day;
    e.until_day = call->care.period.until_day;
    e.rows = table->row_count;
    e.home_id = call->care.period.home_id;
    int rc = exported_record(call->cli->db, &e, &call->cli->now);
    enum report_result result =
        rc == DB_OK ? report_write(table, (enum report_format)format, call->file) : REPORT_OK;
    report_destroy(table);
    if (rc != DB_OK)
        return refuse_db(call->cli);
    return result == REPORT_OK ? EXIT_OK : refuse("%s", report_why(result));
}

int
care_show_sheet(const struct care_call *call)
{
    struct sheet sheet = {0};
    struct sheet_texts texts = {0};
    struct table table = {0};
    int month = read_month(call->month);
    if (month < 0)
        return refuse(_("\"%s\" is not a month. Write it like 2026-11."), call->month);
    if (call->file)
        return write_sheet(call, month);
    int rc = care_sheet(call->cli->db, &sheet, call->care.period.id, month, &call->cli->now);
    if (rc == DB_OK) {
        set_columns(&table, &texts, &sheet);
        add_rows(call, &table, &texts, &sheet);
    }
    care_sheet_free(&sheet);
    return care_print(call, &table, rc);
}
