/* export.c: the roster as CSV files, in the columns that an import takes: what the office keeps in
 * a spreadsheet and what is edited on the screen meet. Importing what was exported changes nothing.
 */
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/csv.h"
#include "cli/export_table.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/school.h"
#include "db/timetable.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct export
{
    struct cli *cli;
    FILE *out;
    int columns; /* of the row, written so far */
};

/* A cell after the ones before it; it is quoted where RFC 4180 asks for it. */
static void
cell(struct export *e, const char *text)
{
    if (e->columns++)
        fputc(',', e->out);
    bool quoted = strpbrk(text, "\",\r\n");
    if (quoted)
        fputc('"', e->out);
    if (csv_is_formula(text))
        fputc('\'', e->out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', e->out);
        fputc(*text, e->out);
    }
    if (quoted)
        fputc('"', e->out);
}

static void
end_row(struct export *e)
{
    fputs("\r\n", e->out);
    e->columns = 0;
}

static void
day_cell(struct export *e, int day)
{
    char text[DAY_TEXT_LEN + 1] = "";
    if (day)
        day_text(text, day);
    cell(e, text);
}

static void
minute_cell(struct export *e, int minute)
{
    char text[MINUTE_TEXT_LEN + 1];
    minute_text(text, minute);
    cell(e, text);
}

static void
number_cell(struct export *e, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    cell(e, text);
}

static void
home_cell(struct export *e, int64_t home_id)
{
    struct home home = {0};
    home_get(e->cli->db, &home, home_id);
    cell(e, home.code);
}

static int
home_row(const struct home *h, void *payload)
{
    struct export *e = payload;
    cell(e, h->code);
    cell(e, h->name);
    cell(e, h->village);
    minute_cell(e, h->closes_min);
    end_row(e);
    return 0;
}

static int
homes(struct export *e)
{
    return home_each(e->cli->db, home_row, e);
}

static int
period_row(const struct period *p, void *payload)
{
    struct export *e = payload;
    home_cell(e, p->home_id);
    cell(e, p->name);
    cell(e, period_kind_name(p->kind));
    day_cell(e, p->from_day);
    day_cell(e, p->until_day);
    end_row(e);
    return 0;
}

static int
periods(struct export *e)
{
    return period_each(e->cli->db, 0, period_row, e);
}

static int
staff_row(const struct staff *s, void *payload)
{
    struct export *e = payload;
    cell(e, s->no);
    cell(e, s->name);
    cell(e, staff_role_name(s->role));
    cell(e, s->phone);
    home_cell(e, s->home_id);
    end_row(e);
    return 0;
}

static int
staff(struct export *e)
{
    return staff_each(e->cli->db, 0, staff_row, e);
}

/* The days on which a child comes, "12345". */
static void
comes_cell(struct export *e, int comes_on)
{
    char text[8] = "";
    for (int i = 0, n = 0; i < 7; i++)
        if (comes_on & 1 << i)
            text[n++] = (char)('1' + i);
    cell(e, text);
}

static int
child_row(const struct child *c, void *payload)
{
    struct export *e = payload;
    struct school_way way = {.comes_on = COMES_EVERY_DAY};
    struct staff volunteer = {0};
    if (strcmp(c->name, c->no) == 0)
        return 0; /* its data were erased */
    school_way_get(e->cli->db, &way, c->id);
    pairing_get(e->cli->db, &volunteer, c->id, e->cli->today);
    const char *texts[] = {c->no, c->name, c->pinyin, c->spoken};
    for (int i = 0; i < 4; i++)
        cell(e, texts[i]);
    home_cell(e, c->home_id);
    day_cell(e, c->born_day);
    cell(e, c->sex);
    cell(e, c->school);
    cell(e, c->grade);
    cell(e, c->animal);
    cell(e, volunteer.no);
    day_cell(e, c->joined_day);
    day_cell(e, c->left_day);
    number_cell(e, way.walk_min);
    comes_cell(e, way.comes_on);
    end_row(e);
    return 0;
}

