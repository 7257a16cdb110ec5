#include "report/care_table.h"

#include "report/text.h"

#include <stdio.h>

static void
add_columns(struct report_table *t, const struct sheet *sheet)
{
    static const char *const sums[] = {N_("Days"), N_("Came late"), N_("Left early"), N_("Excused"),
        N_("Absent, no reason"), N_("Meals")};
    report_column(t, "no", _("Number"), REPORT_TEXT);
    if (t->named)
        report_column(t, "name", _("Name"), REPORT_TEXT);
    for (int i = 0; i < sheet->count; i++) {
        char day[16];
        snprintf(day, sizeof day, "%d", sheet->from_day % 100 + i);
        report_column(t, day, day, REPORT_TEXT);
    }
    static const char *const keys[] = {"days", "late", "early", "excused", "absent", "meals"};
    for (int i = 0; i < 6; i++)
        report_column(t, keys[i], _(sums[i]), REPORT_INTEGER);
}

static void
add_sums(struct report_table *t, const struct sheet_sums *s)
{
    const int sums[] = {s->days, s->late, s->early, s->noted, s->away, s->meals};
    for (int i = 0; i < 6; i++)
        report_number(t, sums[i]);
}

static void
add_row(struct report_table *t, const struct sheet *sheet, const struct sheet_row *row)
{
    report_text(t, row->child.no);
    if (t->named)
        report_text(t, row->child.name);
    for (int i = 0; i < sheet->count; i++) {
        report_text(t, sheet_mark_sign(row->days[i].mark));
        if (row->days[i].mark == SHEET_AWAY)
            report_tone(t, REPORT_MISSING);
    }
    add_sums(t, &row->sums);
}

/* How many were there on each day. */
static void
add_foot(struct report_table *t, const struct sheet *sheet)
{
    report_text(t, _("Present"));
    if (t->named)
        report_blank(t);
    for (int i = 0; i < sheet->count; i++) {
        char number[16] = "";
        if (sheet->held[i])
            snprintf(number, sizeof number, "%d", sheet->foot[i].present);
        report_text(t, number);
    }
    add_sums(t, &sheet->total);
    report_row_tone(t, REPORT_SUM);
}

int
care_table(struct db *db, struct report_table **out, int64_t period_id, int month,
    const struct moment *now, bool named)
{
    struct sheet sheet = {0};
    struct home home = {0};
    char text[16];
    *out = NULL;
    int rc = care_sheet(db, &sheet, period_id, month, now);
    if (rc == DB_OK) {
        struct report_table *t = *out = report_create(_("Attendance of holiday care"));
        t->named = named;
        home_get(db, &home, sheet.care.period.home_id);
        report_filter(t, _("Home"), home.name);
        report_filter(t, _("Care period"), sheet.care.period.name);
        snprintf(text, sizeof text, "%d-%02d", sheet.from_day / 10000, sheet.from_day / 100 % 100);
        report_filter(t, _("Month"), text);
        report_filter(t, _("Children"), named ? _("by name") : _("by number"));
        report_note(t, _("√ all its sessions, ◐ some of them, 迟 late, 早 left early, ＋ without a "
                         "place, 假 excused, × absent, － no care on that day"));
        add_columns(t, &sheet);
        for (int i = 0; i < sheet.row_count; i++)
            add_row(t, &sheet, &sheet.rows[i]);
        if (sheet.row_count > 0)
            add_foot(t, &sheet);
    }
    care_sheet_free(&sheet);
    return rc;
}
