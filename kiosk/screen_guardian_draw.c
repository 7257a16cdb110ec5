/* screen_guardian_draw.c: how the steps of a guardian's side look. */
#include "kiosk/animals.h"
#include "kiosk/figures.h"
#include "kiosk/screen_guardian.h"

#include <stdio.h>

enum { ID_BACK = 1, ID_LOUD, ID_ALL, ID_COLLECT, ID_TALK, ID_WRONG, ID_WALK, ID_HOME, ID_WARDS };
enum { FACES_MOST = 4 };

/* Room for the longest of the words, so that all pictures stand at one height. */
static int
word_height(const struct theme *t, int width)
{
    const char *words[] = {_("Collect my child"), _("Talk to a teacher"), _("Not my child")};
    int most = 1;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        int lines = words_lines(words[i], t->text_l, width);
        most = lines > most ? lines : most;
    }
    return t->text_l * 3 / 2 * most;
}

static void
draw_word(struct ui *ui, struct rect row, const char *word)
{
    draw_text(ui->list, row,
        (struct text_style){.size = ui->theme->text_l,
            .colour = INK,
            .align = ALIGN_MIDDLE,
            .bold = true,
            .lines = words_lines(word, ui->theme->text_l, row.w)},
        word);
}

/* The animals of those who wait. */
static void
draw_faces(struct ui *ui, const struct guardian_state *s, struct rect row)
{
    int shown = s->waiting < FACES_MOST ? s->waiting : FACES_MOST;
    int side = row.w / shown - ui->theme->unit;
    side = side < row.h ? side : row.h;
    row = rect_centre(row, shown * (side + ui->theme->unit), side);
    for (int i = 0, n = 0; i < s->count && n < shown; i++) {
        if (!s->wards[i].waits)
            continue;
        n++;
        struct rect face = rect_left(&row, side);
        rect_left(&row, ui->theme->unit);
        draw_picture(ui->list, face, "animals", animal_picture(s->wards[i].child.animal));
    }
}

/* A tile whose picture says it, and a word below. */
static bool
draw_choice(struct ui *ui, int id, struct rect tile, const char *folder, const char *picture,
    const char *word, enum colour back)
{
    const struct theme *t = ui->theme;
    bool held = ui_is_held(ui, id);
    draw_box(ui->list, tile, t->corner, held ? PAPER : back);
    struct rect inner = rect_inset(tile, t->gap);
    draw_word(ui, rect_bottom(&inner, word_height(t, inner.w)), word);
    draw_picture(ui->list, rect_fit(rect_inset(inner, t->unit), 1, 1), folder, picture);
    return ui_area(ui, id, tile);
}

static void
draw_collect(struct ui *ui, struct guardian_state *s, struct stage *stage, struct rect tile)
{
    const struct theme *t = ui->theme;
    struct rect inner = rect_inset(tile, t->gap);
    draw_box(ui->list, tile, t->corner, ui_is_held(ui, ID_COLLECT) ? PAPER : LEAF_PALE);
    if (s->waiting == 0) {
        ui_nothing(ui, inner, "go-home", _("Your child is not here now."));
        return;
    }
    draw_word(ui, rect_bottom(&inner, word_height(t, inner.w)), _("Collect my child"));
    draw_faces(ui, s, rect_bottom(&inner, inner.h * 2 / 5));
    rect_bottom(&inner, t->unit);
    draw_picture(ui->list, rect_fit(inner, 1, 1), "icons", "collect");
    if (!ui_area(ui, ID_COLLECT, tile))
        return;
    if (s->waiting == 1) {
        guardian_collect(s, stage, guardian_waiting(s));
        return;
    }
    s->step = GUARDIAN_CHILDREN;
    s->spoken = false;
}

static void
draw_head(struct ui *ui, struct guardian_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    char line[NAME_SIZE + 64];
    ui_loudspeaker(ui, ID_LOUD, rect_right(&row, row.h), s->say);
    rect_right(&row, t->gap);
    figure_draw(ui, rect_left(&row, row.h), &s->guardian);
    rect_left(&row, t->gap);
    snprintf(line, sizeof line, _("Hello, %s!"), s->guardian.name);
    draw_text(
        ui->list, row, (struct text_style){.size = t->text_xl, .colour = INK, .bold = true}, line);
}

static void
draw_menu(struct ui *ui, struct guardian_state *s, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    draw_head(ui, s, rect_top(&space, t->touch * 5 / 4));
    rect_top(&space, t->gap);
    int n = s->walk.id ? 4 : 3, columns = wide ? n : n == 4 ? 2 : 1;
    int rows = (n + columns - 1) / columns;
    draw_collect(ui, s, stage, rect_cell(space, 0, columns, rows, t->gap));
    if (draw_choice(ui, ID_TALK, rect_cell(space, 1, columns, rows, t->gap), "icons", "talk",
            _("Talk to a teacher"), LAKE_PALE))
        guardian_tell(s, stage, EVENT_GUARDIAN_WAITS);
    if (draw_choice(ui, ID_WRONG, rect_cell(space, 2, columns, rows, t->gap), "icons", "not-mine",
            _("Not my child"), CORAL_PALE))
        guardian_tell(s, stage, EVENT_WRONG_CHILD);
    if (s->walk.id && draw_choice(ui, ID_WALK, rect_cell(space, 3, columns, rows, t->gap), "garden",
                          s->walk.picture, s->walk.name, PLUM_PALE))
        ui->go = NAV_WALK;
}

