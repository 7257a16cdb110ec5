/* goals_words.c: the six goals and their figures in words: what each counts is said here, once. */
#include "db/goals.h"

#include "db/text.h"

#define N_(text) text

static const struct {
    const char *name;
    enum goal goal;
} figures[FIGURE_COUNT] = {
#define X(id, name, goal) [id] = {name, goal},
    FIGURES(X)
#undef X
};

static const struct {
    const char *title, *meaning;
} words[FIGURE_COUNT] = {
    [FIGURE_AGREEMENT] = {N_("Care agreement"),
        N_("A care agreement of a guardian is signed and has not ended, on the day of the page.")},
    [FIGURE_AGREEMENT_ENDS] = {N_("Agreement ends soon"),
        N_("The agreement ends within 30 days of the day of the page, and no other goes on.")},
    [FIGURE_VISITS] = {N_("Home visits"),
        N_("Visits that staff recorded in the month. Nobody at home is no visit.")},
    [FIGURE_TUTORING] = {N_("Tutoring, minutes"),
        N_("On a day when staff went to help the child: the minutes it was here. On other days: "
           "the length of the homework classes in which it was marked.")},
    [FIGURE_HOMEWORK] = {N_("Homework done"),
        N_("Items that staff ticked off in the month, each once, by its first tick that was not "
           "taken back.")},
    [FIGURE_PAIRED] = {N_("Paired volunteer"),
        N_("The child is paired with a volunteer on the day of the page.")},
    [FIGURE_CONTACTS] = {N_("Contacts"),
        N_("Days of the month on which the two scanned their cards together.")},
    [FIGURE_QUIET] = {N_("No contact for 14 days"),
        N_("The pair had no contact for more than 14 days by the day of the page; before the first "
           "contact the pairing's first day counts.")},
    [FIGURE_NOTES_RAISED] = {N_("Notes raised"), N_("Notes on the child, written in the month.")},
    [FIGURE_NOTES_CLOSED] = {N_("Notes closed"), N_("Notes on the child, closed in the month.")},
    [FIGURE_HEALTH_NOTES] = {N_("Health notes that hold"),
        N_("Health notes that hold on the day of the page.")},
    [FIGURE_HEALTH_SEEN] = {N_("Health notes looked at"),
        N_("Days of the month on which a staff member looked at the child's health notes.")},
    [FIGURE_LESSONS] = {N_("Safety lessons"),
        N_("Questions of the safety class that the child answered in the month, rightly or not.")},
    [FIGURE_WATER_WEEKS] = {N_("Weeks with an anti-drowning lesson"),
        N_("April to October: weeks, Monday to Sunday, with a question on water. A week belongs to "
           "the month of its Sunday.")},
    [FIGURE_PICK_UPS] = {N_("Pick-ups authorised"),
        N_("Leavings with a guardian whom a card or staff confirmed, with the walking group, or "
           "alone by consent; the newest word on each leaving counts.")},
    [FIGURE_ROLL_CALLS] = {N_("Roll calls"),
        N_("Roll calls of the month in which the child was found.")},
    [FIGURE_CLASSES] = {N_("Classes"),
        N_("Classes of the month in which the child has a mark that holds.")},
    [FIGURE_CARE_DAYS] = {N_("Holiday care, days"),
        N_("Days of the month, within a winter or summer holiday of the Home, on which the child "
           "was here.")},
};

static const struct {
    const char *title, *blank_when;
} goals[GOAL_COUNT] = {
    [GOAL_GUARDIANSHIP] = {N_("Guardianship"), N_("Blank: no agreement is signed and holds.")},
    [GOAL_SCHOOLING] = {N_("Schooling"), N_("Blank: no tutoring, and no homework done.")},
    [GOAL_HELP] = {N_("Hardship"), N_("Blank: no volunteer, no contact and no note.")},
    [GOAL_HEALTH] = {N_("Good health"),
        N_("Blank: there are health notes, and nobody looked at them in the month.")},
    [GOAL_SAFETY] = {N_("Kept safe"), N_("Blank: no safety lesson.")},
    [GOAL_PLACE] = {N_("A place to be"), N_("Blank: no class, and no day of holiday care.")},
};

const char *
figure_name(enum figure figure)
{
    return figures[figure].name;
}

enum goal
figure_goal(enum figure figure)
{
    return figures[figure].goal;
}

const char *
figure_title(enum figure figure)
{
    return _(words[figure].title);
}

const char *
figure_meaning(enum figure figure)
{
    return _(words[figure].meaning);
}

const char *
goal_title(enum goal goal)
{
    return _(goals[goal].title);
}

const char *
goal_blank_when(enum goal goal)
{
    return _(goals[goal].blank_when);
}
