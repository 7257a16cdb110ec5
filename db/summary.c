/* summary.c: groups and figures by name, what each figure counts, and which group has which. */
#include "db/summary.h"

#include "db/text.h"

#include <string.h>

#define N_(text) text

static const struct {
    const char *name, *heading;
} groups[SUMMARY_GROUP_COUNT] = {
#define X(id, name, heading) [id] = {name, heading},
    SUMMARY_GROUPS(X)
#undef X
};

static const struct {
    const char *name;
    enum summary_unit unit;
    const char *heading;
} figures[SUMMARY_FIGURE_COUNT] = {
#define X(id, name, unit, heading) [id] = {name, unit, heading},
    SUMMARY_FIGURES(X)
#undef X
};

static const char *const meanings[SUMMARY_FIGURE_COUNT] = {
    [SUMMARY_CHILDREN] = N_("Each child who came at least once counts once."),
    [SUMMARY_DAYS] =
        N_("A child's day with at least one check-in. Two Homes on one day are one day."),
    [SUMMARY_SESSIONS] = N_("Every check-in, also a second one of the day."),
    [SUMMARY_STAYED] = N_("From check-in to check-out, or else closing time; whole minutes."),
    [SUMMARY_STREAK] = N_("The most of the Home's open days on which a child came in a row."),
    [SUMMARY_OPEN_DAYS] = N_("Days on which at least one child came."),
    [SUMMARY_AVERAGE] = N_("Days present, divided by the days open."),
    [SUMMARY_PEAK] = N_("The most children who were in at the same moment of a day."),
    [SUMMARY_FIRST] = N_("Children who had never come to any Home before."),
    [SUMMARY_ASSUMED] = N_("Days on which a child did not check out, and closing time was taken."),
    [SUMMARY_CORRECTED] = N_("Days of which staff put a check-in or check-out right."),
    [SUMMARY_HELD] = N_("Classes in which at least one child has a mark."),
    [SUMMARY_IN_CLASS] = N_("A child in a class, with any mark that was not taken back."),
    [SUMMARY_TOOK_PART] = N_("A child in a class, marked as taking part or with a star."),
    [SUMMARY_STARS] = N_("A child in a class, marked with a star."),
    [SUMMARY_HOMEWORK_SET] =
        N_("Items due in these days for a class that children of the roster are in."),
    [SUMMARY_HOMEWORK_DONE] =
        N_("Items due in these days that staff ticked off, each child's by itself."),
    [SUMMARY_LESSONS] = N_("Safety questions that children answered."),
    [SUMMARY_LESSONS_RIGHT] = N_("Safety questions that were answered right at once."),
    [SUMMARY_MOOD_1] = N_("Answers of all children together; of fewer than five none are told."),
    [SUMMARY_MOOD_2] = N_("Answers of all children together; of fewer than five none are told."),
    [SUMMARY_MOOD_3] = N_("Answers of all children together; of fewer than five none are told."),
    [SUMMARY_MOOD_4] = N_("Answers of all children together; of fewer than five none are told."),
    [SUMMARY_MOOD_5] = N_("Answers of all children together; of fewer than five none are told."),
    [SUMMARY_VOLUNTEERS] = N_("Volunteers who came at least once."),
    [SUMMARY_VOLUNTEERED] =
        N_("From a volunteer's coming to its leaving, in whole minutes of each stay."),
};

const char *
summary_group_name(enum summary_group group)
{
    return groups[group].name;
}

const char *
summary_group_heading(enum summary_group group)
{
    return _(groups[group].heading);
}

int
summary_group_parse(const char *text)
{
    for (int i = 0; i < SUMMARY_GROUP_COUNT; i++)
        if (strcmp(text, groups[i].name) == 0)
            return i;
    return -1;
}

const char *
summary_figure_name(enum summary_figure figure)
{
    return figures[figure].name;
}

const char *
summary_figure_heading(enum summary_figure figure)
{
    return _(figures[figure].heading);
}

enum summary_unit
summary_figure_unit(enum summary_figure figure)
{
    return figures[figure].unit;
}

const char *
summary_meaning(enum summary_figure figure)
{
    return _(meanings[figure]);
}

static bool
is_mood(enum summary_figure f)
{
    return f >= SUMMARY_MOOD_1 && f <= SUMMARY_MOOD_5;
}

static bool
is_volunteers(enum summary_figure f)
{
    return f == SUMMARY_VOLUNTEERS || f == SUMMARY_VOLUNTEERED;
}

bool
summary_has(enum summary_group group, enum summary_figure f)
{
    switch (group) {
    case SUMMARY_DAY: /* of one day that would say nothing */
        return f != SUMMARY_STREAK && f != SUMMARY_AVERAGE && f != SUMMARY_OPEN_DAYS;
    case SUMMARY_ALL:
    case SUMMARY_WEEK:
    case SUMMARY_MONTH:
    case SUMMARY_VILLAGE:
    case SUMMARY_HOME:
        return true;
    case SUMMARY_CHILD:
        return f != SUMMARY_CHILDREN && f != SUMMARY_AVERAGE && f != SUMMARY_PEAK &&
               f != SUMMARY_HELD && !is_mood(f) && !is_volunteers(f);
    case SUMMARY_AGE:
        return f != SUMMARY_HOMEWORK_SET && !is_mood(f) && !is_volunteers(f);
    case SUMMARY_GRADE:
        return !is_mood(f) && !is_volunteers(f);
    case SUMMARY_CLASS:
        return f == SUMMARY_CHILDREN || (f >= SUMMARY_HELD && f <= SUMMARY_STARS);
    case SUMMARY_GROUP_COUNT:
        break;
    }
    return false;
}
