/* screen_group_grid.c: a class is marked: the children, and the finger on them.
 *
 * A finger that is dragged sweeps: a list that rolls could not tell that from being pushed, and a
 * mode for it would be forgotten. So the grid is turned like pages, by arrows. */
#include "kiosk/screen_group.h"

#include "kiosk/animals.h"
#include "kiosk/watch_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct grid {
    struct rect area;
    int columns, rows, first, last;
};

/* A name of more than four Chinese characters takes two lines. */
enum { SHORT_NAME = 12, LONG_MESSAGE = 45 };

/* A tile has the animal and the name, and below the mark. */
static int
head_height(const struct theme *t)
{
    return t->text_m * 4 / 3;
}

static int
mark_height(const struct theme *t)
{
    return t->text_s * 5 / 4;
}

static struct grid
make_grid(const struct theme *t, struct group_state *s, struct rect area)
{
    struct grid g = {.area = area};
    int width = head_height(t) + t->text_m * 4 + 2 * t->unit;
    int height = head_height(t) + mark_height(t) + t->unit * 3 / 2;
    g.columns = (area.w + t->unit) / (width + t->unit);
    g.rows = (area.h + t->unit) / (height + t->unit);
    g.columns = g.columns < 1 ? 1 : g.columns;
    g.rows = g.rows < 1 ? 1 : g.rows;
    int size = g.columns * g.rows, pages = (s->count + size - 1) / size;
    if (s->page >= pages)
        s->page = pages > 0 ? pages - 1 : 0;
    g.first = s->page * size;
    g.last = g.first + size < s->count ? g.first + size : s->count;
    return g;
}

static struct rect
tile_of(const struct theme *t, const struct grid *g, int i)
{
    return rect_cell(g->area, i - g->first, g->columns, g->rows, t->unit);
}

/* That it has left, or its age where that is not the class's. */
static const char *
note_of(char out[64], const struct group_child *c)
{
    if (!c->here)
        return _("has left");
    if (c->fits)
        return "";
    snprintf(out, 64, _("age %d"), c->age);
    return out;
}

/* What staff must know of a child's health. */
static void
draw_health(struct ui *ui, const struct group_child *c, struct rect place)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, place, t->corner / 3, CORAL_DEEP);
    struct rect icon = rect_left(&place, place.h);
    draw_box(ui->list, rect_inset(icon, t->unit / 4), t->corner / 4, PAPER);
    draw_picture(ui->list, rect_inset(icon, t->unit / 2), "icons", health_icon(c->health_kind));
    rect_left(&place, t->unit / 4);
    draw_text(ui->list, place,
        (struct text_style){.size = t->text_s, .colour = PAPER, .bold = true}, c->health);
}

static void
draw_mark(struct ui *ui, enum mark mark, struct rect bar)
{
    const struct theme *t = ui->theme;
    struct mark_look look = mark_look(mark);
    draw_box(ui->list, bar, bar.h / 2, look.ground);
    if (mark == MARK_NONE)
        return;
    struct rect inner = rect_inset(bar, t->unit / 4);
    rect_left(&inner, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", look.icon);
    rect_left(&inner, t->unit / 2);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = INK, .bold = true},
        look.word);
}

static void
draw_who(struct ui *ui, const struct group_child *c, struct rect head)
{
    const struct theme *t = ui->theme;
    bool two = strlen(c->name) > SHORT_NAME;
    draw_picture(ui->list, rect_left(&head, head.h), "animals", animals[c->animal]);
    rect_left(&head, t->unit / 2);
    draw_text(ui->list, head,
        (struct text_style){
            .size = two ? t->text_s : t->text_m, .colour = INK, .bold = true, .lines = two ? 2 : 1},
        c->name);
}

static void
draw_tile(struct ui *ui, const struct group_state *s, const struct group_child *c, struct rect tile)
{
    const struct theme *t = ui->theme;
    char text[64];
    const char *note = note_of(text, c);
    if (c->swept)
        draw_box(ui->list, tile, t->corner, LAKE_DEEP);
    struct rect face = c->swept ? rect_inset(tile, t->unit / 2) : tile;
    draw_box(ui->list, face, t->corner * 3 / 4, PAPER);
    struct rect inner = rect_inset(tile, t->unit / 2);
    struct rect foot = rect_bottom(&inner, mark_height(t));
    rect_bottom(&inner, t->unit / 2);
    draw_who(ui, c, inner);
    if (c->health[0])
        draw_health(ui, c, rect_right(&foot, foot.w / 2));
    else if (note[0])
        draw_text(ui->list, rect_right(&foot, foot.w * 2 / 5),
            (struct text_style){.size = t->text_s, .colour = INK, .align = ALIGN_MIDDLE}, note);
    draw_mark(ui, c->swept ? s->mark : c->mark, foot);
}

/* Passes over what is under one point of the finger's way. */
static void
sweep_at(struct ui *ui, struct group_state *s, const struct grid *g, int x, int y)
{
    for (int i = g->first; i < g->last; i++)
        if (!s->children[i].swept && rect_has(tile_of(ui->theme, g, i), x, y)) {
            s->children[i].swept = true;
            ui->pressed = true;
        }
}