static int
children(struct export *e)
{
    return child_ever_each(e->cli->db, child_row, e);
}

struct of_child {
    struct export *e;
    const char *no;
};

static int
guardian_row(const struct guardian *g, void *payload)
{
    const struct of_child *of = payload;
    const char *texts[] = {of->no, g->name, g->relation, g->phone};
    if (!g->name[0])
        return 0; /* whose data were erased */
    for (int i = 0; i < 4; i++)
        cell(of->e, texts[i]);
    day_cell(of->e, g->since_day);
    day_cell(of->e, g->until_day);
    day_cell(of->e, g->agreement_day);
    day_cell(of->e, g->agreement_until);
    cell(of->e, g->photo);
    end_row(of->e);
    return 0;
}

static int
guardians_of(const struct child *c, void *payload)
{
    struct of_child of = {payload, c->no};
    return guardian_ever_each(of.e->cli->db, c->id, guardian_row, &of);
}

static int
guardians(struct export *e)
{
    return child_ever_each(e->cli->db, guardians_of, e);
}

struct period_name {
    int64_t id;
    char name[NAME_SIZE];
};

static int
find_period(const struct period *p, void *payload)
{
    struct period_name *wanted = payload;
    if (p->id == wanted->id)
        snprintf(wanted->name, sizeof wanted->name, "%s", p->name);
    return 0;
}

static int
session_row(const struct session *s, void *payload)
{
    struct export *e = payload;
    struct period_name period = {.id = s->period_id};
    struct staff tutor = {0};
    int rc = s->period_id ? period_each(e->cli->db, s->home_id, find_period, &period) : 0;
    if (s->staff_id)
        staff_get(e->cli->db, &tutor, s->staff_id);
    home_cell(e, s->home_id);
    number_cell(e, s->weekday);
    minute_cell(e, s->starts_min);
    minute_cell(e, s->ends_min);
    cell(e, subject_name(s->subject));
    cell(e, s->title);
    cell(e, s->room);
    cell(e, tutor.no);
    number_cell(e, s->age_from);
    number_cell(e, s->age_to);
    cell(e, period.name);
    end_row(e);
    return rc;
}

static int
week_of(const struct home *home, void *payload)
{
    struct export *e = payload;
    return session_each(e->cli->db, home->id, 0, session_row, e);
}

static int
timetable(struct export *e)
{
    return home_each(e->cli->db, week_of, e);
}

static int
calendar_row(const struct calendar_day *d, void *payload)
{
    struct export *e = payload;
    day_cell(e, d->day);
    cell(e, calendar_kind_name(d->kind));
    cell(e, d->name);
    if (d->as_weekday)
        number_cell(e, d->as_weekday);
    else
        cell(e, "");
    end_row(e);
    return 0;
}

static int
calendar(struct export *e)
{
    return calendar_each(e->cli->db, 0, calendar_row, e);
}

