/* child_picker.h: staff choose one child: by keys (the first letters of its name's syllables, or
 * its number) or by its animal. */
#pragma once

#include "kiosk/screen.h"

enum { PICKER_ROWS = 60, CHILD_PICKER_IDS = 90 };

/* The caller's, in a screen's state. */
struct child_picker {
    char keys[16];
    bool by_animal;
    int animal; /* number in find_animals, -1 while none is chosen */
    int count;
    bool more; /* there are more than rows for them */
    bool failed;
    struct picked {
        int64_t id;
        char name[NAME_SIZE], class[NAME_SIZE + WORD_SIZE];
        char animal[WORD_SIZE];
        bool here;
    } rows[PICKER_ROWS];
};

/* Begins with every child of the Home. */
void child_picker_begin(struct child_picker *picker, const struct stage *stage);

/* Draws it, with ids from `id` to id + CHILD_PICKER_IDS - 1. The child that was touched, 0 for
 * none. */
int64_t child_picker(struct ui *ui, const struct stage *stage, struct child_picker *picker, int id,
    struct rect space);
