#include "kiosk/child_picker.h"

#include "kiosk/animals.h"
#include "kiosk/ui_keys.h"
#include "kiosk/ui_tabs.h"

#include "db/search.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Offsets from the caller's id. */
enum { TABS = 0, LIST = 2, KEYS = 3, TARGETS = KEYS + UI_KEYBOARD_IDS };
_Static_assert(TARGETS + ANIMALS <= CHILD_PICKER_IDS, "the ids are enough");

static int
add_row(const struct child *child, bool here, void *payload)
{
    struct child_picker *p = payload;
    if (p->by_animal && p->animal >= 0 && animal_number(child->animal) != p->animal)
        return 0;
    if (p->count == PICKER_ROWS) {
        p->more = true;
        return 1;
    }
    struct picked *row = &p->rows[p->count++];
    *row = (struct picked){.id = child->id, .here = here};
    memcpy(row->name, child->name, sizeof row->name);
    memcpy(row->animal, child->animal, sizeof row->animal);
    snprintf(row->class, sizeof row->class, "%s %s", child->school, child->grade);
    return 0;
}

static void
find(struct child_picker *p, const struct stage *stage)
{
    const struct view *v = stage->view;
    char keys[sizeof p->keys] = "";
    for (size_t i = 0; p->keys[i] && !p->by_animal; i++)
        keys[i] = (char)tolower((unsigned char)p->keys[i]);
    p->count = 0;
    p->more = false;
    p->failed = !stage->db || child_search(stage->db, v->home.id, v->day, keys, add_row, p) < 0;
}

void
child_picker_begin(struct child_picker *picker, const struct stage *stage)
{
    *picker = (struct child_picker){.animal = -1};
    find(picker, stage);
}

static void
draw_animals(
    struct ui *ui, const struct stage *stage, struct child_picker *p, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    int columns = space.w >= space.h * 3 / 2 ? 8 : space.w >= space.h ? 6 : 4;
    for (int i = 0; i < ANIMALS; i++) {
        struct rect cell = rect_cell(space, i, columns, ANIMALS / columns, t->unit);
        draw_box(ui->list, cell, t->corner / 2, p->animal == i ? LEAF_PALE : PAPER);
        draw_picture(
            ui->list, rect_fit(rect_inset(cell, t->unit / 2), 1, 1), "animals", animals[i]);
        if (ui_area(ui, id + TARGETS + i, cell)) {
            p->animal = p->animal == i ? -1 : i;
            find(p, stage);
        }
    }
}

static void
draw_keys(
    struct ui *ui, const struct stage *stage, struct child_picker *p, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    ui_entry(ui, rect_top(&space, t->staff_touch * 4 / 3), p->keys,
        _("Name's first letters, or number"));
    rect_top(&space, t->gap);
    char key = ui_keyboard(ui, id + KEYS, space);
    if (!key)
        return;
    ui_type(p->keys, sizeof p->keys, key);
    find(p, stage);
}

static void
draw_row(struct ui *ui, const struct picked *row, struct rect cell, bool held)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, cell, t->corner / 2, held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(cell, t->unit / 2);
    draw_picture(ui->list, rect_left(&inner, inner.h), "animals", animal_picture(row->animal));
    rect_left(&inner, t->unit);
    if (row->here)
        draw_picture(ui->list, rect_inset(rect_right(&inner, inner.h * 2 / 3), t->unit / 2),
            "icons", "home");
    struct rect name = rect_top(&inner, inner.h * 3 / 5);
    draw_text(ui->list, name, (struct text_style){.size = t->text_l, .colour = INK, .bold = true},
        row->name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = QUIET}, row->class);
}

static int64_t
draw_rows(struct ui *ui, const struct child_picker *p, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    int64_t chosen = 0;
    if (p->failed || p->count == 0) {
        ui_nothing(ui, space, p->failed ? "warning-soft" : "question",
            p->failed ? _("The children can't be read now.") : _("No child is called that."));
        return 0;
    }
    struct rect foot = rect_bottom(&space, p->more ? t->text_m * 3 / 2 : 0);
    if (p->more)
        draw_text(ui->list, foot,
            (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE},
            _("There are more. Type another letter."));
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 2 * t->unit;
    struct ui_list list = ui_list_begin(ui, id + LIST, space, height, p->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_row(ui, &p->rows[i], row, ui_list_is_held(ui, &list, row));
        if (ui_list_tapped(ui, &list, row))
            chosen = p->rows[i].id;
    }
    ui_list_end(ui, &list);
    return chosen;
}

int64_t
child_picker(
    struct ui *ui, const struct stage *stage, struct child_picker *p, int id, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    struct rect keys = wide ? rect_left(&space, space.w / 2) : rect_bottom(&space, space.h / 2);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_bottom(&space, t->gap);
    const char *labels[] = {_("By letter"), _("By animal")};
    int way = p->by_animal;
    if (ui_tabs(ui, id + TABS, rect_top(&keys, t->staff_touch * 4 / 3), labels, 2, &way)) {
        p->by_animal = way == 1;
        find(p, stage);
    }
    rect_top(&keys, t->gap);
    if (p->by_animal)
        draw_animals(ui, stage, p, id, keys);
    else
        draw_keys(ui, stage, p, id, keys);
    return draw_rows(ui, p, id, space);
}
