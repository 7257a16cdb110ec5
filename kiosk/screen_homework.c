/* screen_homework.c: the greeted child's homework: what is due, what is late, what is done. A touch
 * opens an item: ask for help, left at school, done (a tutor ticks it off), and take it back. */
#include "kiosk/homework_card.h"
#include "kiosk/screen.h"
#include "kiosk/ui_picture_tab.h"

enum {
    STAYS_MS = 20000,
    FEW = 4,
    COLUMN_EMS = 18 /* a text, its subject and its day side by side */
};
enum { ID_BACK = 1, ID_UNDO, ID_TABS = 10, ID_CHOICES = 20, ID_LISTS = 30 };

enum page { PAGE_DUE, PAGE_LATE, PAGE_DONE, PAGE_COUNT };

struct list_state {
    int count; /* negative: it could not be read */
    struct homework_item items[HOMEWORK_MAX];
    int on_page[PAGE_COUNT];
    enum page page;
    int64_t open_id; /* of the homework that was touched; 0: the list is shown */
    bool not_saved;
};

static enum page
page_of(const struct homework_item *item, int today)
{
    if (homework_is_ticked(item->state))
        return PAGE_DONE;
    return item->homework.due_day < today ? PAGE_LATE : PAGE_DUE;
}

static void
read_items(struct stage *stage)
{
    struct list_state *s = stage->state;
    const struct view *view = stage->view;
    s->count =
        stage->db ? homework_of_child(stage->db, s->items, &view->greeting.child, view->day) : -1;
    for (int i = 0; i < PAGE_COUNT; i++)
        s->on_page[i] = 0;
    for (int i = 0; i < s->count; i++)
        s->on_page[page_of(&s->items[i], view->day)]++;
}

static void
enter(struct stage *stage)
{
    struct list_state *s = stage->state;
    read_items(stage);
    if (!s->on_page[PAGE_DUE] && s->on_page[PAGE_LATE])
        s->page = PAGE_LATE;
}

static struct homework_item *
open_item(struct list_state *s)
{
    for (int i = 0; i < s->count; i++)
        if (s->items[i].homework.id == s->open_id)
            return &s->items[i];
    return NULL;
}

static void
draw_tabs(struct ui *ui, struct list_state *s, struct rect row)
{
    const struct picture_tab tabs[PAGE_COUNT] = {
        [PAGE_DUE] = {"homework", _("To do"), s->on_page[PAGE_DUE]},
        [PAGE_LATE] = {"late", _("Late"), s->on_page[PAGE_LATE]},
        [PAGE_DONE] = {"finished", _("Done"), s->on_page[PAGE_DONE]},
    };
    for (int i = 0; i < PAGE_COUNT; i++)
        if (ui_picture_tab(ui, ID_TABS + i, rect_column(row, i, PAGE_COUNT, ui->theme->gap),
                &tabs[i], s->page == (enum page)i))
            s->page = (enum page)i;
}

static void
draw_no_items(struct ui *ui, enum page page, struct rect area)
{
    static const struct {
        const char *icon, *sentence;
    } words[PAGE_COUNT] = {
        [PAGE_DUE] = {"star", N_("Nothing to do. Read, paint or play!")},
        [PAGE_LATE] = {"star", N_("Nothing is late. Great!")},
        [PAGE_DONE] = {"finished", N_("What a tutor has ticked off comes here.")},
    };
    ui_nothing(ui, area, words[page].icon, _(words[page].sentence));
}

static void
draw_items(struct ui *ui, struct list_state *s, int today, struct rect area)
{
    const struct theme *t = ui->theme;
    int count = s->on_page[s->page], at = 0;
    bool room = area.w / 2 >= t->text_m * COLUMN_EMS;
    int columns = count > FEW && room ? 2 : 1;
    int height = t->touch * 3 / 2 + 3 * t->gap;
    struct ui_list list =
        ui_list_begin(ui, ID_LISTS + (int)s->page, area, height, (count + columns - 1) / columns);
    for (int i = 0; i < s->count; i++) {
        if (page_of(&s->items[i], today) != s->page)
            continue;
        int row = at / columns, column = at++ % columns;
        if (row < list.first || row >= list.last)
            continue;
        struct rect card = rect_column(ui_list_row(&list, row), column, columns, t->gap);
        rect_bottom(&card, t->gap);
        homework_card(ui, card, &s->items[i], today, false);
        if (ui_list_tapped(ui, &list, card))
            s->open_id = s->items[i].homework.id;
    }
    ui_list_end(ui, &list);
}

static void
draw_list_page(struct ui *ui, struct stage *stage, struct rect space)
{
    struct list_state *s = stage->state;
    const struct theme *t = ui->theme;
    struct rect head = rect_top(&space, t->touch);
    bool wide = t->width >= t->height;
    rect_top(&space, t->gap);
    struct rect tabs = wide ? rect_right(&head, head.w * 62 / 100) : rect_top(&space, t->touch);
    if (!wide)
        rect_top(&space, t->gap);
    else
        rect_right(&head, t->gap);
    if (ui_head(ui, ID_BACK, head, _("Homework")))
        ui->go = NAV_BACK;
    if (s->count < 0) {
        ui_nothing(ui, space, "warning-soft", _("It can't be shown just now. Ask a teacher."));
        return;
    }
    draw_tabs(ui, s, tabs);
    if (s->on_page[s->page])
        draw_items(ui, s, stage->view->day, space);
    else
        draw_no_items(ui, s->page, space);
}

