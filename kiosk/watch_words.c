#include "kiosk/watch_words.h"

#include "kiosk/animals.h"
#include "kiosk/words.h"

#include "db/day.h"

#include <stdio.h>

struct look {
    const char *icon, *word;
};

static const struct look absences[ABSENCE_REASON_COUNT] = {
    [ABSENCE_ILL] = {"ill", N_("Ill")},
    [ABSENCE_FAMILY] = {"family", N_("Family")},
    [ABSENCE_TRAVEL] = {"travel", N_("Travelling")},
    [ABSENCE_OTHER] = {"question", N_("Another reason")},
};

static const struct look healths[HEALTH_KIND_COUNT] = {
    [HEALTH_ALLERGY] = {"allergy", N_("Allergy")},
    [HEALTH_MEDICINE] = {"medicine", N_("Medicine")},
    [HEALTH_NOTE] = {"health", N_("Health")},
};

static const char *const alarm_icons[ALARM_KIND_COUNT] = {
    [ALARM_CLOCK] = "clock",
    [ALARM_EXPECTED] = "late",
    [ALARM_BARRED] = "barred",
    [ALARM_WAITS] = "talk",
    [ALARM_WRONG_CHILD] = "not-mine",
    [ALARM_NOT_COLLECTED] = "collect",
    [ALARM_NOT_HOME] = "walk",
    [ALARM_STILL_HERE] = "home",
    [ALARM_HEALTH] = "health",
    [ALARM_PLACE] = "waiting",
    [ALARM_CALENDAR] = "timetable",
};

const char *
absence_icon(enum absence_reason reason)
{
    return absences[reason].icon;
}

const char *
absence_word(enum absence_reason reason)
{
    return _(absences[reason].word);
}

const char *
health_icon(enum health_kind kind)
{
    return healths[kind].icon;
}

const char *
health_word(enum health_kind kind)
{
    return _(healths[kind].word);
}

const char *
alarm_icon(enum alarm_kind kind)
{
    return alarm_icons[kind];
}

void
health_line(char *out, size_t size, const struct health *health)
{
    snprintf(out, size, _("%s: %s"), health_word(health->kind), health->text);
}

void
alarm_line(char *out, size_t size, const struct alarm *alarm, int offset_min)
{
    char at[MINUTE_TEXT_LEN + 1];
    minute_text(at, day_minute_of(alarm->since_ms, offset_min));
    switch (alarm->kind) {
    case ALARM_EXPECTED:
        snprintf(out, size, _("Expected at %s, and not here"), at);
        break;
    case ALARM_STILL_HERE:
        snprintf(out, size, _("Closed at %s, and still here"), at);
        break;
    case ALARM_BARRED:
        snprintf(out, size, _("%s: a barred person at the door"), at);
        break;
    case ALARM_WAITS:
        snprintf(out, size, _("%s: a guardian waits for a teacher"), at);
        break;
    case ALARM_WRONG_CHILD:
        snprintf(out, size, _("%s: a guardian says, not my child"), at);
        break;
    case ALARM_NOT_COLLECTED:
        snprintf(out, size, _("Left at %s: who collected?"), at);
        break;
    case ALARM_NOT_HOME:
        snprintf(out, size, _("Left with the group at %s: home?"), at);
        break;
    case ALARM_HEALTH:
        snprintf(out, size, _("Came at %s"), at);
        break;
    case ALARM_CLOCK:
        snprintf(out, size, "%s", _("The clock is wrong: have it set."));
        break;
    case ALARM_PLACE:
        snprintf(out, size, "%s", _("A place in holiday care is free: it is the first who waits"));
        break;
    case ALARM_CALENDAR:
        snprintf(out, size, "%s", _("The public holidays of this year are not known."));
        break;
    case ALARM_KIND_COUNT:
        break;
    }
}

void
absence_days(char *out, size_t size, int from, int until, int today)
{
    char first[96], last[96];
    words_due(first, sizeof first, from, today);
    words_due(last, sizeof last, until, today);
    if (from == until)
        snprintf(out, size, "%s", first);
    else
        snprintf(out, size, _("%s to %s"), first, last);
}

void
child_face(struct ui *ui, const struct child *child, struct rect space)
{
    const struct theme *t = ui->theme;
    char class[NAME_SIZE + WORD_SIZE + 1];
    int words = t->text_l * 7 / 5 + t->text_s * 3 / 2;
    struct rect face = rect_left(&space, space.h < words ? space.h : words);
    draw_picture(
        ui->list, rect_centre(face, face.w, face.w), "animals", animal_picture(child->animal));
    rect_left(&space, t->unit);
    bool two = words_lines(child->name, t->text_m, space.w) > 1; /* a Yi name in a narrow row */
    space = two ? space : rect_centre(space, space.w, words);
    draw_text(ui->list, rect_top(&space, two ? space.h * 2 / 3 : t->text_l * 7 / 5),
        (struct text_style){
            .size = two ? t->text_s : t->text_l, .colour = INK, .bold = true, .lines = 2},
        child->name);
    snprintf(class, sizeof class, "%s %s", child->school, child->grade);
    draw_text(ui->list, space, (struct text_style){.size = t->text_s, .colour = QUIET}, class);
}
