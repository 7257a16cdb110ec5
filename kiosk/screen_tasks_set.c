/* screen_tasks_set.c: an item is set: for whom at one side, what and until when at the other. */
#include "kiosk/screen_tasks.h"

#include "kiosk/animals.h"
#include "kiosk/homework_card.h"
#include "kiosk/homework_templates.h"
#include "kiosk/icons.h"
#include "kiosk/ui_pill.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

enum { DAYS = 6 };

static int
add_text(const char *text, void *payload)
{
    struct setting_task *set = payload;
    if (set->suggestion_count == TASK_SUGGESTIONS)
        return 1;
    if (strlen(text) < TASK_TEXT) /* a longer one could not be edited */
        snprintf(set->suggestions[set->suggestion_count++], TASK_TEXT, "%s", text);
    return 0;
}

/* Templates first, then what was set before. */
static void
read_suggestions(struct tasks_state *s, const struct stage *stage)
{
    struct setting_task *set = &s->set;
    const char *text;
    set->suggestion_count = 0;
    for (int i = 0; (text = homework_template(set->subject, i)); i++)
        add_text(text, set);
    if (stage->db && task_text_each(stage->db, set->subject, stage->view->day, add_text, set) < 0)
        fprintf(stderr, "kiosk: earlier homework can't be read: %s\n", db_why(stage->db));
}

void
tasks_begin_set(struct tasks_state *s, const struct stage *stage)
{
    s->set.due_day = day_add(stage->view->day, 1);
    read_suggestions(s, stage);
}

/* How many children it is for. */
static int
reached(const struct tasks_state *s)
{
    int n = s->set.picked_count;
    for (int i = 0; i < s->class_count; i++)
        n += s->set.for_class[i] ? s->classes[i].children : 0;
    return n;
}

static void
save(struct ui *ui, struct tasks_state *s, const struct stage *stage)
{
    struct setting_task *set = &s->set;
    struct task_class classes[TASK_CLASSES];
    int64_t children[TASK_PICKED];
    int n = 0, all = reached(s);
    for (int i = 0; i < s->class_count; i++)
        if (set->for_class[i])
            classes[n++] = s->classes[i];
    for (int i = 0; i < set->picked_count; i++)
        children[i] = set->picked[i].id;
    struct task_order order = {.subject = set->subject,
        .text = set->text,
        .due_day = set->due_day,
        .staff_id = stage->view->staff.id,
        .classes = classes,
        .class_count = n,
        .children = children,
        .child_count = set->picked_count};
    if (task_set(stage->db, &set->last, &order) != DB_OK) {
        tasks_fail(s, stage);
        return;
    }
    tasks_tell(s, ui,
        dngettext("zhaoxi", "Set for %d child", "Set for %d children", (unsigned long)all), all);
    set->text[0] = '\0';
    read_suggestions(s, stage);
}

static void
take_away(struct ui *ui, struct tasks_state *s, const struct stage *stage)
{
    int left = 0;
    if (task_unset(stage->db, &left, &s->set.last) != DB_OK)
        tasks_fail(s, stage);
    else
        tasks_tell(s, ui, "%s", left ? _("What was marked meanwhile stays.") : _("Taken back."));
    s->set.last = (struct task_set){0};
}

/* A row of the list of whom it is for: a child by its animal, or (NULL) a class. */
static void
draw_whom_row(struct ui *ui, struct rect row, const char *animal, const char *name,
    const char *more, bool chosen, bool held)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, row, t->corner / 2, held ? LAKE_PALE : chosen ? LEAF_PALE : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    struct rect mark = rect_left(&inner, inner.h);
    if (animal)
        draw_picture(ui->list, mark, "animals", animal);
    else if (chosen)
        draw_picture(ui->list, rect_inset(mark, t->unit / 2), "icons", "check");
    else
        draw_box(ui->list, rect_inset(mark, t->unit / 2), mark.h / 2, MIST);
    rect_left(&inner, t->unit);
    struct rect top = rect_top(&inner, inner.h * 11 / 20);
    draw_text(
        ui->list, top, (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, name);
    draw_text(ui->list, inner, (struct text_style){.size = t->text_s, .colour = QUIET}, more);
}

static void
draw_class(struct ui *ui, const struct tasks_state *s, int i, struct rect row, bool held)
{
    char more[NAME_SIZE + 64];
    const struct task_class *c = &s->classes[i];
    snprintf(more, sizeof more,
        dngettext("zhaoxi", "%s · %d child", "%s · %d children", (unsigned long)c->children),
        c->school, c->children);
    draw_whom_row(ui, row, NULL, c->grade, more, s->set.for_class[i], held);
}

static void
remove_picked(struct setting_task *set, int i)
{
    set->picked_count--;
    memmove(&set->picked[i], &set->picked[i + 1],
        (size_t)(set->picked_count - i) * sizeof set->picked[0]);
}

