#include "kiosk/words.h"

#include "db/day.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* glibc's counter of changes: raised, it makes gettext look at LANGUAGE again (see the gettext
 * manual, "Being a gettext grok"). */
extern int _nl_msg_cat_cntr;

void
words_init(const char *folder)
{
    /* gettext translates in no "C" locale; this one is always there and needs no data. */
    if (!setlocale(LC_ALL, "C.UTF-8"))
        fputs("kiosk: no C.UTF-8 locale: texts stay English\n", stderr);
    bindtextdomain("zhaoxi", folder ? folder : "/usr/share/locale");
    bind_textdomain_codeset("zhaoxi", "UTF-8");
}

void
words_use(enum language language)
{
    setenv("LANGUAGE", language == LANGUAGE_ZH ? "zh_CN" : "en", 1);
    _nl_msg_cat_cntr++;
}

const char *
words_session(const struct session *session)
{
    static const char *const subjects[SUBJECT_COUNT] = {
        [SUBJECT_HOMEWORK] = N_("Homework help"),
        [SUBJECT_PAINTING] = N_("Painting"),
        [SUBJECT_SCIENCE] = N_("Science"),
        [SUBJECT_READING] = N_("Reading"),
        [SUBJECT_MUSIC] = N_("Music"),
        [SUBJECT_SPORT] = N_("Sport"),
        [SUBJECT_SAFETY] = N_("Safety"),
        [SUBJECT_MEAL] = N_("Meal"),
        [SUBJECT_REST] = N_("Rest"),
        [SUBJECT_OTHER] = N_("Together"),
    };
    return session->title[0] ? session->title : _(subjects[session->subject]);
}

const char *
words_role(enum staff_role role)
{
    static const char *const roles[STAFF_ROLE_COUNT] = {
        [STAFF_MANAGER] = N_("Manager"),
        [STAFF_SOCIAL_WORKER] = N_("Social worker"),
        [STAFF_TUTOR] = N_("Tutor"),
        [STAFF_VOLUNTEER] = N_("Volunteer"),
    };
    return _(roles[role]);
}

static const char *const weekdays[] = {N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
    N_("Friday"), N_("Saturday"), N_("Sunday")};
static const char *const months[] = {N_("January"), N_("February"), N_("March"), N_("April"),
    N_("May"), N_("June"), N_("July"), N_("August"), N_("September"), N_("October"), N_("November"),
    N_("December")};

const char *
words_weekday(int weekday)
{
    return _(weekdays[weekday - 1]);
}

/* Noto Sans CJK SC Bold, in hundredths of the type's size, from the space on. */
static const unsigned char widths[] = {23, 37, 58, 59, 59, 97, 74, 33, 38, 38, 48, 59, 33, 37, 33,
    39, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 33, 33, 59, 59, 59, 50, 101, 65, 69, 66, 72, 62, 57,
    72, 76, 33, 57, 69, 58, 86, 75, 77, 67, 77, 69, 63, 55, 75, 59, 92, 63, 51, 62, 38, 39, 38, 59,
    57, 63, 60, 65, 53, 65, 59, 38, 60, 64, 31, 31, 61, 32, 97, 65, 63, 65, 65, 44, 50, 43, 64, 58,
    87, 57, 58, 52, 38, 30, 38, 59};

int
words_width(const char *text, int size)
{
    int width = 0, widest = 0;
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '\n')
            width = 0;
        else if (c >= ' ' && c < ' ' + sizeof widths)
            width += widths[c - ' '];
        else if ((c & 0xC0) != 0x80) /* a Chinese character is as wide as high */
            width += c >= 0xE0 ? 100 : 60;
        widest = width > widest ? width : widest;
    }
    return (widest * size + 99) / 100;
}

int
words_lines(const char *text, int size, int width)
{
    return words_width(text, size) <= width && !strchr(text, '\n') ? 1 : 2;
}

void
words_date(char *out, size_t size, int day)
{
    /* Translators: weekday, day of the month, month; %1$s etc. may change places. */
    snprintf(out, size, _("%1$s, %2$d %3$s"), _(weekdays[day_weekday(day) - 1]), day % 100,
        _(months[day / 100 % 100 - 1]));
}

void
words_due(char *out, size_t size, int due, int today)
{
    static const char *const near[] = {
        N_("2 days ago"), N_("Yesterday"), N_("Today"), N_("Tomorrow"), N_("In 2 days")};
    for (int i = 0; i < 5; i++)
        if (due == day_add(today, i - 2)) {
            snprintf(out, size, "%s", _(near[i]));
            return;
        }
    if (due > today && due <= day_add(today, 6))
        snprintf(out, size, "%s", _(weekdays[day_weekday(due) - 1]));
    else /* Translators: day of the month, month */
        snprintf(out, size, _("%1$d %2$s"), due % 100, _(months[due / 100 % 100 - 1]));
}

const char *const words_purposes[VISIT_PURPOSE_COUNT] = {
    [VISIT_PARENT] = N_("Family"),
    [VISIT_INSPECTION] = N_("Inspection"),
    [VISIT_DELIVERY] = N_("Delivery"),
    [VISIT_OTHER] = N_("Other"),
};
