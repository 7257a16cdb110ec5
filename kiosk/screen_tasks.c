/* screen_tasks.c: homework as tutors see it: items to tick off, setting one, last week's again, and
 * who is behind. */
#include "kiosk/screen_tasks.h"

#include "kiosk/homework_card.h"
#include "kiosk/icons.h"
#include "kiosk/ui_dialog.h"
#include "kiosk/ui_pill.h"
#include "kiosk/ui_tabs.h"
#include "kiosk/watch_words.h"

#include "db/day.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { AHEAD_DAYS = 30, WEEK = 7 };

void
tasks_tell(struct tasks_state *s, const struct ui *ui, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(s->told, sizeof s->told, format, args);
    va_end(args);
    s->told_ms = ui->now_ms;
    s->why[0] = '\0';
}

void
tasks_fail(struct tasks_state *s, const struct stage *stage)
{
    snprintf(s->why, sizeof s->why, "%s", _("That could not be saved. Nothing was changed."));
    fprintf(stderr, "kiosk: homework was not saved: %s\n", db_why(stage->db));
}

void
tasks_whom(char *out, size_t size, const struct task_item *task)
{
    const struct homework *h = &task->homework;
    if (h->child_id)
        snprintf(out, size, _("%s alone"), task->only_for);
    else
        snprintf(out, size, "%s · %s", h->grade, h->school);
}

static int
add_class(const struct task_class *class, void *payload)
{
    struct tasks_state *s = payload;
    if (s->class_count == TASK_CLASSES)
        return 1;
    s->classes[s->class_count++] = *class;
    for (int i = 0; i < s->grade_count; i++)
        if (strcmp(s->grades[i], class->grade) == 0)
            return 0;
    if (s->grade_count < TASK_GRADES)
        memcpy(s->grades[s->grade_count++], class->grade, WORD_SIZE);
    return 0;
}

/* Of the past, what is not ticked off for all yet; of last week, all. */
static int
add_task(const struct task_item *task, void *payload)
{
    struct tasks_state *s = payload;
    const struct homework *h = &task->homework;
    bool last_week = s->page == TASKS_LAST_WEEK;
    if (!last_week && task->ticked == task->children)
        return 0;
    if (s->grade && strcmp(h->grade, s->grades[s->grade - 1]) != 0)
        return 0;
    s->more = s->count == TASKS;
    if (s->more)
        return 1;
    s->tasks[s->count++] = *task;
    return 0;
}

static int
add_behind(const struct task_behind *behind, void *payload)
{
    struct tasks_state *s = payload;
    s->behind[s->behind_count++] = *behind;
    return s->behind_count == TASK_BEHIND;
}

static bool
read_tasks(struct tasks_state *s, const struct stage *stage, int from, int until)
{
    const struct view *v = stage->view;
    int due[2] = {day_add(v->day, from), day_add(v->day, until)};
    return task_each(stage->db, v->home.id, v->day, due, add_task, s) >= 0;
}

void
tasks_read(struct tasks_state *s, const struct stage *stage)
{
    const struct view *v = stage->view;
    s->count = s->behind_count = 0;
    s->more = false;
    bool good = stage->db != NULL;
    if (good && s->page == TASKS_TICK) /* today's first, then what is late */
        good = read_tasks(s, stage, 0, AHEAD_DAYS) && read_tasks(s, stage, -HOMEWORK_PAST_DAYS, -1);
    if (good && s->page == TASKS_LAST_WEEK)
        good = read_tasks(s, stage, -WEEK, -1);
    if (good && s->page == TASKS_BEHIND)
        good = task_behind_each(stage->db, v->home.id, v->day, add_behind, s) >= 0;
    s->failed = !good;
}

static void
enter(struct stage *stage)
{
    struct tasks_state *s = stage->state;
    const struct view *v = stage->view;
    s->brush = HOMEWORK_DONE;
    if (stage->db && task_class_each(stage->db, v->home.id, v->day, add_class, s) < 0)
        s->class_count = 0;
    tasks_read(s, stage);
    tasks_begin_set(s, stage);
}