static bool
draw_ward(struct ui *ui, const struct ward_here *ward, int id, struct rect cell)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, cell);
    int lines = words_lines(ward->child.name, t->text_xl, inner.w);
    struct rect name = rect_bottom(&inner, t->text_xl * 5 / 4 * lines);
    struct rect face = rect_fit(inner, 1, 1);
    draw_picture(ui->list, face, "animals", animal_picture(ward->child.animal));
    draw_text(ui->list, name,
        (struct text_style){
            .size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = lines},
        ward->child.name);
    if (ward->collected) {
        struct rect tick = {
            face.x + face.w * 2 / 3, face.y + face.h * 2 / 3, face.w / 3, face.h / 3};
        draw_box(ui->list, tick, tick.w / 2, LEAF_DEEP);
        draw_picture(ui->list, rect_inset(tick, tick.w / 6), "icons", "check");
    }
    return ward->waits && id && ui_area(ui, id, cell);
}

/* Those who wait and those who were just collected, in a grid; the touched one, or -1. */
static int
draw_wards(struct ui *ui, const struct guardian_state *s, int id, struct rect space)
{
    int n = 0, at = 0, touched = -1;
    for (int i = 0; i < s->count; i++)
        n += s->wards[i].waits || s->wards[i].collected;
    bool wide = space.w >= space.h;
    int across = n < 4 ? n : n < 9 ? (n + 1) / 2 : 4;
    int down = across ? (n + across - 1) / across : 1;
    for (int i = 0; i < s->count; i++) {
        const struct ward_here *ward = &s->wards[i];
        if (!ward->waits && !ward->collected)
            continue;
        struct rect cell =
            rect_cell(space, at++, wide ? across : down, wide ? down : across, ui->theme->gap);
        if (draw_ward(ui, ward, id ? id + i : 0, cell))
            touched = i;
    }
    return touched;
}

static void
draw_children(struct ui *ui, struct guardian_state *s, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect head = rect_top(&space, t->touch);
    ui_loudspeaker(ui, ID_LOUD, rect_right(&head, head.h), s->say);
    rect_right(&head, t->gap);
    if (ui_head(ui, ID_BACK, head, _("Whom do you collect?"))) {
        s->step = GUARDIAN_MENU;
        return;
    }
    rect_top(&space, t->gap);
    bool wide = space.w >= space.h;
    struct rect all =
        wide ? rect_right(&space, space.w / 4) : rect_bottom(&space, t->touch * 5 / 2);
    if (wide)
        rect_right(&space, t->gap);
    else
        rect_bottom(&space, t->gap);
    int touched = draw_wards(ui, s, ID_WARDS, space);
    if (touched >= 0)
        guardian_collect(s, stage, 1u << touched);
    else if (draw_choice(ui, ID_ALL, all, "icons", "people", _("All of them"), SUN_PALE))
        guardian_collect(s, stage, guardian_waiting(s));
}

static void
draw_done(struct ui *ui, struct guardian_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_text(ui->list, rect_top(&space, t->text_xl * 3 / 2),
        (struct text_style){
            .size = t->text_xl, .colour = LEAF_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        _("Goodbye. Take care on the way!"));
    rect_top(&space, t->gap);
    bool wide = space.w >= space.h;
    struct rect person = wide ? rect_left(&space, space.w / 3) : rect_top(&space, space.h / 3);
    if (wide)
        rect_left(&space, t->gap);
    else
        rect_top(&space, t->gap);
    figure_draw(ui, rect_inset(person, t->gap), &s->guardian);
    draw_wards(ui, s, 0, space);
}

static const struct {
    const char *icon, *sentence;
    enum colour back;
} pages[] = {
    [GUARDIAN_TOLD] = {"teacher", N_("A teacher is told. Please wait here."), LAKE_PALE},
    [GUARDIAN_TEACHER] = {"teacher", N_("Please go to a teacher."), LAKE_PALE},
    [GUARDIAN_TROUBLE] = {"warning-soft", N_("Not recorded. Please call a teacher"), CORAL_PALE},
};

static void
draw_page(struct ui *ui, struct guardian_state *s, struct rect all)
{
    draw_box(ui->list, all, 0, pages[s->step].back);
    ui_nothing(ui, rect_inset(all, ui->theme->margin * 2), pages[s->step].icon,
        _(pages[s->step].sentence));
}

void
guardian_draw(struct ui *ui, struct guardian_state *s, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    struct rect space = rect_inset(all, t->margin);
    enum guardian_step step = s->step;
    switch (step) {
    case GUARDIAN_MENU:
        draw_box(ui->list, all, 0, MIST);
        draw_menu(ui, s, stage, space);
        return;
    case GUARDIAN_CHILDREN:
        draw_box(ui->list, all, 0, LEAF_PALE);
        draw_children(ui, s, stage, space);
        return;
    case GUARDIAN_DONE:
        draw_box(ui->list, all, 0, LEAF_PALE);
        draw_done(ui, s, space);
        break;
    case GUARDIAN_TOLD:
    case GUARDIAN_TEACHER:
    case GUARDIAN_TROUBLE:
        draw_page(ui, s, all);
        break;
    }
    if (ui_area(ui, ID_HOME, all))
        ui->go = NAV_BACK;
}
