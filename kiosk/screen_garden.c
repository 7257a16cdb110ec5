/* screen_garden.c: a garden that grows with the days a child was here. It is the child's own: no
 * other garden is shown, and none is larger. */
#include "kiosk/garden.h"
#include "kiosk/screen.h"

#include "db/attended.h"
#include "db/day.h"

#include <stdio.h>

enum { STAYS_MS = 20000, WEEK = 7 };
enum { ID_BACK = 1 };

struct garden {
    struct attended attended;
    bool failed;
};

static void
enter(struct stage *stage)
{
    struct garden *garden = stage->state;
    const struct view *view = stage->view;
    garden->failed = !stage->db || !view->greeting.child.id ||
                     attended_of(stage->db, &garden->attended, view->greeting.child.id,
                         view->home.id, view->day) != DB_OK;
}

static void
draw_ground(struct ui *ui, const struct attended *a, struct rect ground)
{
    struct garden_spot spots[GARDEN_SPOTS];
    draw_picture(ui->list, ground, "garden", "hills");
    struct rect beds = ground;
    rect_bottom(&beds, ui->theme->unit * 2);
    int n = garden_lay(spots, beds, a->days, a->count, a->total);
    for (int i = 0; i < n; i++)
        draw_picture(ui->list, spots[i].rect, "garden", spots[i].picture);
}

/* A star with the number of days in it, and the same in words. */
static void
draw_star(struct ui *ui, const struct attended *a, struct rect area)
{
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, area);
    struct rect star = rect_left(&inner, inner.h);
    star =
        (struct rect){star.x - t->gap / 2, star.y - t->gap / 2, star.w + t->gap, star.h + t->gap};
    char line[256];
    draw_picture(ui->list, star, "icons", "star");
    snprintf(line, sizeof line, "%d", a->total);
    struct rect number = rect_centre(star, star.w * 47 / 100, star.h);
    number.y += star.h / 24;
    draw_text(ui->list, number,
        (struct text_style){.size = star.h / 3, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        line);
    rect_left(&inner, t->gap);
    if (a->period[0])
        inner = rect_centre(inner, inner.w, t->text_l * 3 / 2 + t->text_m * 3 / 2);
    struct rect words = a->period[0] ? rect_top(&inner, t->text_l * 3 / 2) : inner;
    snprintf(line, sizeof line,
        dngettext("zhaoxi", "%d day here", "%d days here", (unsigned long)a->total), a->total);
    draw_text(
        ui->list, words, (struct text_style){.size = t->text_l, .colour = INK, .bold = true}, line);
    if (!a->period[0])
        return;
    snprintf(line, sizeof line, _("%s: %d"), a->period, a->in_period);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = QUIET}, line);
}

static bool
was_here(const struct attended *a, int day)
{
    for (int i = 0; i < a->count; i++)
        if (a->days[i] == day)
            return true;
    return false;
}

/* Monday to Sunday: a star on a day here; today has a ring. */
static void
draw_week(struct ui *ui, const struct attended *a, int today, struct rect area)
{
    static const char *const names[WEEK] = {
        N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su")};
    const struct theme *t = ui->theme;
    struct rect inner = ui_card(ui, area);
    int monday = day_add(today, 1 - day_weekday(today));
    for (int i = 0; i < WEEK; i++) {
        struct rect column = rect_column(inner, i, WEEK, t->unit);
        struct rect name = rect_bottom(&column, t->text_m * 3 / 2);
        int day = day_add(monday, i), side = column.w < column.h ? column.w : column.h;
        struct rect dot = rect_centre(column, side, side);
        if (day == today) {
            draw_box(ui->list, dot, side / 2, LAKE_DEEP);
            dot = rect_inset(dot, t->unit / 2);
        }
        bool here = was_here(a, day);
        draw_box(ui->list, dot, side / 2, here ? SUN_PALE : MIST);
        if (here)
            draw_picture(ui->list, rect_inset(dot, side / 10), "icons", "star");
        draw_text(ui->list, name,
            (struct text_style){.size = t->text_m,
                .colour = day == today ? LAKE_DEEP : INK,
                .align = ALIGN_MIDDLE,
                .bold = day == today},
            _(names[i]));
    }
}

static void
draw_cards(struct ui *ui, const struct garden *garden, int today, struct rect *space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int height = t->touch * (wide ? 2 : 3) / (wide ? 1 : 2) + t->gap * 2;
    struct rect cards = rect_top(space, wide ? height : height * 2 + t->gap);
    draw_star(ui, &garden->attended,
        wide ? rect_left(&cards, cards.w * 46 / 100) : rect_top(&cards, height));
    if (wide)
        rect_left(&cards, t->gap);
    else
        rect_top(&cards, t->gap);
    draw_week(ui, &garden->attended, today, cards);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    const struct garden *garden = stage->state;
    struct rect all = {0, 0, t->width, t->height};
    draw_sky(ui->list, all, stage->view->minute / 10 * 10);
    struct rect space = rect_inset(all, t->margin);
    if (ui_head(ui, ID_BACK, rect_top(&space, t->touch), _("My garden")))
        ui->go = NAV_BACK;
    rect_top(&space, t->gap);
    if (garden->failed) {
        ui_nothing(ui, space, "teacher", _("The garden rests. Please ask a teacher."));
        return;
    }
    draw_cards(ui, garden, stage->view->day, &space);
    struct rect ground = {0, space.y + t->gap, all.w, all.h - space.y - t->gap};
    draw_ground(ui, &garden->attended, ground);
}

const struct screen screen_garden = {.name = "garden",
    .state_size = sizeof(struct garden),
    .enter = enter,
    .draw = draw,
    .idle_ms = STAYS_MS};