/* Classes, and below them children for whom it is alone: a touch removes one. */
static void
draw_whom(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct setting_task *set = &s->set;
    struct rect foot = rect_bottom(&space, t->staff_touch * 4 / 3);
    rect_bottom(&space, t->unit);
    if (set->picked_count < TASK_PICKED && ui_button(ui, TASKS_ID_ONE, foot, _("For one child"))) {
        s->step = STEP_PICK;
        child_picker_begin(&s->picker, stage);
        return;
    }
    int count = set->picked_count + s->class_count, touched = -1;
    int height = t->text_m * 3 / 2 + t->text_s * 3 / 2 + t->unit * 3;
    struct ui_list list = ui_list_begin(ui, TASKS_ID_WHOM, space, height, count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        int class = i - set->picked_count;
        rect_bottom(&row, t->unit);
        bool held = ui_list_is_held(ui, &list, row);
        if (class < 0)
            draw_whom_row(ui, row, animal_picture(set->picked[i].animal), set->picked[i].name,
                set->picked[i].class, true, held);
        else
            draw_class(ui, s, class, row, held);
        if (ui_list_tapped(ui, &list, row))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched >= set->picked_count)
        set->for_class[touched - set->picked_count] ^= true;
    else if (touched >= 0)
        remove_picked(set, touched);
}

static void
draw_subjects(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect row)
{
    for (int i = 0; i < HOMEWORK_SUBJECT_COUNT; i++) {
        enum homework_subject subject = (enum homework_subject)i;
        if (ui_pill(ui, TASKS_ID_SUBJECTS + i,
                rect_column(row, i, HOMEWORK_SUBJECT_COUNT, ui->theme->unit),
                icon_of_homework(subject), homework_subject_word(subject),
                s->set.subject == subject)) {
            s->set.subject = subject;
            s->set.text[0] = '\0';
            read_suggestions(s, stage);
        }
    }
}

static void
draw_days(struct ui *ui, struct tasks_state *s, int today, struct rect area)
{
    for (int i = 0; i < DAYS; i++) {
        int day = day_add(today, i);
        char word[96];
        words_due(word, sizeof word, day, today);
        if (ui_pill(ui, TASKS_ID_DAYS + i, rect_cell(area, i, DAYS / 2, 2, ui->theme->unit), NULL,
                word, s->set.due_day == day))
            s->set.due_day = day;
    }
}

static void
take_suggestion(struct tasks_state *s, int i)
{
    struct setting_task *set = &s->set;
    snprintf(set->text, sizeof set->text, "%s", set->suggestions[i]);
    set->digits[0] = '\0';
    if (homework_template_asks(set->text))
        s->step = STEP_NUMBER;
}

static void
draw_suggestions(struct ui *ui, struct tasks_state *s, struct rect space)
{
    const struct theme *t = ui->theme;
    int height = t->text_m * 2 + t->unit * 3 / 2, touched = -1;
    struct ui_list list = ui_list_begin(ui, TASKS_ID_TEXTS, space, height, s->set.suggestion_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit / 2);
        draw_box(ui->list, row, t->corner / 2, ui_list_is_held(ui, &list, row) ? LAKE_PALE : MIST);
        struct rect inner = rect_inset(row, t->unit / 2);
        rect_left(&inner, t->gap);
        draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = INK},
            s->set.suggestions[i]);
        if (ui_list_tapped(ui, &list, row))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        take_suggestion(s, touched);
}

/* The text: a touch on it writes. */
static void
draw_text_field(struct ui *ui, struct tasks_state *s, struct rect row)
{
    struct setting_task *set = &s->set;
    ui_entry(ui, row, set->text, _("What is to be done? Touch to write"));
    if (!ui_area(ui, TASKS_ID_WRITE, row))
        return;
    set->note = (struct ui_note){0};
    snprintf(set->note.text, sizeof set->note.text, "%s", set->text);
    s->step = STEP_WRITE;
}

static void
draw_what(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int row = t->staff_touch * 11 / 10;
    draw_subjects(ui, s, stage, rect_top(&space, t->staff_touch * 4 / 3));
    rect_top(&space, t->gap);
    draw_days(ui, s, stage->view->day, rect_top(&space, row * 2 + t->unit));
    rect_top(&space, t->gap);
    draw_text_field(ui, s, rect_top(&space, t->staff_touch * 3 / 2));
    rect_top(&space, t->unit);
    draw_suggestions(ui, s, space);
}

/* What is still missing, or the button. */
static void
draw_foot(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    int n = reached(s);
    char label[128];
    if (s->set.last.first_id) {
        if (ui_button(ui, TASKS_ID_UNDO, rect_left(&row, t->unit * 26), _("Take back")))
            take_away(ui, s, stage);
        rect_left(&row, t->gap);
    }
    snprintf(label, sizeof label,
        dngettext("zhaoxi", "Set it for %d child", "Set it for %d children", (unsigned long)n), n);
    if (n && s->set.text[0]) {
        if (ui_button(ui, TASKS_ID_SAVE, rect_right(&row, t->unit * 50), label))
            save(ui, s, stage);
        return;
    }
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END},
        n ? _("Choose or write what is to be done.") : _("Choose for whom it is."));
}

void
tasks_draw_set(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    bool wide = space.w >= space.h;
    struct rect foot = rect_bottom(&space, t->staff_touch * 4 / 3);
    rect_bottom(&space, t->gap);
    struct rect whom =
        wide ? rect_left(&space, space.w * 2 / 5) : rect_top(&space, space.h * 2 / 5);
    if (wide)
        rect_left(&space, t->gap * 2);
    else
        rect_top(&space, t->gap);
    draw_whom(ui, s, stage, whom);
    if (s->step == STEP_PAGE)
        draw_what(ui, s, stage, space);
    if (s->step == STEP_PAGE)
        draw_foot(ui, s, stage, foot);
}
