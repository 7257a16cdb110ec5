/* form.h: a form that staff fill in: a row for each field, and for the one that is touched an
 * editor with the keys that suit it. What a form holds is the screen's; nothing is saved here. */
#pragma once

#include "kiosk/screen.h"
#include "kiosk/ui_keys.h"

#define FIELD_KINDS(X)                                                                             \
    X(FIELD_TEXT)   /* words, by pinyin where it is installed */                                   \
    X(FIELD_CODE)   /* capital letters and digits */                                               \
    X(FIELD_PHONE)  /* digits */                                                                   \
    X(FIELD_DAY)    /* number like 20261124, 0 for none */                                         \
    X(FIELD_TIME)   /* minutes of the day, -1 for none */                                          \
    X(FIELD_NUMBER) /* from 0 on, -1 for none */                                                   \
    X(FIELD_CHOICE) /* index among the field's choices, -1 for none */

enum field_kind {
#define X(id) id,
    FIELD_KINDS(X)
#undef X
};

struct field {
    const char *label; /* a msgid */
    enum field_kind kind;
    bool needed;
    const char *hint;           /* in the editor; NULL: the label */
    int least, most;            /* of a number */
    const char *const *choices; /* msgids; of a text: what may be taken instead of writing */
    int choice_count;
    const char *folder; /* of the choices' pictures, which they name then; NULL: words */
};

enum { FORM_FIELDS = 16, FORM_IDS = 90, FORM_OFFERS = 8, FORM_TEXT = 121 };

struct form_value {
    char text[FORM_TEXT]; /* of the kinds that are text */
    int number;           /* of the others */
};

/* The caller's, in a screen's state; zeroed for a new one, its values set by the screen. */
struct form {
    struct form_value values[FORM_FIELDS];
    int editing;   /* the field's index plus 1; 0: all rows are seen */
    bool changed;  /* since the form was zeroed */
    int wrong;     /* the field's index plus 1 that `why` is about; 0: the form as a whole */
    char why[256]; /* what is wrong, in a sentence; "": nothing */
    struct ui_note note;
    char digits[16];
};

/* Draws the form with ids from `id` to id + FORM_IDS - 1. True when it is to be saved: every field
 * that is needed has a value then. */
bool form(struct ui *ui, const struct stage *stage, struct form *form, const struct field *fields,
    int count, int id, struct rect space);

/* Closes the editor, if one is open, without its value: then true. For the way back. */
bool form_back(struct form *form);

/* Says what is wrong with a field, or (index -1) with the form. */
void form_wrong(struct form *form, int index, const char *why);

/* A field's value as its row shows it. */
void form_text(const struct field *field, const struct form_value *value, char *out, size_t size);
