#include "kiosk/ui_keys.h"

#include "kiosk/ui_target.h"

#include <string.h>

static const char *
key_icon(char key)
{
    return key == KEY_DELETE ? "delete" : key == KEY_ENTER ? "check" : NULL;
}

static bool
draw_key(struct ui *ui, int id, struct rect rect, char key)
{
    const struct theme *t = ui->theme;
    bool held = ui_is_held(ui, id);
    struct rect face = rect;
    face.y += held ? t->unit / 2 : 0;
    draw_box(ui->list, face, t->corner / 2,
        held               ? LAKE_PALE
        : key == KEY_ENTER ? LEAF_PALE
                           : PAPER);
    int side = face.h * 3 / 5;
    if (key_icon(key))
        draw_picture(ui->list, rect_centre(face, side, side), "icons", key_icon(key));
    else
        draw_text(ui->list, face,
            (struct text_style){
                .size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
            (char[]){key, '\0'});
    /* Keys are near to each other: each has the half of the gap. */
    return ui_target(ui, id, rect, t->unit / 2, DEAF_KEY_MS);
}

static char
draw_keys(struct ui *ui, int id, struct rect rect, const char *keys, int columns, int rows)
{
    char typed = 0;
    for (int i = 0; keys[i]; i++)
        if (draw_key(ui, id + i, rect_cell(rect, i, columns, rows, ui->theme->unit), keys[i]))
            typed = keys[i];
    return typed;
}

char
ui_pad(struct ui *ui, int id, struct rect rect)
{
    return draw_keys(ui, id, rect, "123456789\b0\r", 3, 4);
}

char
ui_keyboard(struct ui *ui, int id, struct rect rect)
{
    static const char keys[] = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    int columns = rect.w >= rect.h * 3 / 2 ? 10 : 6, rows = columns == 10 ? 4 : 7;
    char typed = draw_keys(ui, id, rect, keys, columns, rows);
    /* The last row's rest, or a row of its own, is for the two that are larger. */
    struct rect last = rect_row(rect, rows - 1, rows, ui->theme->unit);
    int used = (int)(sizeof keys - 1) - columns * (rows - 1);
    if (used > 0) {
        struct rect key = rect_column(last, used, columns, ui->theme->unit);
        rect_left(&last, key.x - last.x);
    }
    int next = id + (int)sizeof keys - 1;
    if (draw_key(ui, next, rect_column(last, 0, 2, ui->theme->unit), KEY_DELETE))
        typed = KEY_DELETE;
    if (draw_key(ui, next + 1, rect_column(last, 1, 2, ui->theme->unit), KEY_ENTER))
        typed = KEY_ENTER;
    return typed;
}

void
ui_entry(struct ui *ui, struct rect rect, const char *text, const char *hint)
{
    const struct theme *t = ui->theme;
    struct rect inner = rect_inset(rect, t->unit / 2);
    draw_box(ui->list, rect, t->corner / 2, LAKE);
    draw_box(ui->list, inner, t->corner / 2, PAPER);
    /* Larger text must not be cut at its feet. */
    int tall = inner.h * 4 / 5, size = t->text_xl < tall ? t->text_xl : tall;
    draw_text(ui->list, rect_inset(inner, t->unit),
        (struct text_style){.size = text[0] ? size : t->text_m,
            .colour = text[0] ? INK : QUIET,
            .align = ALIGN_MIDDLE,
            .bold = text[0] != '\0'},
        text[0] ? text : hint);
}

void
ui_dots(struct ui *ui, struct rect rect, int count, int of)
{
    int side = ui->theme->unit * 4, gap = ui->theme->gap;
    struct rect row = rect_centre(rect, of * side + (of - 1) * gap, side);
    for (int i = 0; i < of; i++) {
        struct rect dot = rect_column(row, i, of, gap);
        draw_box(ui->list, dot, side / 2, LAKE_DEEP);
        if (i >= count)
            draw_box(ui->list, rect_inset(dot, ui->theme->unit / 2), side / 2, PAPER);
    }
}

bool
ui_type(char *text, size_t size, char key)
{
    size_t len = strlen(text);
    if (key == KEY_DELETE && len > 0)
        text[len - 1] = '\0';
    else if (key >= '0' && key <= 'Z' && len + 1 < size) {
        text[len] = key;
        text[len + 1] = '\0';
    }
    return key == KEY_ENTER;
}