static const struct kind {
    const char *option;
    int (*rows)(struct export *e);
    int count;
    enum column columns[16];
} kinds[] = {
    {"--homes", homes, 4, {COL_CODE, COL_TITLE, COL_VILLAGE, COL_CLOSES}},
    {"--periods", periods, 5, {COL_HOME, COL_TITLE, COL_KIND, COL_SINCE, COL_UNTIL}},
    {"--staff", staff, 5, {COL_NO, COL_NAME, COL_ROLE, COL_PHONE, COL_HOME}},
    {"--children", children, 15,
        {COL_NO, COL_NAME, COL_PINYIN, COL_SPOKEN, COL_HOME, COL_BORN, COL_SEX, COL_SCHOOL,
            COL_GRADE, COL_ANIMAL, COL_VOLUNTEER, COL_JOINED, COL_LEFT, COL_WALK, COL_COMES}},
    {"--guardians", guardians, 9,
        {COL_CHILD, COL_NAME, COL_RELATION, COL_PHONE, COL_SINCE, COL_UNTIL, COL_AGREEMENT,
            COL_AGREEMENT_UNTIL, COL_PHOTO}},
    {"--timetable", timetable, 11,
        {COL_HOME, COL_WEEKDAY, COL_START, COL_END, COL_SUBJECT, COL_TITLE, COL_ROOM, COL_STAFF,
            COL_AGE_FROM, COL_AGE_TO, COL_PERIOD}},
    {"--calendar", calendar, 4, {COL_DAY, COL_KIND, COL_TITLE, COL_AS}},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static int
write_rows(struct cli *cli, const struct kind *kind, FILE *out)
{
    struct export e = {.cli = cli, .out = out};
    fputs("\xef\xbb\xbf", out); /* else Excel in China reads GB18030 */
    for (int i = 0; i < kind->count; i++)
        cell(&e, column_heading(kind->columns[i]));
    end_row(&e);
    return kind->rows(&e);
}

/* In one piece or not at all. */
static int
write_file(struct cli *cli, const struct kind *kind, const char *path)
{
    char fresh[4096];
    if (snprintf(fresh, sizeof fresh, "%s.new", path) >= (int)sizeof fresh)
        return refuse(_("%s: the name is too long."), path);
    FILE *out = fopen(fresh, "w");
    if (!out)
        return refuse("%s: %s", path, strerror(errno));
    int rc = write_rows(cli, kind, out);
    bool written = !ferror(out);
    written &= fclose(out) == 0;
    if (rc >= 0 && written && rename(fresh, path) == 0)
        return EXIT_OK;
    int error = errno;
    unlink(fresh);
    return rc < 0 ? refuse_db(cli) : refuse("%s: %s", path, strerror(error));
}

static const struct kind *
find_kind(const char *option)
{
    for (int i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].option, option) == 0)
            return &kinds[i];
    return NULL;
}

static int
run(struct cli *cli, int argc, char **argv)
{
    int status = EXIT_OK;
    if (argc > 1 && export_is_table(argv[1]))
        return export_table(cli, argc, argv);
    for (int i = 1; i < argc; i += 2)
        if (!find_kind(argv[i]) || i + 1 == argc)
            return bad_usage(&command_export);
    if (argc < 3)
        return bad_usage(&command_export);
    for (int i = 1; status == EXIT_OK && i < argc; i += 2)
        status = write_file(cli, find_kind(argv[i]), argv[i + 1]);
    return status;
}

const struct command command_export = {
    .name = "export",
    .arguments = "[--homes FILE] [--periods FILE] [--staff FILE] [--children FILE] "
                 "[--guardians FILE] [--timetable FILE] [--calendar FILE] | "
                 "summary [--by all|day|week|month|child|age|grade|village|home|class] "
                 "[--month 2026-11 | --week 2026-W48 | --from DAY --until DAY | --period NAME] "
                 "[--home CODE] [--child NO] [--grade GRADE] TO | goals [--month 2026-11] "
                 "[--home CODE] TO | visits [--home CODE] TO | agreements [--home CODE] TO; "
                 "TO: [--format xlsx|csv|pdf] [--names] [--for NO] (--out FILE | --to-stick)",
    .summary = N_("Writes CSV files for a spreadsheet, as import takes them; or summaries, the six "
                  "goals, who needs a visit and care agreements as a workbook, CSV or PDF, with "
                  "numbers for names unless names are asked for."),
    .verbs = (const struct verb[]){{"", ACCESS_MANAGER}, {"summary", ACCESS_TUTOR},
        {"goals", ACCESS_SOCIAL_WORKER}, {"visits", ACCESS_SOCIAL_WORKER},
        {"agreements", ACCESS_SOCIAL_WORKER}, {0}},
    .opens_db = true,
    .run = run,
};
