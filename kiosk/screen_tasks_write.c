/* screen_tasks_write.c: what setting an item asks for on a page of its own: its text, the number of
 * a template, a child. */
#include "kiosk/screen_tasks.h"

#include "kiosk/homework_templates.h"

#include <stdio.h>
#include <string.h>

static void
draw_text_page(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    struct setting_task *set = &s->set;
    if (!ui_note(
            ui, TASKS_ID_NOTE, space, &set->note, stage->view->pinyin, _("What is to be done?")))
        return;
    snprintf(set->text, sizeof set->text, "%s", set->note.text);
    s->step = STEP_PAGE;
}

static void
draw_number_page(struct ui *ui, struct tasks_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    struct setting_task *set = &s->set;
    char filled[TASK_TEXT + sizeof set->digits];
    homework_template_fill(filled, sizeof filled, set->text, set->digits);
    struct rect line = ui_card(ui, rect_top(&space, t->text_xl * 3));
    draw_text(ui->list, line,
        (struct text_style){
            .size = t->text_xl, .colour = INK, .align = ALIGN_MIDDLE, .bold = true, .lines = 2},
        filled);
    rect_top(&space, t->gap);
    struct rect pad = rect_centre(space, t->touch * 6, space.h);
    char key = ui_pad(ui, TASKS_ID_NOTE, pad);
    if (key && ui_type(set->digits, sizeof set->digits - 3, key) && set->digits[0]) {
        snprintf(set->text, sizeof set->text, "%.*s", TASK_TEXT - 1, filled);
        s->step = STEP_PAGE;
    }
}

static void
pick(struct setting_task *set, const struct picked *child)
{
    for (int i = 0; i < set->picked_count; i++)
        if (set->picked[i].id == child->id)
            return;
    set->picked[set->picked_count++] = *child;
}

static void
draw_pick_page(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    int64_t id = child_picker(ui, stage, &s->picker, TASKS_ID_PICKER, space);
    for (int i = 0; id && i < s->picker.count; i++)
        if (s->picker.rows[i].id == id)
            pick(&s->set, &s->picker.rows[i]);
    if (id)
        s->step = STEP_PAGE;
}

void
tasks_draw_write(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    if (s->step == STEP_WRITE)
        draw_text_page(ui, s, stage, space);
    else if (s->step == STEP_NUMBER)
        draw_number_page(ui, s, space);
    else
        draw_pick_page(ui, s, stage, space);
}