/* A fast finger's news are far apart: what lies between is swept too. */
static void
sweep_to(struct ui *ui, struct group_state *s, const struct grid *g, int x, int y)
{
    int dx = x - s->last_x, dy = y - s->last_y;
    int steps = (abs(dx) + abs(dy)) / ui->theme->unit + 1;
    for (int i = 1; i <= steps; i++)
        sweep_at(ui, s, g, s->last_x + dx * i / steps, s->last_y + dy * i / steps);
    s->last_x = x;
    s->last_y = y;
}

static void
begin_sweep(struct ui *ui, struct group_state *s, const struct grid *g)
{
    const struct touch *touch = &ui->touch;
    if (ui->pressed || !rect_has(g->area, touch->x, touch->y))
        return;
    s->moved = false;
    s->from_x = s->last_x = touch->x;
    s->from_y = s->last_y = touch->y;
    sweep_at(ui, s, g, touch->x, touch->y);
    s->sweeping = true;
}

static bool
has_swept(const struct group_state *s)
{
    for (int i = 0; i < s->count; i++)
        if (s->children[i].swept)
            return true;
    return false;
}

/* A finger that trembles on one child touches that one alone. */
static void
follow_finger(struct ui *ui, struct stage *stage, const struct grid *g)
{
    struct group_state *s = stage->state;
    const struct touch *touch = &ui->touch;
    if (touch->phase == TOUCH_DOWN)
        begin_sweep(ui, s, g);
    if (!s->sweeping)
        return;
    if (touch->phase == TOUCH_MOVE) {
        s->moved |= abs(touch->x - s->from_x) + abs(touch->y - s->from_y) > 2 * ui->theme->unit;
        if (s->moved)
            sweep_to(ui, s, g, touch->x, touch->y);
    }
    if (touch->phase != TOUCH_UP)
        return;
    s->sweeping = false;
    if (has_swept(s))
        group_mark_swept(stage);
}

/* An arrow to another page. */
static void
draw_turn(struct ui *ui, int id, struct rect place, const char *icon, int *page, int to)
{
    bool held = ui_is_held(ui, id);
    draw_box(ui->list, place, place.h / 2, held ? LAKE : LAKE_DEEP);
    draw_picture(ui->list, rect_centre(place, place.h, place.h), "icons", icon);
    if (ui_area(ui, id, place))
        *page = to;
}

static void
draw_pages(struct ui *ui, struct group_state *s, struct rect *row, int pages)
{
    const struct theme *t = ui->theme;
    char text[32];
    snprintf(text, sizeof text, "%d / %d", s->page + 1, pages);
    int page = s->page, w = t->staff_touch * 3 / 2;
    struct rect down = rect_right(row, w);
    rect_right(row, t->unit);
    struct rect number = rect_right(row, t->text_m * 3);
    rect_right(row, t->unit);
    struct rect up = rect_right(row, w);
    rect_right(row, t->gap);
    draw_text(ui->list, number,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE}, text);
    if (s->page > 0)
        draw_turn(ui, GROUP_ID_UP, up, "more-up", &page, page - 1);
    if (s->page + 1 < pages)
        draw_turn(ui, GROUP_ID_DOWN, down, "more-down", &page, page + 1);
    s->page = page;
}

static void
draw_message(struct ui *ui, const struct group_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    bool bad = s->icon && strcmp(s->icon, "warning-soft") == 0;
    const char *hint = _("Touch, sweep, All, or cards. A card checks in who is not in yet.");
    draw_box(ui->list, row, t->corner, bad ? CORAL_PALE : s->icon ? SUN_PALE : PAPER);
    struct rect inner = rect_inset(row, t->unit / 4);
    rect_left(&inner, t->unit);
    draw_picture(
        ui->list, rect_left(&inner, inner.h), "icons", s->icon ? s->icon : mark_look(s->mark).icon);
    rect_left(&inner, t->unit);
    rect_right(&inner, t->unit);
    bool two = !s->icon || strlen(s->message) > LONG_MESSAGE;
    draw_text(ui->list, inner,
        (struct text_style){.size = two ? t->text_s : t->text_m,
            .colour = INK,
            .bold = s->icon != NULL,
            .lines = two ? 2 : 1},
        s->icon ? s->message : hint);
}

void
group_draw_grid(struct ui *ui, struct stage *stage, struct rect space)
{
    struct group_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect foot = rect_bottom(
        &space, t->text_m * 5 / 4 > t->staff_touch ? t->text_m * 5 / 4 : t->staff_touch);
    rect_bottom(&space, t->unit);
    struct grid g = make_grid(t, s, space);
    int size = g.columns * g.rows, pages = (s->count + size - 1) / size;
    if (pages > 1)
        draw_pages(ui, s, &foot, pages);
    draw_message(ui, s, foot);
    if (s->count == 0) {
        ui_nothing(ui, space, "home", _("Nobody is in yet. Cards held up here check in and mark."));
        return;
    }
    follow_finger(ui, stage, &g);
    for (int i = g.first; i < g.last && i < s->count; i++)
        draw_tile(ui, s, &s->children[i], tile_of(t, &g, i));
}
