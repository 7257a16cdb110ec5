/* screen_find_pick.c: which child? By animal, by letter, then from a few. */
#include "kiosk/screen_find.h"

#include <string.h>

/* Puts those of one animal or letter into the rows, who is not here before who is. */
static void
choose_rows(struct ui *ui, struct find_state *s, int value)
{
    s->rows = 0;
    *ui->memory = (struct ui_memory){0}; /* another list begins at its top */
    for (int here = 0; here < 2; here++)
        for (int i = 0; i < s->count; i++) {
            const struct found *f = &s->children[i];
            if (f->here == (here == 1) && (s->by_letter ? f->letter : f->animal) == value)
                s->row[s->rows++] = i;
        }
    s->step = FIND_ROWS;
}

static bool
has_any(const struct find_state *s, bool by_letter, int value)
{
    for (int i = 0; i < s->count; i++)
        if ((by_letter ? s->children[i].letter : s->children[i].animal) == value)
            return true;
    return false;
}

/* A pill at the foot that leads to the other way of finding. */
static void
draw_other_way(struct ui *ui, struct find_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    bool letters = s->step == FIND_BY_LETTER;
    const char *label = letters ? _("By animal") : _("By letter");
    row = rect_centre(row, row.h + 3 * t->gap + words_width(label, t->text_l), row.h);
    draw_box(ui->list, row, row.h / 2, PAPER);
    struct rect inner = rect_inset(row, t->unit);
    rect_left(&inner, t->gap);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", letters ? "paw" : "letters");
    rect_left(&inner, t->gap);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_l, .colour = LAKE_DEEP, .bold = true}, label);
    if (ui_area(ui, FIND_ID_OTHER, row)) {
        s->by_letter = !letters;
        s->step = letters ? FIND_BY_ANIMAL : FIND_BY_LETTER;
    }
}

static int
shorter(struct rect r)
{
    return r.w < r.h ? r.w : r.h;
}

/* Target i of n in the grid that gives them the most room. */
static struct rect
grid_cell(const struct theme *t, struct rect space, int i, int n)
{
    struct rect best = {0};
    for (int columns = 1; columns <= n; columns++) {
        int lines = (n + columns - 1) / columns;
        struct rect line = rect_row(space, i / columns, lines, t->gap * 3 / 4);
        struct rect cell = rect_column(line, i % columns, columns, t->gap * 3 / 4);
        if (shorter(cell) > shorter(best))
            best = cell;
    }
    return best;
}

void
find_draw_animals(struct ui *ui, struct find_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_other_way(ui, s, rect_bottom(&space, t->touch));
    rect_bottom(&space, t->gap);
    int shown = 0, n = 0;
    for (int i = 0; i < ANIMALS; i++)
        n += has_any(s, false, i);
    for (int i = 0; i < ANIMALS; i++) {
        if (!has_any(s, false, i))
            continue;
        struct rect cell = grid_cell(t, space, shown++, n);
        draw_box(ui->list, cell, t->corner, PAPER);
        struct rect inner = rect_inset(cell, t->unit);
        draw_picture(ui->list, rect_fit(inner, 1, 1), "animals", animals[i]);
        if (ui_area(ui, FIND_ID_TARGETS + i, cell))
            choose_rows(ui, s, i);
    }
}

void
find_draw_letters(struct ui *ui, struct find_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_other_way(ui, s, rect_bottom(&space, t->touch));
    rect_bottom(&space, t->gap);
    for (int i = 0; i < FIND_LETTERS; i++) {
        struct rect cell = grid_cell(t, space, i, FIND_LETTERS);
        bool lit = has_any(s, true, i);
        char letter[2] = {(char)('A' + i), '\0'};
        if (lit)
            draw_box(ui->list, cell, t->corner, PAPER);
        draw_text(ui->list, cell,
            (struct text_style){.size = t->text_xl,
                .colour = lit ? LAKE_DEEP : QUIET,
                .align = ALIGN_MIDDLE,
                .bold = lit},
            letter);
        if (lit && ui_area(ui, FIND_ID_TARGETS + i, cell))
            choose_rows(ui, s, i);
    }
}

static int
words_height(const struct theme *t)
{
    return t->text_name * 5 / 4 + t->text_m * 3 / 2;
}

static int
row_height(const struct theme *t)
{
    return words_height(t) + 3 * t->gap; /* the card's edges, and the space to the next */
}

/* More than six Chinese characters: an Yi or Tibetan name, which would be cut at its full height.
 */
static bool
is_long(const char *name)
{
    return strlen(name) > 18;
}

/* Who is in already goes out: an arrow says so. */
static void
draw_row(struct ui *ui, const struct found *f, struct rect cell)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, cell);
    struct rect face = rect_left(&inner, inner.h);
    draw_box(ui->list, face, face.h / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(face, face.h / 10), "animals", animals[f->animal]);
    rect_left(&inner, t->gap);
    if (f->here) {
        struct rect mark = rect_right(&inner, t->touch * 2 / 3);
        mark = rect_centre(mark, mark.w, mark.w);
        draw_box(ui->list, mark, mark.w / 2, PLUM_DEEP);
        draw_picture(ui->list, rect_inset(mark, t->unit), "icons", "arrow-out");
        rect_right(&inner, t->gap);
    }
    inner = rect_centre(inner, inner.w, words_height(t));
    draw_text(ui->list, rect_top(&inner, t->text_name * 5 / 4),
        (struct text_style){
            .size = is_long(f->name) ? t->text_xl : t->text_name, .colour = INK, .bold = true},
        f->name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = QUIET}, f->grade);
}

void
find_draw_rows(struct ui *ui, struct find_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    int columns = space.w >= space.h ? 2 : 1, lines = (s->rows + columns - 1) / columns;
    struct ui_list list = ui_list_begin(ui, FIND_ID_LIST, space, row_height(t), lines);
    int tapped = -1;
    for (int i = list.first * columns; i < list.last * columns && i < s->rows; i++) {
        struct rect line = ui_list_row(&list, i / columns);
        rect_bottom(&line, t->gap);
        struct rect cell = rect_column(line, i % columns, columns, t->gap);
        draw_row(ui, &s->children[s->row[i]], cell);
        if (ui_list_tapped(ui, &list, cell))
            tapped = s->row[i];
    }
    ui_list_end(ui, &list);
    if (tapped < 0)
        return;
    s->chosen = tapped;
    s->step = FIND_ASK;
}