static const struct {
    enum homework_state state;
    const char *icon, *label;
} choices[] = {
    {HOMEWORK_NEED_HELP, "raised-hand", N_("I need help")},
    {HOMEWORK_LEFT, "left-at-school", N_("Left at school")},
    {HOMEWORK_ASKED, "finished", N_("I have done it")},
};

enum { CHOICES = sizeof choices / sizeof choices[0] };

/* After a change the list is read again, so that it shows what is on disk and nothing else. */
static void
changed(struct stage *stage, int rc)
{
    struct list_state *s = stage->state;
    s->not_saved = rc != DB_OK;
    read_items(stage);
}

static void
mark(struct stage *stage, enum homework_state state)
{
    struct list_state *s = stage->state;
    struct homework_mark mark = {
        .child_id = stage->view->greeting.child.id, .homework_id = s->open_id, .state = state};
    changed(stage, homework_mark(stage->db, &mark, &stage->now));
}

/* The one that holds has a green edge and a tick. */
static bool
draw_choice(struct ui *ui, int i, struct rect rect, bool holds)
{
    const struct theme *t = ui->theme;
    struct rect tile = rect;
    if (holds) {
        draw_box(ui->list, rect, t->corner, LEAF_DEEP);
        tile = rect_inset(rect, t->unit);
    }
    bool touched = ui_tile(ui, ID_CHOICES + i, tile, "icons", choices[i].icon, _(choices[i].label));
    struct rect corner = rect_top(&tile, t->touch / 2 + t->unit);
    corner = rect_inset(rect_right(&corner, corner.h), t->unit / 2);
    if (holds)
        draw_picture(ui->list, corner, "icons", "check");
    return touched;
}

static void
draw_choices(struct ui *ui, struct stage *stage, enum homework_state state, struct rect area)
{
    for (int i = 0; i < CHOICES; i++)
        if (draw_choice(
                ui, i, rect_column(area, i, CHOICES, ui->theme->gap), state == choices[i].state))
            mark(stage, choices[i].state);
}

/* What was last said of the item, and the way back. */
static void
draw_answer(struct ui *ui, struct stage *stage, const struct homework_item *item, struct rect row)
{
    struct list_state *s = stage->state;
    const struct theme *t = ui->theme;
    const struct homework_look *look = homework_look(item->state);
    if (item->own) {
        struct rect back = rect_right(&row, t->touch + t->text_m * 5);
        rect_right(&row, t->gap);
        const struct picture_tab undo = {"undo", _("Take back"), 0};
        if (ui_picture_tab(ui, ID_UNDO, back, &undo, false)) {
            changed(stage,
                homework_undo(stage->db, stage->view->greeting.child.id, s->open_id, &stage->now));
            return;
        }
    }
    const char *icon = s->not_saved ? "warning-soft" : look->icon;
    bool wide = t->width >= t->height;
    if (icon) {
        draw_box(ui->list, row, t->corner, s->not_saved ? CORAL_PALE : LEAF_PALE);
        row = rect_inset(row, t->unit);
        draw_picture(ui->list, rect_left(&row, row.h), "icons", icon);
        rect_left(&row, t->gap);
    }
    draw_text(ui->list, row,
        (struct text_style){.size = wide ? t->text_l : t->text_m,
            .colour = INK,
            .bold = true,
            .lines = wide ? 1 : 2},
        s->not_saved ? _("It could not be saved. Tell a teacher.") : _(look->sentence));
}

static void
draw_item_page(
    struct ui *ui, struct stage *stage, const struct homework_item *item, struct rect space)
{
    struct list_state *s = stage->state;
    const struct theme *t = ui->theme;
    if (ui_head(ui, ID_BACK, rect_top(&space, t->touch),
            homework_subject_word(item->homework.subject))) {
        s->open_id = 0;
        s->not_saved = false;
        return;
    }
    rect_top(&space, t->gap);
    bool wide = t->width >= t->height;
    struct rect answer = rect_bottom(&space, wide ? t->touch : t->touch * 5 / 4);
    rect_bottom(&space, t->gap);
    homework_card(
        ui, rect_top(&space, space.h * (wide ? 45 : 35) / 100), item, stage->view->day, true);
    rect_top(&space, t->gap);
    if (homework_is_ticked(item->state)) {
        int side = space.w < space.h ? space.w : space.h;
        draw_picture(ui->list, rect_centre(space, side, side), "icons", "star");
    } else {
        draw_choices(ui, stage, item->state, space);
    }
    draw_answer(ui, stage, item, answer);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    const struct theme *t = ui->theme;
    struct list_state *s = stage->state;
    struct rect all = {0, 0, t->width, t->height};
    draw_box(ui->list, all, 0, SUN_PALE);
    struct rect space = rect_inset(all, t->margin);
    const struct homework_item *item = open_item(s);
    if (item)
        draw_item_page(ui, stage, item, space);
    else
        draw_list_page(ui, stage, space);
}

const struct screen screen_homework = {.name = "homework",
    .enter = enter,
    .draw = draw,
    .state_size = sizeof(struct list_state),
    .idle_ms = STAYS_MS};

_Static_assert(sizeof(struct list_state) <= SCREEN_STATE_MAX, "a list must fit");
