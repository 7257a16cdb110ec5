#include "kiosk/note_words.h"

#include "kiosk/words.h"

static const struct {
    const char *icon, *word;
} goals[GOAL_COUNT] = {
    [GOAL_GUARDIANSHIP] = {"family", N_("Guardianship")},
    [GOAL_SCHOOLING] = {"reading", N_("Schooling")},
    [GOAL_HELP] = {"helping-hands", N_("Hardship")},
    [GOAL_HEALTH] = {"health", N_("Good health")},
    [GOAL_SAFETY] = {"safety", N_("Kept safe")},
    [GOAL_PLACE] = {"home", N_("A place to be")},
};

static const struct {
    const char *icon, *word;
} outcomes[NOTE_OUTCOME_COUNT] = {
    [NOTE_SOLVED] = {"check", N_("Solved")},
    [NOTE_WATCHED] = {"waiting", N_("Keep watching")},
    [NOTE_PASSED_ON] = {"people", N_("Passed on")},
    [NOTE_NO_NEED] = {"cross", N_("No need")},
};

const char *
goal_icon(enum goal goal)
{
    return goals[goal].icon;
}

const char *
goal_word(enum goal goal)
{
    return _(goals[goal].word);
}

const char *
outcome_icon(enum note_outcome outcome)
{
    return outcomes[outcome].icon;
}

const char *
outcome_word(enum note_outcome outcome)
{
    return _(outcomes[outcome].word);
}
