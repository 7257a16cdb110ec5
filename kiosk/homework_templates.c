#include "kiosk/homework_templates.h"

#include "kiosk/words.h"

#include <stdio.h>
#include <string.h>

static const char *const templates[HOMEWORK_SUBJECT_COUNT][TEMPLATES_MOST] = {
    [HOMEWORK_CHINESE] = {N_("Copy the text on page __"), N_("Copy the new words of lesson __"),
        N_("Learn lesson __ by heart"), N_("Read lesson __ aloud three times"),
        N_("Write a page of diary")},
    [HOMEWORK_MATHS] = {N_("Exercise book, page __"), N_("Mental arithmetic, page __"),
        N_("Correct the mistakes on page __"), N_("Learn the times tables up to __")},
    [HOMEWORK_ENGLISH] = {N_("Copy the words of unit __"), N_("Read unit __ aloud"),
        N_("Learn the words of unit __ by heart")},
    [HOMEWORK_OTHER] = {N_("Read a book for __ minutes"), N_("Have page __ signed at home"),
        N_("Tidy the school bag")},
};

const char *
homework_template(enum homework_subject subject, int i)
{
    const char *text = i < TEMPLATES_MOST ? templates[subject][i] : NULL;
    return text ? _(text) : NULL;
}

bool
homework_template_asks(const char *text)
{
    return strstr(text, "__") != NULL;
}

void
homework_template_fill(char *out, size_t size, const char *text, const char *digits)
{
    const char *gap = strstr(text, "__");
    if (!gap || !digits[0])
        snprintf(out, size, "%s", text);
    else
        snprintf(out, size, "%.*s%s%s", (int)(gap - text), text, digits, gap + 2);
}
