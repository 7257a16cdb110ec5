#include "cli/kinds.h"

#include "cli/animals.h"
#include "cli/kinds_care.h"
#include "cli/kinds_day.h"
#include "cli/leaving.h"
#include "cli/pinyin.h"

#include "db/day.h"
#include "db/homework.h"
#include "db/people.h"
#include "db/plan.h"
#include "db/roster.h"
#include "db/timetable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row that the database refuses is a problem of the row. */
static void
stored(struct import *import, int rc)
{
    if (rc != DB_OK)
        row_problem(import, "%s", db_why(import->cli->db));
}

/* A staff number that may be empty: 0 then. */
static bool
find_staff(struct import *import, enum column column, int64_t *out)
{
    struct staff staff = {0};
    const char *no = row_text(import, column);
    bool ok = !no[0] || staff_find(import->cli->db, &staff, no);
    if (!ok)
        row_problem(import, _("%s: there is nobody with number \"%s\" among the staff."),
            column_name(column), no);
    *out = staff.id;
    return ok;
}

static void
home_row(struct import *import)
{
    struct home home = {.utc_offset_min = 480};
    bool ok = row_copy(import, COL_CODE, true, home.code, sizeof home.code);
    ok &= row_copy(import, COL_TITLE, true, home.name, sizeof home.name);
    ok &= row_copy(import, COL_VILLAGE, false, home.village, sizeof home.village);
    ok &= row_minute(import, COL_CLOSES, 18 * 60 + 30, &home.closes_min);
    if (ok)
        stored(import, home_put(import->cli->db, &home));
}

static void
period_row(struct import *import)
{
    struct period period = {0};
    struct home home;
    bool ok = row_home(import, &home);
    ok &= row_copy(import, COL_TITLE, true, period.name, sizeof period.name);
    ok &= row_day(import, COL_SINCE, true, 0, &period.from_day);
    ok &= row_day(import, COL_UNTIL, true, 0, &period.until_day);
    int kind = period_kind_parse(row_text(import, COL_KIND));
    if (kind < 0)
        row_problem(import, _("%s must be one of: 学期 term, 暑假 summer, 寒假 winter."),
            column_name(COL_KIND));
    if (!ok || kind < 0)
        return;
    if (period.until_day < period.from_day) {
        row_problem(import, "%s", _("It ends before it begins. Correct the dates."));
        return;
    }
    period.home_id = home.id;
    period.kind = (enum period_kind)kind;
    int rc = plan_period_may_be(import->cli->db, &period);
    stored(import, rc == DB_OK ? period_put(import->cli->db, &period) : rc);
}

/* Has an earlier row of this file the same text in a column? Its number, or 0. */
static int
earlier_row(const struct import *import, enum column column)
{
    const char *text = row_text(import, column);
    for (int row = 1; row < import->row; row++)
        if (strcmp(csv_cell(&import->csv, row, import->places[column]), text) == 0)
            return row + 1;
    return 0;
}

static bool
is_first(struct import *import, enum column column)
{
    int earlier = earlier_row(import, column);
    if (earlier)
        row_problem(import, _("%s \"%s\" stands in row %d already. Remove one of them."),
            column_name(column), row_text(import, column), earlier);
    return !earlier;
}

static void
staff_row(struct import *import)
{
    struct staff staff = {0};
    struct home home;
    bool ok = row_home(import, &home);
    ok &= row_copy(import, COL_NO, true, staff.no, sizeof staff.no) && is_first(import, COL_NO);
    ok &= row_copy(import, COL_NAME, true, staff.name, sizeof staff.name);
    ok &= row_copy(import, COL_PHONE, false, staff.phone, sizeof staff.phone);
    int role = staff_role_parse(row_text(import, COL_ROLE));
    if (role < 0)
        row_problem(
            import, _("%s must be one of: 主任, 社工, 辅导老师, 志愿者."), column_name(COL_ROLE));
    if (!ok || role < 0)
        return;
    staff.home_id = home.id;
    staff.role = (enum staff_role)role;
    stored(import, staff_put(import->cli->db, &staff));
}