/* A word and its number on a small ground: "3 asked". */
static void
draw_number(struct ui *ui, struct rect pill, const char *icon, int number, enum colour ground)
{
    const struct theme *t = ui->theme;
    char word[16];
    if (number == 0)
        return;
    snprintf(word, sizeof word, "%d", number);
    draw_box(ui->list, pill, pill.h / 2, ground);
    struct rect inner = rect_inset(pill, t->unit / 2);
    int side = inner.w / 2 < inner.h ? inner.w / 2 : inner.h;
    draw_picture(ui->list, rect_centre(rect_left(&inner, side), side, side), "icons", icon);
    draw_text(ui->list, inner,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        word);
}

static void
draw_words(struct ui *ui, const struct task_item *task, int today, struct rect space)
{
    const struct theme *t = ui->theme;
    const struct homework *h = &task->homework;
    char whom[NAME_SIZE + WORD_SIZE + 16], due[96], line[sizeof whom + sizeof due + 8];
    bool late = h->due_day < today && task->ticked < task->children;
    tasks_whom(whom, sizeof whom, task);
    words_due(due, sizeof due, h->due_day, today);
    snprintf(line, sizeof line, "%s · %s", due, whom);
    int lines = t->width >= t->height ? 1 : 2; /* a narrow row is a high one */
    space = rect_centre(space, space.w, t->text_m * (lines == 1 ? 3 : 5));
    struct rect text = rect_top(&space, t->text_m * (lines == 1 ? 8 : 16) / 5);
    draw_text(ui->list, text,
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true, .lines = lines},
        h->text);
    rect_bottom(&space, lines == 1 ? 0 : t->text_s / 4);
    if (late)
        draw_picture(ui->list, rect_left(&space, t->text_s * 3 / 2), "icons", "late");
    rect_left(&space, late ? t->unit : 0);
    draw_text(ui->list, space,
        (struct text_style){.size = t->text_s, .colour = late ? CORAL_DEEP : QUIET}, line);
}

static int
row_height(const struct theme *t)
{
    return t->text_m * (t->width >= t->height ? 3 : 5) + t->unit * 4;
}

/* How it stands for the children: raised hands, to be looked at, ticked of all. */
static void
draw_tally(struct ui *ui, const struct task_item *task, struct rect space)
{
    const struct theme *t = ui->theme;
    char all[32];
    int h = t->text_m * 2;
    snprintf(all, sizeof all, "%d / %d", task->ticked, task->children);
    struct rect row = rect_centre(space, space.w, h);
    bool wide = t->width >= t->height;
    struct rect ticked = rect_right(&row, t->unit * (wide ? 16 : 9));
    struct rect mark = rect_left(&ticked, wide ? t->unit * 4 : 0);
    if (task->ticked && wide)
        draw_picture(ui->list, rect_centre(mark, mark.w, mark.w), "icons", "check");
    draw_text(ui->list, ticked,
        (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        all);
    rect_right(&row, t->unit);
    draw_number(ui, rect_right(&row, t->unit * 8), "waiting", task->asked, SUN_PALE);
    rect_right(&row, t->unit);
    draw_number(ui, rect_right(&row, t->unit * 8), "raised-hand", task->need_help, CORAL_PALE);
}

static struct rect
draw_row(struct ui *ui, const struct task_item *task, int today, struct rect row, bool held)
{
    const struct theme *t = ui->theme;
    draw_box(ui->list, row, t->corner / 2, held ? LAKE_PALE : PAPER);
    struct rect inner = rect_inset(row, t->unit);
    struct rect icon = rect_left(&inner, inner.h < t->unit * 11 ? inner.h : t->unit * 9);
    draw_picture(ui->list, rect_centre(icon, icon.w, icon.w), "icons",
        icon_of_homework(task->homework.subject));
    rect_left(&inner, t->gap);
    struct rect end = rect_right(&inner, t->unit * (t->width >= t->height ? 36 : 27));
    rect_right(&inner, t->gap);
    draw_words(ui, task, today, inner);
    return end;
}

/* All grades, or one. */
static void
draw_grades(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect *space)
{
    const struct theme *t = ui->theme;
    int n = s->grade_count + 1, columns = space->w >= space->h || n <= 5 ? n : 5;
    int rows = (n + columns - 1) / columns, height = t->staff_touch * 11 / 10;
    struct rect row = rect_top(space, rows * height + (rows - 1) * t->unit);
    rect_top(space, t->gap);
    for (int i = 0; i < n; i++)
        if (ui_pill(ui, TASKS_ID_GRADES + i, rect_cell(row, i, columns, rows, t->unit), NULL,
                i ? s->grades[i - 1] : _("All"), s->grade == i)) {
            s->grade = i;
            tasks_read(s, stage);
        }
}

static void
draw_ticks(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    int today = stage->view->day, opened = -1, height = row_height(ui->theme);
    draw_grades(ui, s, stage, &space);
    if (s->count == 0) {
        ui_nothing(ui, space, "finished", _("All homework is ticked off."));
        return;
    }
    if (s->more)
        ui_sign(ui, rect_bottom(&space, ui->theme->unit * 5), "more-down",
            _("There is more. Choose a grade."));
    struct ui_list list = ui_list_begin(ui, TASKS_ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, ui->theme->unit);
        bool held = ui_list_is_held(ui, &list, row);
        draw_tally(ui, &s->tasks[i], draw_row(ui, &s->tasks[i], today, row, held));
        if (ui_list_tapped(ui, &list, row))
            opened = i;
    }
    ui_list_end(ui, &list);
    if (opened >= 0)
        tasks_open(s, stage, &s->tasks[opened].homework);
}

