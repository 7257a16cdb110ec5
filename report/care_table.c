#include "report/care_table.h"

#include "report/text.h"

<<<<<<< HEAD
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
=======
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
        {"expected", N_("Sessions due")}, {"late", N_("Times late")}, {"early", N_("Left early")},
        {"noted", N_("Days excused")}, {"away", N_("Days missed")}, {"meals", N_("Meals")}};
    report_column(t, "no", _("#"), REPORT_INTEGER);
    report_column(t, "name", _("Name"), REPORT_TEXT);
    for (int i = 0; i < sheet->count; i++) {
        char key[DAY_TEXT_LEN + 1], heading[16];
        int day = day_add(sheet->from_day, i);
        day_text(key, day);
        snprintf(heading, sizeof heading, "%d", day % 100);
        report_column(t, key, heading, REPORT_TEXT);
    }
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        report_column(t, sums[i].key, _(sums[i].heading), REPORT_INTEGER);
>>>>>>> heads/care
}

static void
add_sums(struct report_table *t, const struct sheet_sums *s)
{
<<<<<<< HEAD
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
=======
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
    snprintf(name, sizeof name, row->guest ? _("%s · guest") : "%s", row->child.name);
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

/* The foot's rows: how many came, and how many ate, on each day. */
static void
add_foot(struct report_table *t, const struct sheet *sheet)
{
    for (int row = 0; row < 2; row++) {
        report_blank(t);
        report_text(t, row ? _("Meals") : _("Came"));
        for (int i = 0; i < sheet->count; i++)
            add_number(t, sheet->held[i], row ? sheet->foot[i].meals : sheet->foot[i].present);
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
    report_note(t, "");
    report_note(t, _("Kept by: ______________________      Checked by: ______________________      "
                     "Date: ______________________"));
>>>>>>> heads/care
}

int
care_table(struct db *db, struct report_table **out, int64_t period_id, int month,
<<<<<<< HEAD
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
=======
    const struct moment *now)
{
    struct sheet sheet = {0};
    *out = NULL;
    int rc = care_sheet(db, &sheet, period_id, month, now);
    if (rc == DB_OK) {
        struct report_table *t = *out = report_create(_("Attendance sheet of holiday care"));
        t->named = t->ruled = true;
        add_head(db, t, &sheet);
        add_columns(t, &sheet);
        for (int i = 0; i < sheet.row_count; i++)
            add_child(t, &sheet, i);
        add_foot(t, &sheet);
        add_notes(t);
>>>>>>> heads/care
    }
    care_sheet_free(&sheet);
    return rc;
}
