/* screen_goals_cell.c: what stands behind a cell, with what each figure counts. */
#include "kiosk/note_words.h"
#include "kiosk/screen_goals.h"
#include "kiosk/watch_words.h"

#include <stdio.h>
#include <string.h>

static int
add_fact(const struct goals_fact *fact, void *payload)
{
    struct goals_state *s = payload;
    struct staff staff;
    struct cell_line *head = NULL;
    for (int i = 0; i < s->cell_count; i++)
        if (s->cell_lines[i].figure == fact->figure)
            head = &s->cell_lines[i];
    if (s->cell_count + 2 > CELL_ROWS)
        return 0; /* the sum goes on, the lines do not */
    if (!head) {
        head = &s->cell_lines[s->cell_count++];
        *head = (struct cell_line){.figure = fact->figure};
    }
    head->sum += fact->amount;
    struct cell_line *line = &s->cell_lines[s->cell_count++];
    *line = (struct cell_line){.figure = FIGURE_COUNT, .day = fact->day, .sum = fact->amount};
    snprintf(line->text, sizeof line->text, "%s", fact->text);
    if (fact->staff_id && fact->figure != FIGURE_PAIRED && fact->figure != FIGURE_CONTACTS &&
        staff_get(s->stage->db, &staff, fact->staff_id)) {
        size_t at = strlen(line->text);
        snprintf(line->text + at, sizeof line->text - at, "%s%s", at ? " · " : "", staff.name);
    }
    return 0;
}

/* Figures that nothing stands behind are told as well, with a 0. */
static void
add_empty(struct goals_state *s)
{
    for (int f = 0; f < FIGURE_COUNT && s->cell_count < CELL_ROWS; f++) {
        bool there = figure_goal((enum figure)f) != s->goal;
        for (int i = 0; i < s->cell_count; i++)
            there |= s->cell_lines[i].figure == (enum figure)f;
        if (!there)
            s->cell_lines[s->cell_count++] = (struct cell_line){.figure = (enum figure)f};
    }
}

void
goals_open(struct goals_state *s, const struct stage *stage, int i, enum goal goal)
{
    if (!child_get(stage->db, &s->child, s->lines[i].child_id))
        return;
    s->opened = true;
    s->goal = goal;
    s->cell = s->lines[i].cells[goal];
    s->cell_count = 0;
    s->stage = stage;
    s->failed =
        goals_cell_each(stage->db, s->child.id, goal, s->month, stage->view->day, add_fact, s) < 0;
    s->stage = NULL;
    add_empty(s);
}

static bool
is_yes_or_no(enum figure f)
{
    return f == FIGURE_AGREEMENT || f == FIGURE_AGREEMENT_ENDS || f == FIGURE_PAIRED ||
           f == FIGURE_QUIET;
}

/* A figure with its sum, and below in small what it counts. */
static void
draw_figure(struct ui *ui, const struct cell_line *line, struct rect row)
{
    const struct theme *t = ui->theme;
    char sum[32];
    snprintf(sum, sizeof sum, "%lld", (long long)line->sum);
    draw_box(ui->list, row, t->corner / 2, PAPER);
    row = rect_inset(row, t->unit);
    struct rect number = rect_right(&row, t->unit * 14);
    draw_text(ui->list, number,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_END, .bold = true},
        is_yes_or_no(line->figure) ? line->sum ? _("yes") : _("no") : sum);
    draw_text(ui->list, rect_top(&row, t->text_m * 7 / 5),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = true},
        figure_title(line->figure));
    draw_text(ui->list, row, (struct text_style){.size = t->text_s, .colour = QUIET, .lines = 2},
        figure_meaning(line->figure));
}

static void
draw_fact(struct ui *ui, const struct stage *stage, const struct cell_line *line, struct rect row)
{
    const struct theme *t = ui->theme;
    char day[96], amount[32];
    words_due(day, sizeof day, line->day, stage->view->day);
    snprintf(amount, sizeof amount, "%lld", (long long)line->sum);
    row = rect_inset(row, t->unit);
    draw_text(ui->list, rect_left(&row, row.w * 34 / 100),
        (struct text_style){.size = t->text_m, .colour = INK}, day);
    if (line->sum > 1)
        draw_text(ui->list, rect_right(&row, t->unit * 10),
            (struct text_style){.size = t->text_m, .colour = INK, .align = ALIGN_END}, amount);
    draw_text(ui->list, row, (struct text_style){.size = t->text_m, .colour = QUIET, .lines = 2},
        line->text);
}

void
goals_draw_cell(
    struct ui *ui, const struct goals_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    struct rect top = rect_top(&space, t->text_l * 7 / 5 + t->text_s * 3 / 2 + t->unit);
    child_face(ui, &s->child, rect_left(&top, top.w / 2));
    char month[96], line[192];
    goals_month_words(month, sizeof month, s->month);
    snprintf(line, sizeof line, "%s · %s", goal_word(s->goal), month);
    ui_sign(ui, rect_centre(top, top.w, t->unit * 6), goal_icon(s->goal), line);
    rect_top(&space, t->unit);
    draw_text(ui->list, rect_top(&space, t->text_m * 2),
        (struct text_style){.size = t->text_m, .colour = INK, .bold = s->cell == CELL_BLANK},
        goal_blank_when(s->goal));
    int height = t->text_m * 7 / 5 + t->text_s * 14 / 5 + 3 * t->unit;
    struct ui_list list = ui_list_begin(ui, GOALS_ID_FACTS, space, height, s->cell_count);
    for (int i = list.first; i < list.last; i++) {
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit);
        if (s->cell_lines[i].figure == FIGURE_COUNT)
            draw_fact(ui, stage, &s->cell_lines[i], row);
        else
            draw_figure(ui, &s->cell_lines[i], row);
    }
    ui_list_end(ui, &list);
}