/* The item once more, a week later. */
static void
set_again(
    struct ui *ui, struct tasks_state *s, const struct stage *stage, const struct task_item *task)
{
    const struct homework *h = &task->homework;
    struct task_class class = {0};
    char due[96];
    memcpy(class.school, h->school, sizeof class.school);
    memcpy(class.grade, h->grade, sizeof class.grade);
    struct task_order order = {.subject = h->subject,
        .text = h->text,
        .due_day = day_add(h->due_day, WEEK),
        .staff_id = stage->view->staff.id,
        .classes = &class,
        .class_count = h->child_id == 0,
        .children = &h->child_id,
        .child_count = h->child_id != 0};
    if (task_set(stage->db, &s->set.last, &order) != DB_OK) {
        tasks_fail(s, stage);
        return;
    }
    words_due(due, sizeof due, order.due_day, stage->view->day);
    if (s->set.last.first_id)
        tasks_tell(s, ui, _("Set again. Due: %s"), due);
    else
        tasks_tell(s, ui, _("It was set already. Due: %s"), due);
}

static void
take_away(struct ui *ui, struct tasks_state *s, const struct stage *stage)
{
    int left;
    if (task_unset(stage->db, &left, &s->set.last) != DB_OK)
        tasks_fail(s, stage);
    else if (left)
        tasks_tell(s, ui, "%s", _("What was marked meanwhile stays."));
    else
        tasks_tell(s, ui, "%s", _("Taken back."));
    s->set.last = (struct task_set){0};
}

