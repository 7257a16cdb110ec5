/* ui_note.c: an entry for Chinese, by candidates for what was typed in pinyin. */
#include "kiosk/ui_keys.h"
#include "kiosk/ui_target.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_MOST = 6, FOUND_MOST = 60 };

_Static_assert(UI_NOTE_IDS == UI_KEYBOARD_IDS + SHOWN_MOST + 1, "an id for each target");

/* Appends, and is silent when full: no half of a word. */
static bool
append(struct ui_note *note, const char *word)
{
    size_t len = strlen(note->text), more = strlen(word);
    if (len + more >= sizeof note->text)
        return false;
    memcpy(note->text + len, word, more + 1);
    return true;
}

static void
use_letters(struct ui_note *note, size_t count)
{
    memmove(note->letters, note->letters + count, strlen(note->letters + count) + 1);
    note->page = 0;
}

static void
leave_letters(struct ui_note *note)
{
    if (append(note, note->letters))
        use_letters(note, strlen(note->letters));
}

/* The last character is one to four bytes of UTF-8. */
static void
delete_character(char *text)
{
    size_t len = strlen(text);
    while (len > 0 && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
        len--;
    text[len > 0 ? len - 1 : 0] = '\0';
}

static bool
type(struct ui_note *note, bool chinese, char key)
{
    bool waiting = note->letters[0] != '\0';
    if (key == 0)
        return false;
    if (waiting && (key == KEY_ENTER || isdigit((unsigned char)key)))
        leave_letters(note);
    if (key == KEY_ENTER)
        return !waiting;
    if (key == KEY_DELETE && !waiting)
        delete_character(note->text);
    else if (key == KEY_DELETE || (chinese && isupper((unsigned char)key))) {
        ui_type(note->letters, sizeof note->letters, key);
        note->page = 0;
    } else
        append(note, (char[]){key, '\0'});
    return false;
}

/* Pinyin that waits is in small letters, as children learn it. */
static void
draw_entry(struct ui *ui, struct rect rect, const struct ui_note *note, const char *hint)
{
    char all[sizeof note->text + sizeof note->letters];
    size_t len = strlen(note->text);
    snprintf(all, sizeof all, "%s%s", note->text, note->letters);
    for (char *c = all + len; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    ui_entry(ui, rect, all, hint);
}

/* A candidate, or NULL for the arrow. */
static bool
draw_candidate(struct ui *ui, int id, struct rect rect, const char *word)
{
    const struct theme *t = ui->theme;
    struct rect face = rect;
    bool held = ui_is_held(ui, id);
    face.y += held ? t->unit / 2 : 0;
    draw_box(ui->list, face, t->corner / 2, !word ? LAKE_DEEP : held ? LAKE_PALE : SUN_PALE);
    int side = face.h * 3 / 5, tall = face.h * 2 / 3;
    if (word)
        draw_text(ui->list, rect_inset(face, t->unit / 2),
            (struct text_style){.size = t->text_xl < tall ? t->text_xl : tall,
                .colour = INK,
                .align = ALIGN_MIDDLE,
                .bold = true},
            word);
    else
        draw_picture(ui->list, rect_centre(face, side, side), "icons", "more-down");
    return ui_target(ui, id, rect, t->unit / 2, word ? DEAF_MS : DEAF_KEY_MS);
}

static void
draw_candidates(struct ui *ui, int id, struct rect row, struct ui_note *note, struct pinyin *pinyin)
{
    const char *words[FOUND_MOST];
    int count = pinyin_candidates(pinyin, note->letters, words, FOUND_MOST);
    int columns = row.w / (ui->theme->touch + ui->theme->unit);
    columns = columns > SHOWN_MOST + 1 ? SHOWN_MOST + 1 : columns < 2 ? 2 : columns;
    int shown = columns - 1, first = note->page * shown, picked = -1;
    for (int i = 0; i < shown && first + i < count; i++)
        if (draw_candidate(
                ui, id + i, rect_column(row, i, columns, ui->theme->unit), words[first + i]))
            picked = first + i;
    if (count > shown && draw_candidate(ui, id + SHOWN_MOST,
                             rect_column(row, shown, columns, ui->theme->unit), NULL))
        note->page = first + shown < count ? note->page + 1 : 0;
    if (picked >= 0 && append(note, words[picked]))
        use_letters(note, (size_t)pinyin_pick(pinyin, note->letters, picked));
}

bool
ui_note(struct ui *ui, int id, struct rect rect, struct ui_note *note, struct pinyin *pinyin,
    const char *hint)
{
    const struct theme *t = ui->theme;
    struct rect entry = rect_top(&rect, t->touch);
    rect_top(&rect, t->gap);
    if (pinyin) {
        struct rect row = rect_top(&rect, t->touch);
        draw_candidates(ui, id + UI_KEYBOARD_IDS, row, note, pinyin);
        rect_top(&rect, t->gap);
    }
    bool done = type(note, pinyin != NULL, ui_keyboard(ui, id, rect));
    draw_entry(ui, entry, note, hint);
    return done;
}
