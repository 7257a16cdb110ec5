/* screen_walk.c: the leader's card was shown, the walking group stands at the door: who comes along
 * is ticked, and one touch lets them go. */
#include "kiosk/screen.h"
#include "kiosk/walk_list.h"

#include "kiosk/animals.h"

#include <stdio.h>

enum { STAYS_MS = 60000 };
enum { ID_BACK = 1, ID_GO, ID_LOUD, ID_HOME, ID_LIST };

struct walk_state {
    struct walk_list list;
    bool nobody, trouble, gone, spoken;
    char say[512];
};

/* A guardian whose card was shown, or else the child that was just checked out. */
static bool
find_walk(struct walk *out, const struct stage *stage)
{
    const struct view *v = stage->view;
    if (!stage->db)
        return false;
    if (v->guardian)
        return walk_led_by(stage->db, out, HOLDER_GUARDIAN, v->guardian, v->home.id);
    return walk_led_by(stage->db, out, HOLDER_CHILD, v->greeting.child.id, v->home.id);
}

static void
enter(struct stage *stage)
{
    struct walk_state *s = stage->state;
    struct walk walk;
    s->nobody = !find_walk(&walk, stage) || !walk_list_fill(&s->list, stage, &walk);
    s->trouble = !stage->db || s->list.failed;
}

static void
speak(struct ui *ui, struct walk_state *s)
{
    if (s->spoken || ui->touch.phase != TOUCH_NONE)
        return;
    s->spoken = true;
    snprintf(s->say, sizeof s->say, "%s",
        s->trouble  ? _("Not recorded. Please call a teacher")
        : s->gone   ? _("Off you go. Stay together, and take care on the way!")
        : s->nobody ? _("Nobody of your walking group is here.")
                    : _("Who is there for the walk home? Touch who does not come along, then the "
                        "green button."));
    ui->say = s->say;
}

static void
release(struct walk_state *s, struct stage *stage)
{
    s->spoken = false;
    s->gone = walk_list_release(&s->list, stage->db, 0, &stage->now) == DB_OK;
    s->trouble = !s->gone;
    if (s->trouble)
        fprintf(stderr, "kiosk: a walking group was not recorded: %s\n", db_why(stage->db));
}

static void
draw_group(struct ui *ui, const struct walk_list *list, struct rect row)
{
    const struct theme *t = ui->theme;
    draw_picture(ui->list, rect_left(&row, row.h), "garden", list->walk.picture);
    rect_left(&row, t->gap);
    draw_text(ui->list, row, (struct text_style){.size = t->text_xl, .colour = INK, .bold = true},
        list->walk.name);
}

/* The green button that lets them go, with how many. */
static bool
draw_go(struct ui *ui, int count, struct rect row)
{
    const struct theme *t = ui->theme;
    char line[64];
    struct rect pill = rect_centre(row, t->touch * 7, row.h);
    draw_box(ui->list, pill, pill.h / 2, count ? LEAF_DEEP : MIST);
    struct rect inner = rect_inset(pill, t->gap);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", "arrow-out");
    rect_left(&inner, t->gap);
    snprintf(line, sizeof line,
        dngettext("zhaoxi", "Off we go: %d child", "Off we go: %d children", (unsigned long)count),
        count);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_xl, .colour = count ? PAPER : QUIET, .bold = true},
        line);
    return count > 0 && ui_area(ui, ID_GO, pill);
}

static void
draw_list(struct ui *ui, struct walk_state *s, struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect head = rect_top(&space, t->touch);
    if (ui_head(ui, ID_BACK, rect_left(&head, head.h), ""))
        ui->go = NAV_BACK;
    rect_left(&head, t->gap);
    ui_loudspeaker(ui, ID_LOUD, rect_right(&head, head.h), s->say);
    draw_group(ui, &s->list, head);
    rect_top(&space, t->gap);
    struct rect foot = rect_bottom(&space, t->touch * 5 / 4);
    rect_bottom(&space, t->gap);
    walk_list_draw(ui, &s->list, ID_LIST, space);
    if (draw_go(ui, walk_list_ticked(&s->list), foot))
        release(s, stage);
}

/* Those who walk, small, under what is wished to them. */
static void
draw_gone(struct ui *ui, const struct walk_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    int n = walk_list_ticked(&s->list), at = 0;
    draw_text(ui->list, rect_top(&space, t->text_xl * 3 / 2),
        (struct text_style){
            .size = t->text_xl, .colour = LEAF_DEEP, .align = ALIGN_MIDDLE, .bold = true},
        _("Stay together, and take care!"));
    draw_picture(ui->list, rect_fit(rect_top(&space, space.h / 2), 1, 1), "icons", "walk");
    rect_top(&space, t->gap);
    int columns = 1;
    while (columns < n && (n + columns - 1) / columns * (space.w / columns) > space.h)
        columns++;
    for (int i = 0; i < s->list.count; i++)
        if (s->list.members[i].ticked) {
            struct rect cell =
                rect_cell(space, at++, columns, (n + columns - 1) / columns, t->unit);
            draw_picture(ui->list, rect_fit(cell, 1, 1), "animals",
                animal_picture(s->list.members[i].child.animal));
        }
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct walk_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect all = {0, 0, t->width, t->height};
    struct rect space = rect_inset(all, t->margin);
    speak(ui, s);
    draw_box(ui->list, all, 0, s->trouble ? CORAL_PALE : LEAF_PALE);
    if (!s->trouble && !s->gone && !s->nobody) {
        draw_list(ui, s, stage, space);
        return;
    }
    if (s->gone)
        draw_gone(ui, s, space);
    else
        ui_nothing(ui, space, s->trouble ? "warning-soft" : "walk",
            s->trouble ? _("Not recorded. Please call a teacher")
                       : _("Nobody of your walking group is here."));
    if (ui_area(ui, ID_HOME, all))
        ui->go = NAV_BACK;
}

const struct screen screen_walk = {.name = "walk",
    .state_size = sizeof(struct walk_state),
    .enter = enter,
    .draw = draw,
    .idle_ms = STAYS_MS};
