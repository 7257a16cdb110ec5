/* screen_me.c: a child's own page: who it is, and where one can go from here. */
#include "kiosk/animals.h"
#include "kiosk/screen.h"

enum { STAYS_MS = 20000 };
enum { ID_BACK = 1, ID_TILES };

static const struct {
    const char *icon, *label;
    enum nav_event go;
} tiles[] = {
    {"homework", N_("Homework"), NAV_HOMEWORK},
    {"timetable", N_("Timetable"), NAV_TIMETABLE},
    {"garden", N_("My garden"), NAV_GARDEN},
    {"safety", N_("Safety class"), NAV_SAFETY},
};

enum { TILES = sizeof tiles / sizeof tiles[0] };

static void
draw_who(struct ui *ui, const struct child *child, struct rect area)
{
    const struct theme *t = ui->theme;
    /* A second line where that leaves most of the room to the animal. */
    int lines = area.h < t->text_xl * 6 ? 1 : words_lines(child->name, t->text_xl, area.w);
    int words = t->text_xl * 3 / 2 * lines, side = area.h - words;
    side = area.w < side ? area.w : side;
    area = rect_centre(area, area.w, side + words);
    struct rect name = rect_bottom(&area, words);
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 10), "animals", animal_picture(child->animal));
    draw_text(ui->list, name,
        (struct text_style){
            .size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = lines},
        child->name);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    bool wide = t->width >= t->height;
    draw_box(ui->list, all, 0, LEAF_PALE);
    struct rect space = rect_inset(all, t->margin);
    if (ui_head(ui, ID_BACK, rect_top(&space, t->touch), _("My page")))
        ui->go = NAV_BACK;
    rect_top(&space, t->gap);
    struct rect who = wide ? rect_left(&space, space.w * 36 / 100) : rect_top(&space, space.h / 3);
    draw_who(ui, &stage->view->greeting.child, who);
    if (wide)
        rect_left(&space, t->gap * 2);
    for (int i = 0; i < TILES; i++) {
        int line = i / 2;
        struct rect row = rect_row(space, line, (TILES + 1) / 2, t->gap);
        if (ui_tile(ui, ID_TILES + i, rect_column(row, i % 2, 2, t->gap), "icons", tiles[i].icon,
                _(tiles[i].label)))
            ui->go = tiles[i].go;
    }
}

const struct screen screen_me = {.name = "me", .draw = draw, .idle_ms = STAYS_MS};
