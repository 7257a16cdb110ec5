/* screen_roll_list.c: children by group, with large boxes to tick. */
#include "kiosk/screen_roll.h"

#include "kiosk/animals.h"

#include "db/day.h"

#include <stdio.h>

struct painter {
    struct ui *ui;
    const struct roll_state *s;
    const struct stage *stage;
    bool ticks, large;
};

static bool
is_grown_ups(const struct roll_state *s, int head)
{
    const struct roll_list *l = &s->list;
    return l->count > 0 && l->rows[l->count - 1].who != ROLL_CHILD && head == l->group_count - 1;
}

static void
draw_head(const struct painter *p, int head, struct rect row)
{
    const struct theme *t = p->ui->theme;
    const char *name = head >= 0              ? p->s->list.groups[head]
                       : head == HEAD_MISSING ? _("Not found yet")
                                              : _("Found");
    char count[32];
    int here, found;
    roll_head_count(&p->s->list, head, &here, &found);
    if (head == HEAD_MISSING)
        snprintf(count, sizeof count, "%d", here - found);
    else if (p->ticks && head >= 0 && !is_grown_ups(p->s, head))
        snprintf(count, sizeof count, "%d / %d", found, here);
    else
        snprintf(count, sizeof count, "%d", here);
    draw_text(p->ui->list, rect_right(&row, t->unit * 16),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_END, .bold = true},
        count);
    draw_text(p->ui->list, row,
        (struct text_style){.size = t->text_l, .colour = LAKE_DEEP, .bold = true}, name);
}

/* An empty square, or a check in a green disc: no colour alone. */
static void
draw_tick(const struct painter *p, struct rect space, bool found)
{
    const struct theme *t = p->ui->theme;
    int side = t->touch * 3 / 5;
    struct rect box = rect_centre(space, side, side);
    if (found) {
        draw_picture(p->ui->list, box, "icons", "check");
        return;
    }
    draw_box(p->ui->list, box, t->unit, QUIET);
    draw_box(p->ui->list, rect_inset(box, t->unit / 2), t->unit * 2 / 3, PAPER);
}

static void
draw_words(const struct painter *p, const struct roll_row *r, struct rect space)
{
    const struct theme *t = p->ui->theme;
    char when[64], minute[MINUTE_TEXT_LEN + 1];
    int name = p->large ? t->text_xl : t->text_l, small = p->large ? t->text_l : t->text_s;
    enum colour colour = r->here ? INK : QUIET;
    minute_text(minute, day_minute_of(r->since_ms, p->stage->view->home.utc_offset_min));
    snprintf(when, sizeof when, r->here ? _("since %s") : _("left %s"), minute);
    bool timed = !r->here || (!p->ticks && !p->large);
    /* A long name takes two lines: who looks for a child needs all of it. */
    int lines = words_lines(r->name, name, space.w - (timed ? t->text_s * 5 : 0));
    space = rect_centre(space, space.w, name * 5 / 4 + small * 5 / 2);
    struct rect head = rect_top(&space, name * 5 / 4 + (lines - 1) * small * 5 / 4);
    if (timed)
        draw_text(p->ui->list, rect_right(&head, t->text_s * 5),
            (struct text_style){.size = t->text_s, .colour = colour, .align = ALIGN_END}, when);
    draw_text(p->ui->list, head,
        (struct text_style){.size = lines > 1 ? name * 3 / 4 : name,
            .colour = colour,
            .bold = true,
            .lines = lines},
        r->name);
    draw_text(p->ui->list, space, (struct text_style){.size = small, .colour = colour, .lines = 2},
        r->phones[0] ? r->phones : _("no phone known"));
}

static void
draw_child(const struct painter *p, const struct roll_row *r, struct rect cell, bool held)
{
    const struct theme *t = p->ui->theme;
    bool found = p->ticks && r->found;
    draw_box(p->ui->list, cell, t->corner,
        held       ? LAKE_PALE
        : !r->here ? MIST
        : found    ? LEAF_PALE
                   : PAPER);
    struct rect inner = rect_inset(cell, t->unit);
    if (p->ticks && r->here && r->who == ROLL_CHILD)
        draw_tick(p, rect_left(&inner, t->touch * 3 / 4), r->found);
    else if (!r->here)
        draw_picture(p->ui->list, rect_inset(rect_left(&inner, t->touch * 3 / 4), t->unit * 2),
            "icons", "arrow-out");
    rect_left(&inner, t->unit);
    int side = p->large ? t->touch : t->touch * 3 / 4;
    struct rect picture = rect_centre(rect_left(&inner, side), side, side);
    if (r->who == ROLL_CHILD)
        draw_picture(p->ui->list, picture, "animals", animals[r->animal]);
    else
        draw_picture(p->ui->list, picture, "icons", r->who == ROLL_TEACHER ? "teacher" : "visitor");
    rect_left(&inner, t->unit);
    draw_words(p, r, inner);
}

