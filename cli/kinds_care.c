#include "cli/kinds_care.h"

#include "cli/kinds_day.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

/* A row that the database refuses is a problem of the row. */
static bool
stored(struct import *import, int rc)
{
    if (rc != DB_OK)
        row_problem(import, "%s", db_why(import->cli->db));
    return rc == DB_OK;
}

/* The Home and its holiday. */
static bool
read_period(struct import *import, struct period *out)
{
    struct home home;
    const char *name = row_text(import, COL_PERIOD);
    if (!row_home(import, &home))
        return false;
    if (period_find(import->cli->db, out, home.id, name))
        return true;
    row_problem(import, _("The Home has no period \"%s\". Import the periods first."), name);
    return false;
}

/* Empty: every day. */
static bool
read_weekdays(struct import *import, int *out)
{
    int days = weekdays_parse(row_text(import, COL_COMES));
    *out = days ? days : CARE_ALL_WEEK;
    if (days >= 0)
        return true;
    row_problem(import, _("%s \"%s\" is no list of weekdays. Write it like 一三五."),
        column_name(COL_COMES), row_text(import, COL_COMES));
    return false;
}

static bool
read_meal(struct import *import, bool *out)
{
    static const char *const yes[] = {"1", "是", "yes"}, *const no[] = {"", "0", "否", "no"};
    const char *text = row_text(import, COL_MEAL);
    for (int i = 0; i < 3; i++)
        if (strcmp(text, yes[i]) == 0)
            return *out = true;
    for (int i = 0; i < 4; i++)
        if (strcmp(text, no[i]) == 0)
            return true;
    row_problem(import, _("%s must be one of: 是 yes, 否 no."), column_name(COL_MEAL));
    return false;
}

/* Empty: what its name says, else the morning or the afternoon, by its time. */
static bool
read_part(struct import *import, struct care_session *s)
{
    const char *text = row_text(import, COL_PART);
    int part = care_part_parse(text[0] ? text : s->name);
    if (part < 0 && !text[0])
        part = s->starts_min < 12 * 60 ? CARE_MORNING : CARE_AFTERNOON;
    if (part < 0)
        row_problem(import,
            _("%s must be one of: 上午 morning, 午餐 lunch, 午休 rest, 下午 afternoon."),
            column_name(COL_PART));
    else
        s->part = (enum care_part)part;
    return part >= 0;
}

void
care_session_row(struct import *import)
{
    struct care_session s = {.per_adult = CARE_PER_ADULT};
    struct period period = {0};
    bool ok = read_period(import, &period);
    ok &= row_copy(import, COL_TITLE, true, s.name, sizeof s.name);
    ok &= row_copy(import, COL_ROOM, false, s.room, sizeof s.room);
    ok &= row_minute(import, COL_START, -1, &s.starts_min);
    ok &= row_minute(import, COL_END, -1, &s.ends_min);
    ok &= read_weekdays(import, &s.weekdays);
    ok &= row_number(import, COL_CAPACITY, 1, CARE_CAPACITY, &s.capacity);
    ok &= read_meal(import, &s.meal);
    ok &= read_part(import, &s);
    if (row_text(import, COL_PER_ADULT)[0])
        ok &= row_number(import, COL_PER_ADULT, 1, CARE_CAPACITY, &s.per_adult);
    s.period_id = period.id;
    if (ok)
        stored(import, care_session_put(import->cli->db, &s));
}

/* Cuts the next name off a list. False at its end. */
static bool
next_name(const char **list, const char **name, size_t *len)
{
    static const char *const between[] = {"、", "，", ",", "；", ";", " "};
    enum { COUNT = sizeof between / sizeof between[0] };
    for (int i = 0; i < COUNT; i++)
        if (strncmp(*list, between[i], strlen(between[i])) == 0) {
            *list += strlen(between[i]);
            i = -1;
        }
    *name = *list;
    *len = strlen(*list);
    for (int i = 0; i < COUNT - 1; i++) { /* a name may have a space in it */
        const char *end = strstr(*list, between[i]);
        if (end && (size_t)(end - *list) < *len)
            *len = (size_t)(end - *list);
    }
    *list += *len;
    return *len > 0;
}

int
care_names(
    struct db *db, struct care_session out[CARE_SESSIONS], int64_t period_id, const char *names)
{
    int count = 0;
    size_t len;
    const char *at;
    if (names[strspn(names, " ")] == '\0')
        return care_sessions(db, out, period_id);
    while (count < CARE_SESSIONS && next_name(&names, &at, &len)) {
        char name[NAME_SIZE] = "";
        if (len < sizeof name)
            memcpy(name, at, len);
        if (!name[0] || !care_session_find(db, &out[count++], period_id, name))
            return -1;
    }
    return count;
}

struct looking {
    const char *name;
    int day;
    int64_t found;
};

