/* screen_greet.c: welcome and goodbye. The animal says who, the arrow and the colour say which. */
#include "kiosk/screen.h"
#include "kiosk/screen_greet_all.h"

#include "db/day.h"

#include <stdio.h>

enum { STAYS_MS = 3500, SESSIONS_SHOWN = 3 };
enum { ID_ALL = 1 };

static void
draw_portrait(struct ui *ui, const struct greeting *g, struct rect area)
{
    int side = area.w < area.h ? area.w : area.h;
    struct rect disc = rect_centre(area, side, side);
    draw_box(ui->list, disc, side / 2, SUN_PALE);
    draw_picture(ui->list, rect_inset(disc, side / 10), "animals",
        g->child.animal[0] ? g->child.animal : "fox");
}

/* In or out as a picture, a word and a colour: nobody has to see the colour. */
static void
draw_direction(struct ui *ui, const struct greeting *g, struct rect row)
{
    const struct theme *t = ui->theme;
    char clock[MINUTE_TEXT_LEN + 1], line[128];
    minute_text(clock, g->minute);
    snprintf(line, sizeof line, g->in ? _("Checked in at %s") : _("Checked out at %s"), clock);
    int width = t->text_l * 9 + row.h;
    row.w = width < row.w ? width : row.w;
    draw_box(ui->list, row, row.h / 2, g->in ? LEAF_DEEP : PLUM_DEEP);
    struct rect inner = rect_inset(row, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", g->in ? "arrow-in" : "arrow-out");
    rect_left(&inner, t->gap / 2);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_l, .colour = PAPER, .bold = true}, line);
}

static void
draw_sessions(struct ui *ui, const struct greeting *g, struct rect area)
{
    const struct theme *t = ui->theme;
    draw_text(ui->list, rect_top(&area, t->text_m * 3 / 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, _("Today"));
    int shown = g->session_count < SESSIONS_SHOWN ? g->session_count : SESSIONS_SHOWN;
    for (int i = 0; i < shown; i++) {
        const struct session *s = &g->sessions[i];
        struct rect row = rect_row(area, i, SESSIONS_SHOWN, t->unit);
        row.h = row.h < t->touch ? row.h : t->touch;
        draw_box(ui->list, row, t->corner, PAPER);
        row = rect_inset(row, t->unit);
        rect_right(&row, t->unit);
        struct rect icon = rect_left(&row, row.h);
        bool plain = s->subject == SUBJECT_SAFETY || s->subject == SUBJECT_OTHER;
        draw_picture(ui->list, icon, "icons", plain ? "star" : subject_name(s->subject));
        rect_left(&row, t->gap / 2);
        char from[MINUTE_TEXT_LEN + 1];
        minute_text(from, s->starts_min);
        struct rect when = rect_right(&row, t->text_m * 3);
        draw_text(ui->list, row,
            (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, words_session(s));
        draw_text(ui->list, when,
            (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END}, from);
    }
}

static const char *
hello(const struct greeting *g)
{
    if (g->in && g->birthday)
        return _("Happy birthday!");
    return g->in ? _("Welcome!") : _("Goodbye, see you soon!");
}

static void
draw_words(struct ui *ui, const struct greeting *g, struct rect area)
{
    const struct theme *t = ui->theme;
    bool list = g->in && g->session_count > 0;
    int words = t->text_xl * 5 / 4 + t->text_name * 5 / 4 + t->touch + t->gap * 2;
    int below = list ? t->text_m * 3 / 2 + SESSIONS_SHOWN * t->touch + t->gap : 0;
    area = rect_centre(area, area.w, words + below);
    draw_text(ui->list, rect_top(&area, t->text_xl * 5 / 4),
        (struct text_style){
            .size = t->text_xl, .colour = g->in ? LEAF_DEEP : PLUM_DEEP, .bold = true},
        hello(g));
    draw_text(ui->list, rect_top(&area, t->text_name * 5 / 4),
        (struct text_style){.size = t->text_name, .colour = INK, .bold = true}, g->child.name);
    rect_top(&area, t->gap);
    draw_direction(ui, g, rect_top(&area, t->touch));
    rect_top(&area, t->gap);
    if (list)
        draw_sessions(ui, g, area);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct view *view = stage->view;
    const struct theme *t = ui->theme;
    const struct greeting *g = &view->greeting;
    struct rect all = {0, 0, t->width, t->height};
    if (view->arrivals.count > 1) {
        greet_all(ui, &view->arrivals, all);
        if (ui_area(ui, ID_ALL, all))
            ui->go = NAV_BACK; /* whose page would it be? */
        return;
    }
    draw_box(ui->list, all, 0, g->in ? LEAF_PALE : PLUM_PALE);
    struct rect space = rect_inset(all, t->margin);
    struct rect portrait = t->width >= t->height ? rect_left(&space, space.w * 46 / 100)
                                                 : rect_top(&space, space.h * 46 / 100);
    draw_portrait(ui, g, portrait);
    if (t->width >= t->height)
        rect_left(&space, t->gap * 2);
    draw_words(ui, g, space);
    /* A touch leads to the child's own page; after a goodbye there is nothing more to see. */
    if (ui_area(ui, ID_ALL, all))
        ui->go = g->in ? NAV_ME : NAV_BACK;
}

const struct screen screen_greet = {.name = "greet", .draw = draw, .idle_ms = STAYS_MS};
