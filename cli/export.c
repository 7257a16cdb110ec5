/* export.c: the roster as CSV files, in the columns that an import takes: what the office keeps in
 * a spreadsheet and what is edited on the screen meet. Importing what was exported changes nothing.
 */
#include "cli/columns.h"
#include "cli/command.h"
#include "cli/export_row.h"
#include "cli/export_table.h"

#include "db/calendar.h"
#include "db/day.h"
#include "db/school.h"
#include "db/timetable.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int
home_row(const struct home *h, void *payload)
{
    struct export *e = payload;
    export_cell(e, h->code);
    export_cell(e, h->name);
    export_cell(e, h->village);
    export_minute(e, h->closes_min);
    export_end(e);
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
    export_home(e, p->home_id);
    export_cell(e, p->name);
    export_cell(e, period_kind_name(p->kind));
    export_day(e, p->from_day);
    export_day(e, p->until_day);
    export_end(e);
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
    export_cell(e, s->no);
    export_cell(e, s->name);
    export_cell(e, staff_role_name(s->role));
    export_cell(e, s->phone);
    export_home(e, s->home_id);
    export_end(e);
    return 0;
}

static int
staff(struct export *e)
{
    return staff_each(e->cli->db, 0, staff_row, e);
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
        export_cell(e, texts[i]);
    export_home(e, c->home_id);
    export_day(e, c->born_day);
    export_cell(e, c->sex);
    export_cell(e, c->school);
    export_cell(e, c->grade);
    export_cell(e, c->animal);
    export_cell(e, volunteer.no);
    export_day(e, c->joined_day);
    export_day(e, c->left_day);
    export_number(e, way.walk_min);
    export_weekdays(e, way.comes_on);
    export_end(e);
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
        export_cell(of->e, texts[i]);
    export_day(of->e, g->since_day);
    export_day(of->e, g->until_day);
    export_day(of->e, g->agreement_day);
    export_day(of->e, g->agreement_until);
    export_cell(of->e, g->photo);
    export_end(of->e);
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
    export_home(e, s->home_id);
    export_number(e, s->weekday);
    export_minute(e, s->starts_min);
    export_minute(e, s->ends_min);
    export_cell(e, subject_name(s->subject));
    export_cell(e, s->title);
    export_cell(e, s->room);
    export_cell(e, tutor.no);
    export_number(e, s->age_from);
    export_number(e, s->age_to);
    export_cell(e, period.name);
    export_end(e);
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
    export_day(e, d->day);
    export_cell(e, calendar_kind_name(d->kind));
    export_cell(e, d->name);
    if (d->as_weekday)
        export_number(e, d->as_weekday);
    else
        export_cell(e, "");
    export_end(e);
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
    {"--care-sessions", export_care_sessions, 11,
        {COL_HOME, COL_PERIOD, COL_PART, COL_TITLE, COL_ROOM, COL_START, COL_END, COL_COMES,
            COL_CAPACITY, COL_MEAL, COL_PER_ADULT}},
    {"--enrolments", export_enrolments, 11,
        {COL_CHILD, COL_HOME, COL_PERIOD, COL_SESSION, COL_COMES, COL_SINCE, COL_UNTIL, COL_STATE,
            COL_AGREED_BY, COL_CONSENT, COL_CONSENT_DAY}},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static int
write_rows(struct cli *cli, const struct kind *kind, FILE *out)
{
    struct export e = {.cli = cli, .out = out};
    fputs("\xef\xbb\xbf", out); /* else Excel in China reads GB18030 */
    for (int i = 0; i < kind->count; i++)
        export_cell(&e, column_heading(kind->columns[i]));
    export_end(&e);
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
                 "[--guardians FILE] [--timetable FILE] [--calendar FILE] "
                 "[--care-sessions FILE] [--enrolments FILE] | "
                 "summary [--by all|day|week|month|child|age|grade|village|home|class] "
                 "[--month 2026-11 | --week 2026-W48 | --from DAY --until DAY | --period NAME] "
                 "[--home CODE] [--child NO] [--grade GRADE] TO | goals [--month 2026-11] "
                 "[--home CODE] TO | visits [--home CODE] TO | agreements [--home CODE] TO | "
                 "care [--period NAME | --month 2027-01] [--home CODE] TO; "
                 "TO: [--format xlsx|csv|pdf] [--names] [--for NO] (--out FILE | --to-stick)",
    .summary = N_("Writes CSV files for a spreadsheet, as import takes them; or summaries, the six "
                  "goals, who needs a visit and care agreements as a workbook, CSV or PDF, with "
                  "numbers for names unless names are asked for."),
    .verbs = (const struct verb[]){{"", ACCESS_MANAGER}, {"summary", ACCESS_TUTOR},
        {"goals", ACCESS_SOCIAL_WORKER}, {"visits", ACCESS_SOCIAL_WORKER},
        {"agreements", ACCESS_SOCIAL_WORKER}, {"care", ACCESS_TUTOR}, {0}},
    .opens_db = true,
    .run = run,
};