static int
look(const struct guardian *g, void *payload)
{
    struct looking *looking = payload;
    if (strcmp(g->name, looking->name) == 0 && g->since_day <= looking->day &&
        (!g->until_day || looking->day <= g->until_day))
        looking->found = g->id;
    return 0;
}

int64_t
care_guardian(struct db *db, int64_t child_id, const char *name, int day)
{
    struct looking looking = {name, day, 0};
    return guardian_ever_each(db, child_id, look, &looking) == DB_OK ? looking.found : 0;
}

static bool
read_consent(struct import *import, struct consent *out, int64_t child_id)
{
    const char *how = row_text(import, COL_CONSENT);
    int way = how[0] ? consent_way_parse(how) : CONSENT_PAPER;
    bool ok = row_copy(import, COL_AGREED_BY, false, out->by, sizeof out->by);
    ok &= row_day(import, COL_CONSENT_DAY, false, 0, &out->day);
    if (way < 0)
        row_problem(
            import, _("%s must be one of: 纸质 paper, 刷卡 card."), column_name(COL_CONSENT));
    if (!ok || way < 0)
        return false;
    out->how = (enum consent_way)way;
    if (way == CONSENT_CARD)
        out->guardian_id = care_guardian(import->cli->db, child_id, out->by, out->day);
    return true;
}

static bool
read_state(struct import *import, enum place_state *out)
{
    const char *text = row_text(import, COL_STATE);
    int state = text[0] ? place_state_parse(text) : PLACE_ENROLLED;
    if (state == PLACE_ENROLLED || state == PLACE_WAITING) {
        *out = (enum place_state)state;
        return true;
    }
    row_problem(
        import, _("%s must be one of: 已报名 enrolled, 候补 waiting."), column_name(COL_STATE));
    return false;
}

static const char *
text_of(const struct import *import, int row, enum column column)
{
    return csv_cell(&import->csv, row, import->places[column]);
}

static bool
same_text(const struct import *import, int row, enum column column)
{
    return strcmp(text_of(import, row, column), row_text(import, column)) == 0;
}

static bool
share_one(const struct care_session *a, int a_count, const struct care_session *b, int b_count)
{
    for (int i = 0; i < a_count; i++)
        for (int k = 0; k < b_count; k++)
            if (a[i].id == b[k].id)
                return true;
    return false;
}

/* Has an earlier row of this file the child's place of one of the sessions, from the same day on?
 */
static bool
is_twice(struct import *import, const struct care_session *sessions, int count,
    const struct period *period)
{
    struct care_session others[CARE_SESSIONS];
    for (int row = 1; row < import->row; row++) {
        if (!same_text(import, row, COL_CHILD) || !same_text(import, row, COL_HOME) ||
            !same_text(import, row, COL_PERIOD) || !same_text(import, row, COL_SINCE))
            continue;
        int n = care_names(import->cli->db, others, period->id, text_of(import, row, COL_SESSION));
        if (!share_one(sessions, count, others, n))
            continue;
        row_problem(import,
            _("This child's enrolment stands in row %d already. Remove one of them."), row + 1);
        return true;
    }
    return false;
}

static int
read_sessions(struct import *import, struct care_session out[CARE_SESSIONS], int64_t period_id)
{
    const char *names = row_text(import, COL_SESSION);
    int count = care_names(import->cli->db, out, period_id, names);
    if (count < 0)
        row_problem(import, _("%s \"%s\": the holiday has not all of these. Correct the names."),
            column_name(COL_SESSION), names);
    else if (count == 0)
        row_problem(import, "%s", _("The holiday has no sessions. Import them first."));
    return count;
}

static void
store_places(struct import *import, struct place *place, const struct period *period)
{
    struct consent consent = {0};
    struct care_session sessions[CARE_SESSIONS];
    int count = read_sessions(import, sessions, period->id);
    if (count < 1 || is_twice(import, sessions, count, period) ||
        !read_consent(import, &consent, place->child_id))
        return;
    for (int i = 0; i < count; i++) {
        place->session_id = sessions[i].id;
        if (!stored(import, enrol_put(import->cli->db, &consent, place, import->cli->today)))
            return;
    }
}

void
enrolment_row(struct import *import)
{
    struct child child = {0};
    struct period period = {0};
    struct place place = {0};
    bool ok = row_child(import, &child);
    ok &= read_period(import, &period);
    ok &= row_day(import, COL_SINCE, false, period.from_day, &place.since_day);
    ok &= row_day(import, COL_UNTIL, false, 0, &place.until_day);
    ok &= row_spans(import, place.since_day, place.until_day);
    ok &= read_weekdays(import, &place.weekdays);
    ok &= read_state(import, &place.state);
    place.child_id = child.id;
    if (ok)
        store_places(import, &place, &period);
}