static void
draw_last_week(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int height = row_height(t), touched = -1;
    draw_grades(ui, s, stage, &space);
    if (s->count == 0) {
        ui_nothing(ui, space, "homework", _("There was no homework in the last seven days."));
        return;
    }
    struct rect foot = rect_bottom(&space, s->set.last.first_id ? t->staff_touch * 4 / 3 : 0);
    rect_bottom(&space, foot.h ? t->unit : 0);
    if (foot.h && ui_button(ui, TASKS_ID_UNDO, rect_left(&foot, t->unit * 26), _("Take back")))
        take_away(ui, s, stage);
    struct ui_list list = ui_list_begin(ui, TASKS_ID_LIST, space, height, s->count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        struct rect end = draw_row(ui, &s->tasks[i], stage->view->day, row, false);
        struct rect again = rect_centre(end, end.w, t->staff_touch * 4 / 3);
        draw_box(
            ui->list, again, again.h / 2, ui_list_is_held(ui, &list, again) ? SUN_PALE : LAKE_PALE);
        draw_text(ui->list, again,
            (struct text_style){
                .size = t->text_m, .colour = LAKE_DEEP, .align = ALIGN_MIDDLE, .bold = true},
            _("Again this week"));
        if (ui_list_tapped(ui, &list, again))
            touched = i;
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        set_again(ui, s, stage, &s->tasks[touched]);
}

static void
draw_behind_row(struct ui *ui, const struct task_behind *b, int today, struct rect row)
{
    const struct theme *t = ui->theme;
    struct child child = {0};
    char since[96], line[160];
    memcpy(child.name, b->name, sizeof child.name);
    memcpy(child.animal, b->animal, sizeof child.animal);
    memcpy(child.school, b->school, sizeof child.school);
    memcpy(child.grade, b->grade, sizeof child.grade);
    draw_box(ui->list, row, t->corner / 2, PAPER);
    struct rect inner = rect_inset(row, t->unit);
    int words = t->text_m * 10 < inner.w / 2 ? t->text_m * 10 : inner.w / 2;
    struct rect end = rect_right(&inner, words);
    words_due(since, sizeof since, b->since_day, today);
    snprintf(line, sizeof line,
        dngettext("zhaoxi", "%d late, due %s", "%d late, the first due %s", (unsigned long)b->late),
        b->late, since);
    struct rect late = rect_left(&end, t->unit * 6);
    draw_picture(ui->list, rect_centre(late, late.w, late.w), "icons", "late");
    rect_left(&end, t->unit);
    draw_text(ui->list, end,
        (struct text_style){.size = t->text_m, .colour = CORAL_DEEP, .bold = true, .lines = 2},
        line);
    if (b->here)
        draw_picture(
            ui->list, rect_inset(rect_right(&inner, inner.h), t->unit * 3 / 2), "icons", "home");
    child_face(ui, &child, inner);
}

static void
draw_behind(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    int height = t->text_l * 7 / 5 + t->text_s * 3 / 2 + 3 * t->unit;
    if (s->behind_count == 0) {
        ui_nothing(ui, space, "star", _("Nobody is behind."));
        return;
    }
    struct ui_list list = ui_list_begin(ui, TASKS_ID_LIST, space, height, s->behind_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        draw_behind_row(ui, &s->behind[i], stage->view->day, row);
    }
    ui_list_end(ui, &list);
}

static void
draw_page(struct ui *ui, struct tasks_state *s, const struct stage *stage, struct rect space)
{
    const char *labels[TASKS_PAGE_COUNT] = {[TASKS_TICK] = _("Tick off"),
        [TASKS_SET] = _("Set"),
        [TASKS_LAST_WEEK] = _("Last week"),
        [TASKS_BEHIND] = _("Behind")};
    int page = (int)s->page;
    if (ui_tabs(ui, TASKS_ID_TABS, rect_top(&space, ui->theme->staff_touch * 4 / 3), labels,
            TASKS_PAGE_COUNT, &page)) {
        s->page = (enum tasks_page)page;
        s->why[0] = '\0';
        s->told_ms = 0;
        s->set.last = (struct task_set){0};
        tasks_read(s, stage);
    }
    rect_top(&space, ui->theme->gap);
    if (s->failed) {
        ui_nothing(ui, space, "warning-soft", _("The homework can't be read now."));
        return;
    }
    void (*const draws[TASKS_PAGE_COUNT])(struct ui *, struct tasks_state *, const struct stage *,
        struct rect) = {[TASKS_TICK] = draw_ticks,
        [TASKS_SET] = tasks_draw_set,
        [TASKS_LAST_WEEK] = draw_last_week,
        [TASKS_BEHIND] = draw_behind};
    draws[s->page](ui, s, stage, space);
}

/* One step back within the screen; from its first the arrow leads out. */
static void
go_back(struct ui *ui, struct tasks_state *s, const struct stage *stage)
{
    if (s->step == STEP_PAGE || ui->go != NAV_BACK)
        return;
    ui->go = NAV_NONE;
    s->step = STEP_PAGE;
    s->why[0] = '\0';
    tasks_read(s, stage);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct tasks_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect space = staff_frame(ui, stage, _("Homework"));
    if (ui->go != NAV_NONE) {
        go_back(ui, s, stage);
        return;
    }
    if (s->why[0]) {
        ui_sign(ui, rect_top(&space, t->unit * 6), "warning-soft", s->why);
        rect_top(&space, t->gap);
    }
    if (s->step == STEP_PAGE)
        draw_page(ui, s, stage, space);
    else if (s->step == STEP_ITEM)
        tasks_draw_item(ui, s, stage, space);
    else
        tasks_draw_write(ui, s, stage, space);
    int above = t->staff_touch * 4 / 3 + t->gap; /* of the buttons at the foot */
    ui_toast(ui, (struct rect){0, 0, t->width, t->height - above}, "check", s->told, s->told_ms);
}

const struct screen screen_tasks = {.name = "tasks",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_TUTOR,
    .writes = true,
    .state_size = sizeof(struct tasks_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct tasks_state) <= SCREEN_STATE_MAX, "the state has its place");
