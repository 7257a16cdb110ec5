/* ui_keys.h: keys on the screen, and what they write. What a hand scanner types never comes here.
 */
#pragma once

#include "kiosk/pinyin.h"
#include "kiosk/ui.h"

#include <stddef.h>

enum { KEY_DELETE = '\b', KEY_ENTER = '\r' };

/* How many ids, from `id` on, each takes. */
enum { UI_PAD_IDS = 12, UI_KEYBOARD_IDS = 38, UI_NOTE_IDS = 45 };

/* Digits as on a telephone, with delete and enter: 3 keys by 4. The key that was touched, 0 for
 * none. */
char ui_pad(struct ui *ui, int id, struct rect rect);

/* Digits and the letters A to Z in the order that children learn, with delete and enter: for pinyin
 * initials and codes. 10 keys by 4 where `rect` is wide, else 6 by 7. */
char ui_keyboard(struct ui *ui, int id, struct rect rect);

/* A field with what was typed, or a quiet hint while it is empty. */
void ui_entry(struct ui *ui, struct rect rect, const char *text, const char *hint);

/* What of a PIN was typed: a disc for each of `count` digits, a ring for each that is still to
 * come. */
void ui_dots(struct ui *ui, struct rect rect, int count, int of);

/* Applies a key to ASCII text of at most size - 1 characters: appends, deletes, and is silent when
 * full. True for KEY_ENTER. */
bool ui_type(char *text, size_t size, char key);

/* What is being written: zeroed for a new one. 40 Chinese characters fit. */
struct ui_note {
    char text[121];
    char letters[PINYIN_LETTERS_MOST + 1]; /* pinyin that no candidate was chosen for yet */
    int page;                              /* of the candidates */
};

/* An entry with the keyboard below it and, between them, what the typed pinyin may mean: up to six
 * large targets, and an arrow for the next six. Delete takes letters first and then whole
 * characters; a digit, or enter, leaves the letters as they are. Where `pinyin` is NULL there are
 * no candidates, and the entry takes letters and digits. True for an enter with no letters waiting.
 */
bool ui_note(struct ui *ui, int id, struct rect rect, struct ui_note *note, struct pinyin *pinyin,
    const char *hint);
