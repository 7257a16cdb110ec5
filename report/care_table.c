#include "report/care_table.h"

#include "report/text.h"

#include "db/day.h"

#include <stdio.h>

static void
add_head(struct db *db, struct report_table *t, const struct sheet *sheet)
{
    struct home home = {0};
    char month[16];
    home_get(db, &home, sheet->care.period.home_id);
    snprintf(month, sizeof month, "%d-%02d", sheet->from_day / 10000, sheet->from_day / 100 % 100);
    report_filter(t, _("Home"), home.name);
    report_filter(t, _("Holiday period"), sheet->care.period.name);
    report_filter(t, _("Month"), month);
}

static void
add_columns(struct report_table *t, const struct sheet *sheet)
{
    static const struct {
        const char *key, *heading;
    } sums[] = {{"days", N_("Days here")}, {"sessions", N_("Sessions here")},
        {"expected", N_("Sessions due")}, {"late", N_("Times late")}, {"early", N_("Times early")},
        {"noted", N_("Days excused")}, {"away", N_("Days gone")}, {"meals", N_("Meals")}};
    report_column(t, "no", _("#"), REPORT_INTEGER);
    report_column(t, "child", t->named ? _("Name") : _("Number"), REPORT_TEXT);
    for (int i = 0; i < sheet->count; i++) {
        char key[DAY_TEXT_LEN + 1], heading[16];
        int day = day_add(sheet->from_day, i);
        day_text(key, day);
        snprintf(heading, sizeof heading, "%d", day % 100);
        report_column(t, key, heading, REPORT_TEXT);
    }
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        report_column(t, sums[i].key, _(sums[i].heading), REPORT_INTEGER);
}

static void
add_sums(struct report_table *t, const struct sheet_sums *s)
{
    const int sums[] = {
        s->days, s->sessions, s->expected, s->late, s->early, s->noted, s->away, s->meals};
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        report_number(t, sums[i]);
        report_tone(t, REPORT_SUM);
    }
}

static void
add_child(struct report_table *t, const struct sheet *sheet, int number)
{
    const struct sheet_row *row = &sheet->rows[number];
    char name[NAME_SIZE + 32];
    report_key(t, row->child.id);
    report_number(t, number + 1);
    snprintf(name, sizeof name, row->guest ? _("%s · guest") : "%s",
        t->named ? row->child.name : row->child.no);
    report_text(t, name);
    for (int i = 0; i < sheet->count; i++)
        report_text(t, sheet_mark_sign(row->days[i].mark));
    add_sums(t, &row->sums);
}

static void
add_number(struct report_table *t, bool held, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    report_text(t, held ? text : "");
    report_tone(t, REPORT_SUM);
}

/* The foot's rows: how many came, and how many ate, on each day so far. */
static void
add_foot(struct report_table *t, const struct sheet *sheet, int today)
{
    for (int row = 0; row < 2; row++) {
        report_blank(t);
        report_text(t, row ? _("Meals") : _("Came"));
        for (int i = 0; i < sheet->count; i++)
            add_number(t, sheet->held[i] && day_add(sheet->from_day, i) <= today,
                row ? sheet->foot[i].meals : sheet->foot[i].present);
        if (!row)
            add_sums(t, &sheet->total);
        for (int i = 0; row && i < 7; i++)
            report_blank(t);
        if (row)
            report_number(t, sheet->total.meals);
        report_row_tone(t, REPORT_SUM);
    }
}

/* What the signs mean, and where it is signed. */
static void
add_notes(struct report_table *t)
{
    report_note(
        t, _("√ at all sessions · ◐ at some · 迟 came late · 早 left early · ＋ without a place · "
             "假 absent with a reason · × absent without · － no care on that day"));
    report_note(t, _("Here, excused and gone are counted in days, the others in sessions."));
    report_note(t, " ");
    report_note(t, _("Kept by: ______________________      Checked by: ______________________      "
                     "Date: ______________________"));
}

static int
today_of(struct db *db, const struct sheet *sheet, const struct moment *now)
{
    struct home home = {0};
    home_get(db, &home, sheet->care.period.home_id);
    return day_of(now->utc_ms, home.utc_offset_min);
}

int
care_table(struct db *db, struct report_table **out, int64_t period_id, int month,
    const struct moment *now, bool named)
{
    struct sheet sheet = {0};
    *out = NULL;
    int rc = care_sheet(db, &sheet, period_id, month, now);
    if (rc == DB_OK) {
        struct report_table *t = *out = report_create(_("Attendance sheet of holiday care"));
        t->named = named;
        t->ruled = true;
        add_head(db, t, &sheet);
        add_columns(t, &sheet);
        for (int i = 0; i < sheet.row_count; i++)
            add_child(t, &sheet, i);
        add_foot(t, &sheet, today_of(db, &sheet, now));
        add_notes(t);
    }
    care_sheet_free(&sheet);
    return rc;
}
