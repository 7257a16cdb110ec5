/* screen_tasks_tick.c: an item and its children: each touch ticks off, and can be taken back. */
#include "kiosk/screen_tasks.h"

#include "kiosk/animals.h"
#include "kiosk/homework_card.h"
#include "kiosk/icons.h"
#include "kiosk/ui_pill.h"

#include <stdio.h>

static int
add_child(const struct task_child *child, void *payload)
{
    struct tasks_state *s = payload;
    s->asked += child->state == HOMEWORK_ASKED;
    s->children[s->child_count++] = *child;
    return s->child_count == TASK_CHILDREN;
}

static void
read_children(struct tasks_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    s->child_count = s->asked = 0;
    s->failed = task_child_each(stage->db, s->item.id, v->home.id, v->day, add_child, s) < 0;
}

void
tasks_open(struct tasks_state *s, const struct stage *stage, const struct homework *item)
{
    s->item = *item;
    s->last = (struct task_ticked){0};
    s->step = STEP_ITEM;
    read_children(s, stage);
}

static void
tick(struct ui *ui, struct tasks_state *s, const struct stage *stage, const int64_t *children,
    int count)
{
    struct task_tick tick = {s->item.id, stage->view->staff.id, s->brush, count, children};
    struct task_ticked ticked;
    if (task_tick(stage->db, &ticked, &tick, &stage->now) != DB_OK) {
        tasks_fail(s, stage);
    } else if (ticked.count == 0) {
        tasks_tell(s, ui, "%s", _("It was marked so already."));
    } else {
        s->last = ticked;
        tasks_tell(s, ui,
            dngettext("zhaoxi", "%d child ticked off", "%d children ticked off",
                (unsigned long)ticked.count),
            ticked.count);
    }
    read_children(s, stage);
}

static void
tick_asked(struct ui *ui, struct tasks_state *s, const struct stage *stage)
{
    int64_t asked[TASK_CHILDREN];
    int count = 0;
    for (int i = 0; i < s->child_count; i++)
        if (s->children[i].state == HOMEWORK_ASKED)
            asked[count++] = s->children[i].child_id;
    tick(ui, s, stage, asked, count);
}

static void
take_back(struct ui *ui, struct tasks_state *s, const struct stage *stage)
{
    int count;
    if (task_untick(stage->db, &count, &s->last, stage->view->staff.id, &stage->now) != DB_OK)
        tasks_fail(s, stage);
    else
        tasks_tell(s, ui, "%s", _("Taken back."));
    s->last = (struct task_ticked){0};
    read_children(s, stage);
}

/* What the item is, and what a touch does. */
static void
draw_head(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    char due[96], line[NAME_SIZE + WORD_SIZE + 128];
    struct rect inner = ui_card(ui, row);
    words_due(due, sizeof due, s->item.due_day, stage->view->day);
    if (s->item.child_id)
        snprintf(line, sizeof line, "%s", due);
    else
        snprintf(line, sizeof line, "%s · %s · %s", due, s->item.grade, s->item.school);
    draw_picture(ui->list, rect_left(&inner, inner.h), "icons", icon_of_homework(s->item.subject));
    rect_left(&inner, t->gap);
    struct rect foot = rect_bottom(&inner, t->text_s * 3 / 2);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = 2},
        s->item.text);
    draw_text(ui->list, foot, (struct text_style){.size = t->text_s, .colour = QUIET}, line);
}

static void
draw_acts(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect area)
{
    static const enum homework_state brushes[] = {HOMEWORK_DONE, HOMEWORK_CORRECTED};
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int columns = wide ? 4 : 2, rows = wide ? 1 : 2;
    for (int i = 0; i < 2; i++)
        if (ui_pill(ui, TASKS_ID_BRUSH + i, rect_cell(area, i, columns, rows, t->gap), NULL,
                _(homework_look(brushes[i])->word), s->brush == brushes[i]))
            s->brush = brushes[i];
    char all[64];
    snprintf(all, sizeof all, _("All who asked: %d"), s->asked);
    if (s->asked && ui_pill(ui, TASKS_ID_ASKED, rect_cell(area, 2, columns, rows, t->gap),
                        "waiting", all, false))
        tick_asked(ui, s, stage);
    else if (s->last.count && ui_pill(ui, TASKS_ID_UNDO, rect_cell(area, 3, columns, rows, t->gap),
                                  "undo", _("Take back"), false))
        take_back(ui, s, stage);
}

static void
draw_child(struct ui *ui, const struct task_child *child, struct rect cell, bool held)
{
    static const enum colour grounds[HOMEWORK_STATE_COUNT] = {
        [HOMEWORK_OPEN] = PAPER,
        [HOMEWORK_ASKED] = SUN_PALE,
        [HOMEWORK_NEED_HELP] = CORAL_PALE,
        [HOMEWORK_LEFT] = PLUM_PALE,
        [HOMEWORK_DONE] = LEAF_PALE,
        [HOMEWORK_CORRECTED] = LEAF_PALE,
    };
    const struct theme *t = ui->theme;
    const struct homework_look *look = homework_look(child->state);
    draw_box(ui->list, cell, t->corner / 2, held ? MIST : grounds[child->state]);
    struct rect inner = rect_inset(cell, t->unit);
    draw_picture(ui->list, rect_left(&inner, inner.h), "animals", animal_picture(child->animal));
    rect_left(&inner, t->unit);
    if (look->icon)
        draw_picture(
            ui->list, rect_inset(rect_right(&inner, inner.h), t->unit), "icons", look->icon);
    bool two = words_lines(child->name, t->text_m, inner.w) > 1; /* a Yi name */
    struct rect name = rect_top(&inner, inner.h * (two ? 13 : 12) / 20);
    draw_text(ui->list, name,
        (struct text_style){
            .size = two ? t->text_s : t->text_l, .colour = INK, .bold = true, .lines = two ? 2 : 1},
        child->name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = INK},
        look->icon    ? _(look->word)
        : child->here ? _("here")
                      : _("not here"));
}

void
tasks_draw_item(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int act = t->staff_touch * 4 / 3, touched = -1, columns = wide ? 4 : 2;
    draw_head(ui, s, stage, rect_top(&space, t->text_m * 3 + t->text_s * 2 + t->gap * 2));
    rect_top(&space, t->gap);
    draw_acts(ui, s, stage, rect_top(&space, wide ? act : act * 2 + t->gap));
    rect_top(&space, t->gap);
    if (s->child_count == 0) {
        ui_nothing(ui, space, "people", _("No child here has this homework."));
        return;
    }
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
    struct ui_list list =
        ui_list_begin(ui, TASKS_ID_WHOM, space, height, (s->child_count + columns - 1) / columns);
    for (int i = list.first * columns; i < list.last * columns && i < s->child_count; i++) {
        struct rect row = ui_list_row(&list, i / columns);
        rect_bottom(&row, t->unit);
        struct rect cell = rect_column(row, i % columns, columns, t->unit);
        draw_child(ui, &s->children[i], cell, ui_list_is_held(ui, &list, cell));
        if (ui_list_tapped(ui, &list, cell))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        tick(ui, s, stage, &s->children[touched].child_id, 1);
}