/* Two rows with one name and one birthday are one child under two numbers. */
static bool
is_new_person(struct import *import)
{
    for (int row = 1; row < import->row; row++)
        if (strcmp(csv_cell(&import->csv, row, import->places[COL_NAME]),
                row_text(import, COL_NAME)) == 0 &&
            day_parse(csv_cell(&import->csv, row, import->places[COL_BORN])) ==
                day_parse(row_text(import, COL_BORN))) {
            row_problem(import,
                _("The same name and birthday stand in row %d already. Remove one of them."),
                row + 1);
            return false;
        }
    return true;
}

static bool
read_sex(struct import *import, struct child *child)
{
    static const struct {
        const char *written, *stored;
    } words[] = {
        {"", ""}, {"女", "f"}, {"男", "m"}, {"f", "f"}, {"m", "m"}, {"F", "f"}, {"M", "m"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(row_text(import, COL_SEX), words[i].written) == 0) {
            snprintf(child->sex, sizeof child->sex, "%s", words[i].stored);
            return true;
        }
    row_problem(import, _("%s must be 女 or 男 (f or m)."), column_name(COL_SEX));
    return false;
}

/* Each child of a Home gets another animal until all are taken once. */
static bool
read_animal(struct import *import, struct child *child, const struct child *known)
{
    const char *text = row_text(import, COL_ANIMAL);
    const char *animal = known->animal;
    if (text[0])
        animal = animal_parse(text);
    else if (!animal[0])
        animal = animal_number(child_count(import->cli->db, child->home_id, import->cli->today));
    if (animal)
        snprintf(child->animal, sizeof child->animal, "%s", animal);
    else
        row_problem(import, _("There is no drawing of the animal \"%s\"."), text);
    return animal != NULL;
}

static bool
read_spoken(struct import *import, struct child *child)
{
    if (!row_copy(import, COL_SPOKEN, false, child->spoken, sizeof child->spoken))
        return false;
    bool ok = !child->spoken[0] || pinyin_has_tones(child->spoken);
    if (!ok)
        row_problem(import,
            _("%s \"%s\" is not syllables with their tones, 1 to 5, like \"zeng1 xiao3 yu3\"."),
            column_name(COL_SPOKEN), child->spoken);
    return ok;
}

static void
child_row(struct import *import)
{
    struct cli *cli = import->cli;
    struct child child = {0}, known = {0};
    struct home home = {0};
    int64_t volunteer = 0;
    bool ok = row_home(import, &home);
    ok &= row_copy(import, COL_NO, true, child.no, sizeof child.no) && is_first(import, COL_NO);
    ok &= row_copy(import, COL_NAME, true, child.name, sizeof child.name);
    ok &= row_day(import, COL_BORN, true, 0, &child.born_day) && is_new_person(import);
    ok &= row_copy(import, COL_SCHOOL, false, child.school, sizeof child.school);
    ok &= row_copy(import, COL_GRADE, false, child.grade, sizeof child.grade);
    ok &= row_copy(import, COL_PINYIN, false, child.pinyin, sizeof child.pinyin);
    ok &= read_spoken(import, &child);
    ok &= find_staff(import, COL_VOLUNTEER, &volunteer);
    ok &= row_day(import, COL_LEFT, false, 0, &child.left_day);
    child_find(cli->db, &known, child.no);
    ok &= row_day(
        import, COL_JOINED, false, known.id ? known.joined_day : cli->today, &child.joined_day);
    child.home_id = home.id;
    ok &= read_sex(import, &child) && read_animal(import, &child, &known);
    struct school_way way = {.comes_on = COMES_EVERY_DAY};
    school_way_get(cli->db, &way, known.id);
    ok &= way_read(import, &way);
    if (!ok)
        return;
    pinyin_complete(&child);
    int rc = roster_child_check(cli->db, &child, cli->today);
    if (rc == DB_OK)
        rc = child_put(cli->db, &child);
    if (rc == DB_OK)
        rc = school_way_put(cli->db, child.id, &way);
    struct staff paired = {0};
    bool has = rc == DB_OK && pairing_get(cli->db, &paired, child.id, cli->today);
    if (rc == DB_OK && volunteer && !(has && paired.id == volunteer))
        rc = pairing_put(cli->db, child.id, volunteer, cli->today);
    stored(import, rc);
}

/* A file in the folder of photos, and nowhere else. */
static bool
is_plain_file(struct import *import, const char *name)
{
    if (name[0] != '.' && !strchr(name, '/'))
        return true;
    row_problem(import, _("%s must be a file's name without a folder, like granny.jpg."),
        column_name(COL_PHOTO));
    return false;
}

static void
guardian_row(struct import *import)
{
    struct guardian guardian = {0};
    struct child child;
    bool ok = row_copy(import, COL_NAME, true, guardian.name, sizeof guardian.name);
    ok &= row_copy(import, COL_PHONE, false, guardian.phone, sizeof guardian.phone);
    ok &= row_copy(import, COL_RELATION, true, guardian.relation, sizeof guardian.relation);
    ok &= row_day(import, COL_SINCE, true, 0, &guardian.since_day);
    ok &= row_day(import, COL_UNTIL, false, 0, &guardian.until_day);
    ok &= row_day(import, COL_AGREEMENT, false, 0, &guardian.agreement_day);
    ok &= row_day(import, COL_AGREEMENT_UNTIL, false, 0, &guardian.agreement_until);
    ok &= row_copy(import, COL_PHOTO, false, guardian.photo, sizeof guardian.photo);
    bool found = row_child(import, &child);
    ok &= row_spans(import, guardian.since_day, guardian.until_day);
    ok &= row_spans(import, guardian.agreement_day, guardian.agreement_until);
    ok &= is_plain_file(import, guardian.photo);
    if (ok && found)
        stored(import, guardian_put(import->cli->db, &guardian, child.id));
}

int
weekday_parse(const char *text)
{
    static const char *const days[7][4] = {{"1", "周一", "星期一", "Mon"},
        {"2", "周二", "星期二", "Tue"}, {"3", "周三", "星期三", "Wed"},
        {"4", "周四", "星期四", "Thu"}, {"5", "周五", "星期五", "Fri"},
        {"6", "周六", "星期六", "Sat"}, {"7", "周日", "星期日", "Sun"}};
    for (int day = 0; day < 7; day++)
        for (int i = 0; i < 4; i++)
            if (strcmp(text, days[day][i]) == 0)
                return day + 1;
    return strcmp(text, "星期天") == 0 ? 7 : 0;
}

static bool
find_period(struct import *import, const struct home *home, int64_t *out)
{
    struct period period = {0};
    const char *name = row_text(import, COL_PERIOD);
    bool ok = !name[0] || period_find(import->cli->db, &period, home->id, name);
    if (!ok)
        row_problem(import, _("The Home has no period \"%s\". Import the periods first."), name);
    *out = period.id;
    return ok;
}

static void
session_row(struct import *import)
{
    struct session s = {0};
    struct home home = {0};
    bool ok = row_home(import, &home);
    ok &= find_period(import, &home, &s.period_id);
    ok &= row_minute(import, COL_START, -1, &s.starts_min);
    ok &= row_minute(import, COL_END, -1, &s.ends_min);
    ok &= row_copy(import, COL_TITLE, false, s.title, sizeof s.title);
    ok &= row_copy(import, COL_ROOM, false, s.room, sizeof s.room);
    ok &= find_staff(import, COL_STAFF, &s.staff_id);
    ok &= row_number(import, COL_AGE_FROM, 0, CHILD_OLDEST, &s.age_from);
    ok &= row_number(import, COL_AGE_TO, 0, CHILD_OLDEST, &s.age_to);
    s.home_id = home.id;
    s.weekday = weekday_parse(row_text(import, COL_WEEKDAY));
    int subject = subject_parse(row_text(import, COL_SUBJECT));
    if (!s.weekday)
        row_problem(import, _("%s must be 1 to 7, or 周一 to 周日."), column_name(COL_WEEKDAY));
    if (subject < 0)
        row_problem(import, _("%s \"%s\" is not known. Use 其他 and a name."),
            column_name(COL_SUBJECT), row_text(import, COL_SUBJECT));
    if (ok && s.ends_min <= s.starts_min) {
        row_problem(import, "%s", _("It ends before it begins. Correct the times."));
        return;
    }
    if (!ok || !s.weekday || subject < 0)
        return;
    s.subject = (enum subject)subject;
    stored(import, session_put(import->cli->db, &s));
    import->kept[import->kept_count++] = s.id;
}

/* The file is the whole of each week that it has rows of. */
static void
end_of_sessions(struct import *import)
{
    stored(import, timetable_keep(import->cli->db, import->kept, import->kept_count));
}

static bool
read_homework_subject(struct import *import, struct homework *out)
{
    int subject = homework_subject_parse(row_text(import, COL_SUBJECT));
    if (subject < 0)
        row_problem(import,
            _("%s must be one of: 语文 chinese, 数学 maths, 英语 english, 其他 other."),
            column_name(COL_SUBJECT));
    else
        out->subject = (enum homework_subject)subject;
    return subject >= 0;
}

/* A school's file may have classes that no child here goes to, so this is said and no problem; but
 * a school that is written otherwise than in the children's file is seen by nobody. */
static void
warn_of_nobody(const struct import *import, const struct homework *h)
{
    if (homework_reaches(import->cli->db, h, import->cli->today) == 0)
        fprintf(stderr, _("%s, row %d: no child goes to \"%s\", \"%s\": nobody will see it.\n"),
            import->file, import->row + 1, h->school, h->grade);
}

static void
homework_row(struct import *import)
{
    struct homework h = {0};
    bool ok = row_copy(import, COL_SCHOOL, true, h.school, sizeof h.school);
    ok &= row_copy(import, COL_GRADE, true, h.grade, sizeof h.grade);
    ok &= read_homework_subject(import, &h);
    ok &= row_copy(import, COL_TEXT, true, h.text, sizeof h.text);
    ok &= row_day(import, COL_DUE, true, 0, &h.due_day);
    ok &= find_staff(import, COL_STAFF, &h.staff_id);
    if (!ok)
        return;
    warn_of_nobody(import, &h);
    stored(import, homework_put(import->cli->db, &h));
}

const struct import_kind import_kinds[IMPORT_KIND_COUNT] = {
    [IMPORT_HOMES] = {"homes", 2, {COL_CODE, COL_TITLE}, home_row},
    [IMPORT_PERIODS] = {"periods", 5, {COL_HOME, COL_TITLE, COL_KIND, COL_SINCE, COL_UNTIL},
        period_row},
    [IMPORT_STAFF] = {"staff", 4, {COL_NO, COL_NAME, COL_ROLE, COL_HOME}, staff_row},
    [IMPORT_CHILDREN] = {"children", 4, {COL_NO, COL_NAME, COL_HOME, COL_BORN}, child_row},
    [IMPORT_GUARDIANS] = {"guardians", 4, {COL_CHILD, COL_NAME, COL_RELATION, COL_SINCE},
        guardian_row},
    [IMPORT_TIMETABLE] = {"timetable", 5, {COL_HOME, COL_WEEKDAY, COL_START, COL_END, COL_SUBJECT},
        session_row, end_of_sessions},
    [IMPORT_HOMEWORK] = {"homework", 5, {COL_SCHOOL, COL_GRADE, COL_SUBJECT, COL_TEXT, COL_DUE},
        homework_row},
    [IMPORT_CALENDAR] = {"calendar", 3, {COL_DAY, COL_KIND, COL_TITLE}, calendar_row},
    [IMPORT_SCHOOLS] = {"schools", 2, {COL_SCHOOL, COL_END}, school_row},
    [IMPORT_HEALTH] = {"health", 3, {COL_CHILD, COL_KIND, COL_TEXT}, health_row},
    [IMPORT_ALONE] = {"alone", 3, {COL_CHILD, COL_SINCE, COL_AGREED_BY}, alone_row},
    [IMPORT_BARRED] = {"barred", 3, {COL_CHILD, COL_NAME, COL_SINCE}, barred_row},
    [IMPORT_WALKS] = {"walks", 3, {COL_HOME, COL_TITLE, COL_LEADER}, walk_row},
    [IMPORT_WALKERS] = {"walkers", 3, {COL_CHILD, COL_GROUP, COL_SINCE}, walker_row},
    [IMPORT_CARE_SESSIONS] = {"care-sessions", 6,
        {COL_HOME, COL_PERIOD, COL_TITLE, COL_START, COL_END, COL_CAPACITY}, care_session_row},
    [IMPORT_ENROLMENTS] = {"enrolments", 5,
        {COL_CHILD, COL_HOME, COL_PERIOD, COL_AGREED_BY, COL_CONSENT_DAY}, enrolment_row},
};

int
import_kind_parse(const char *name)
{
    for (int i = 0; i < IMPORT_KIND_COUNT; i++)
        if (strcmp(name, import_kinds[i].name) == 0)
            return i;
    return -1;
}