/* Children side by side. Returns the row that was touched, or -1. */
static int
draw_children(const struct painter *p, const struct ui_list *list, const struct roll_line *line,
    struct rect space, int columns)
{
    int touched = -1;
    for (int i = 0; i < columns && line->rows[i] >= 0; i++) {
        const struct roll_row *r = &p->s->list.rows[line->rows[i]];
        struct rect cell = rect_column(space, i, columns, p->ui->theme->unit);
        bool can = p->ticks && r->here && r->who == ROLL_CHILD;
        draw_child(p, r, cell, can && ui_list_is_held(p->ui, list, cell));
        if (can && ui_list_tapped(p->ui, list, cell))
            touched = line->rows[i];
    }
    return touched;
}

/* Where the result is shown, who is missing alone, in large type. */
static int
lines_of(struct roll_line lines[ROLL_LINES], const struct roll_state *s, int columns)
{
    if (s->step != ROLL_OVER)
        return roll_lines(lines, &s->list, columns, s->step == ROLL_CALL && s->missing_first);
    int n = roll_lines(lines, &s->list, 1, true), missing = 0;
    while (missing < n && lines[missing].head != HEAD_FOUND)
        missing++;
    return missing;
}

static void
draw_nobody(struct ui *ui, const struct roll_state *s, struct rect space)
{
    if (s->step == ROLL_OVER && s->result.expected > 0)
        ui_nothing(ui, space, "check", _("Everyone was found."));
    else
        ui_nothing(ui, space, "home", _("Nobody is in."));
}

/* The list's rows are half as high as a line of children, so that a head takes no more than it
 * needs: which line each row is of. */
static int
share_rows(short out[2 * ROLL_LINES], const struct roll_line *lines, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        out[n++] = (short)i;
        if (lines[i].head == HEAD_NONE)
            out[n++] = (short)i;
    }
    return n;
}

static int
draw_lines(const struct painter *p, struct ui_list *list, const struct roll_line *lines,
    const short *line_of, int columns)
{
    const struct theme *t = p->ui->theme;
    int touched = -1;
    for (int i = list->first; i < list->last; i++) {
        const struct roll_line *line = &lines[line_of[i]];
        bool second = i > 0 && line_of[i - 1] == line_of[i];
        if (second && i > list->first)
            continue;
        struct rect space = ui_list_row(list, second ? i - 1 : i);
        space.h *= line->head == HEAD_NONE ? 2 : 1;
        rect_bottom(&space, t->unit);
        rect_right(&space, t->unit * 2); /* the list's bar */
        if (line->head != HEAD_NONE)
            draw_head(p, line->head, space);
        int row = line->head == HEAD_NONE ? draw_children(p, list, line, space, columns) : -1;
        touched = row >= 0 ? row : touched;
    }
    return touched;
}

int
roll_draw_list(
    struct ui *ui, const struct roll_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct roll_line lines[ROLL_LINES];
    short line_of[2 * ROLL_LINES] = {0};
    bool over = s->step == ROLL_OVER;
    int columns = space.w >= t->text_l * 17 && !over ? ROLL_COLUMNS : 1;
    struct painter p = {ui, s, stage, s->step == ROLL_CALL, over};
    int count = lines_of(lines, s, columns);
    if (count == 0) {
        draw_nobody(ui, s, space);
        return -1;
    }
    int height =
        (over ? t->text_xl * 5 / 4 + t->text_l * 5 / 2 : t->text_l * 5 / 4 + t->text_s * 5 / 2);
    struct ui_list list = ui_list_begin(
        ui, ID_ROLL_LIST, space, height / 2 + t->unit * 3 / 2, share_rows(line_of, lines, count));
    int touched = draw_lines(&p, &list, lines, line_of, columns);
    ui_list_end(ui, &list);
    return touched;
}
