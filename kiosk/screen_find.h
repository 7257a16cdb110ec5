/* screen_find.h: the parts of the screen for who forgot the card. Only for screen_find*.c.
 *
 * A child is found by its animal or by the first letter of its family name, shows three secret
 * pictures, and a staff member vouches with a card. Each step is a file's function that draws it
 * and moves `step` on. */
#pragma once

#include "kiosk/animals.h"
#include "kiosk/screen.h"

#include "db/attendance.h"
#include "db/secret.h"

enum {
    FIND_CHILDREN = 400, /* of one Home; a larger one's last in the alphabet go to a teacher */
    FIND_LETTERS = 26,
};

enum find_step {
    FIND_BY_ANIMAL,
    FIND_BY_LETTER,
    FIND_ROWS,   /* the children of that animal or letter */
    FIND_ASK,    /* is it you? */
    FIND_SECRET, /* three pictures; no name stands here */
    FIND_STAFF,  /* a staff card is waited for */
    FIND_CHOOSE, /* checked in or out; three new pictures are chosen */
    FIND_TROUBLE,
};

struct found {
    int64_t id;
    char name[NAME_SIZE];
    char grade[WORD_SIZE];
    int animal; /* number in animals */
    int letter; /* 0 for A; -1 where the pinyin begins with none */
    bool here;
};

struct find_state {
    enum find_step step;
    bool by_letter;
    int count;
    struct found children[FIND_CHILDREN];
    int rows; /* chosen by letter or animal: who is not here first, both parts by pinyin */
    int row[FIND_CHILDREN];
    int chosen;                 /* index in children */
    unsigned picked;            /* secret pictures, a bit each */
    bool wrong;                 /* the last ones were */
    enum vouched_secret secret; /* how it stands when staff is asked */
};

/* Ids of controls on this screen. */
enum {
    FIND_ID_BACK = 1,
    FIND_ID_OTHER,
    FIND_ID_YES,
    FIND_ID_LIST,
    FIND_ID_TARGETS = 100, /* keys, animals, pictures */
};

/* screen_find_pick.c */
void find_draw_animals(struct ui *ui, struct find_state *s, struct rect space);
void find_draw_letters(struct ui *ui, struct find_state *s, struct rect space);
void find_draw_rows(struct ui *ui, struct find_state *s, struct rect space);

/* screen_find_who.c */
void find_draw_ask(struct ui *ui, struct find_state *s, struct stage *stage, struct rect space);
void find_draw_staff(struct ui *ui, struct find_state *s, struct stage *stage, struct rect space);

/* screen_find_secret.c */
void find_draw_secret(struct ui *ui, struct find_state *s, struct stage *stage, struct rect space);
