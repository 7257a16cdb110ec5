/* screen_goals.c: the six goals of a month, child by goal, blanks in amber; a touch on a cell opens
 * what stands behind it, with what each figure counts. */
#include "kiosk/screen_goals.h"

#include "kiosk/note_words.h"

#include "db/day.h"

#include <stdio.h>
#include <string.h>

/* What a cell tells in a number. */
static int
figure_told(const struct goals_child *c, enum goal goal)
{
    const int64_t *f = c->now;
    switch (goal) {
    case GOAL_GUARDIANSHIP:
        return (int)f[FIGURE_VISITS];
    case GOAL_SCHOOLING:
        return (int)f[FIGURE_TUTORING];
    case GOAL_HELP:
        return (int)f[FIGURE_CONTACTS];
    case GOAL_HEALTH:
        return (int)f[FIGURE_HEALTH_SEEN];
    case GOAL_SAFETY:
        return (int)f[FIGURE_LESSONS];
    case GOAL_PLACE:
        return (int)(f[FIGURE_CLASSES] + f[FIGURE_CARE_DAYS]);
    case GOAL_COUNT:
        break;
    }
    return 0;
}

/* And what that number is. */
static const char *
told_word(enum goal goal)
{
    static const char *const words[GOAL_COUNT] = {
        [GOAL_GUARDIANSHIP] = N_("visits"),
        [GOAL_SCHOOLING] = N_("minutes of tutoring"),
        [GOAL_HELP] = N_("contacts"),
        [GOAL_HEALTH] = N_("times looked at"),
        [GOAL_SAFETY] = N_("safety lessons"),
        [GOAL_PLACE] = N_("classes, care days"),
    };
    return _(words[goal]);
}

static void
keep(struct goals_state *s, const struct goals *goals)
{
    s->count = goals->count < GOALS_ROWS ? goals->count : GOALS_ROWS;
    s->more = goals->count > GOALS_ROWS;
    s->enrolled = goals->enrolled;
    s->agreements = goals->agreements;
    s->week_count = goals->week_count;
    memcpy(s->weeks, goals->weeks, sizeof s->weeks);
    memcpy(s->blanks, goals->blanks, sizeof s->blanks);
    memcpy(s->blanks_before, goals->blanks_before, sizeof s->blanks_before);
    for (int i = 0; i < s->count; i++) {
        const struct goals_child *c = &goals->children[i];
        struct goals_line *line = &s->lines[i];
        *line = (struct goals_line){.child_id = c->child.id};
        memcpy(line->name, c->child.name, sizeof line->name);
        memcpy(line->animal, c->child.animal, sizeof line->animal);
        memcpy(line->cells, c->cells, sizeof line->cells);
        for (int g = 0; g < GOAL_COUNT; g++)
            line->figures[g] = figure_told(c, (enum goal)g);
    }
}

static void
read_month(struct goals_state *s, const struct stage *stage)
{
    struct goals *goals = NULL;
    const struct view *v = stage->view;
    s->count = 0;
    s->failed = !stage->db || goals_read(stage->db, &goals, v->home.id, s->month, v->day) != DB_OK;
    if (goals)
        keep(s, goals);
    goals_free(goals);
}

static void
enter(struct stage *stage)
{
    struct goals_state *s = stage->state;
    s->month = stage->view->day / 100;
    read_month(s, stage);
}

void
goals_month_words(char *out, size_t size, int month)
{
    static const char *const names[] = {"", N_("January"), N_("February"), N_("March"), N_("April"),
        N_("May"), N_("June"), N_("July"), N_("August"), N_("September"), N_("October"),
        N_("November"), N_("December")};
    /* TRANSLATORS: a year, and the name of a month. */
    snprintf(out, size, _("%2$s %1$d"), month / 100, _(names[month % 100]));
}

/* The month between its arrows. */
static void
draw_month(struct ui *ui, struct goals_state *s, const struct stage *stage, struct rect row)
{
    const struct theme *t = ui->theme;
    char text[96];
    int month = s->month, today = stage->view->day / 100;
    if (staff_arrow(ui, GOALS_ID_EARLIER, rect_left(&row, row.h * 5 / 4), "earlier"))
        month = day_add(s->month * 100 + 1, -1) / 100;
    struct rect later = rect_right(&row, row.h * 5 / 4);
    if (s->month < today && staff_arrow(ui, GOALS_ID_LATER, later, "later"))
        month = day_add(s->month * 100 + 28, 4) / 100;
    goals_month_words(text, sizeof text, s->month);
    draw_text(ui->list, rect_inset(row, t->unit / 2),
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        text);
    if (month == s->month)
        return;
    s->month = month;
    read_month(s, stage);
}

static void
draw_rate(struct ui *ui, const struct goals_state *s, struct rect row)
{
    char text[128];
    snprintf(text, sizeof text, _("Agreements signed and not ended: %d of %d (%d %%)"),
        s->agreements, s->enrolled, s->enrolled ? s->agreements * 100 / s->enrolled : 0);
    ui_sign(ui, row, "family", text);
}

/* In portrait the rate stands below the month. */
static void
draw_top(struct ui *ui, struct goals_state *s, const struct stage *stage, struct rect *space)
{
    const struct theme *t = ui->theme;
    struct rect row = rect_top(space, t->staff_touch * 5 / 4);
    bool wide = t->width >= t->height;
    struct rect month = wide ? rect_left(&row, row.w * 34 / 100) : row;
    rect_left(&row, wide ? t->gap : 0);
    rect_top(space, t->unit);
    if (!wide) {
        row = rect_top(space, t->unit * 6);
        rect_top(space, t->unit);
    }
    struct rect file = rect_right(wide ? &row : &month, t->unit * 30);
    rect_right(wide ? &row : &month, t->gap);
    if (!s->failed && s->count > 0)
        export_tab(ui, GOALS_ID_FILE, file, &s->file);
    if (!s->failed)
        draw_rate(ui, s, wide ? rect_centre(row, row.w, t->unit * 6) : row);
    draw_month(ui, s, stage, month);
}

/* The newest week of the season. */
static void
draw_week(struct ui *ui, const struct goals_state *s, struct rect row)
{
    char text[160], day[64];
    const struct goals_week *week = &s->weeks[s->week_count - 1];
    words_date(day, sizeof day, week->from_day);
    snprintf(text, sizeof text, _("Anti-drowning lesson in the week of %s: %d of %d children"), day,
        week->children, week->enrolled);
    ui_sign(ui, row, "safety", text);
}

static struct rect
name_column(const struct theme *t, struct rect *row)
{
    return rect_left(row, row->w * (t->width >= t->height ? 24 : 20) / 100);
}

static int
heads_height(const struct theme *t)
{
    return t->unit * 5 + t->text_m * 7 / 5 + t->text_s * 7 / 5 * (t->width >= t->height ? 2 : 3);
}

/* Title, what the number is, how many are blank and how that changed. */
static void
draw_heads(struct ui *ui, const struct goals_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    struct text_style quiet = {.size = wide ? t->text_s : t->text_s * 3 / 4,
        .colour = QUIET,
        .align = ALIGN_MIDDLE,
        .lines = wide ? 1 : 2};
    name_column(t, &row);
    for (int g = 0; g < GOAL_COUNT; g++) {
        struct rect cell = rect_column(row, g, GOAL_COUNT, t->unit / 2);
        char blanks[64];
        int change = s->blanks[g] - s->blanks_before[g];
        snprintf(blanks, sizeof blanks, change ? _("blank %d (%+d)") : _("blank %d"), s->blanks[g],
            change);
        struct rect icon = rect_top(&cell, t->unit * 5);
        draw_picture(ui->list, rect_centre(icon, icon.h, icon.h), "icons", goal_icon((enum goal)g));
        draw_text(ui->list, rect_top(&cell, t->text_m * 7 / 5),
            (struct text_style){.size = wide ? t->text_m : t->text_s * 2 / 3,
                .colour = INK,
                .align = ALIGN_MIDDLE,
                .bold = true},
            goal_word((enum goal)g));
        draw_text(ui->list, rect_bottom(&cell, t->text_s * 7 / 5),
            (struct text_style){.size = t->text_s, .colour = INK, .align = ALIGN_MIDDLE}, blanks);
        draw_text(ui->list, cell, quiet, told_word((enum goal)g));
    }
}

static void
draw_cell(struct ui *ui, enum cell cell, int figure, struct rect rect, bool held)
{
    const struct theme *t = ui->theme;
    static const enum colour grounds[] = {
        [CELL_FILLED] = PAPER, [CELL_WATCH] = SUN_PALE, [CELL_BLANK] = SUN};
    char text[16];
    draw_box(ui->list, rect, t->corner / 3, held ? LAKE_PALE : grounds[cell]);
    snprintf(text, sizeof text, "%d", figure);
    if (cell == CELL_BLANK) {
        draw_text(ui->list, rect,
            (struct text_style){
                .size = t->text_m, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
            _("blank"));
        return;
    }
    int side = t->unit * 3;
    struct rect inner = rect_centre(rect, figure ? side * 4 : side, rect.h);
    draw_picture(ui->list, rect_centre(rect_left(&inner, side), side, side), "icons",
        cell == CELL_WATCH ? "warning-soft" : "check");
    rect_left(&inner, t->unit);
    if (figure)
        draw_text(ui->list, inner, (struct text_style){.size = t->text_m, .colour = INK}, text);
}

static void
draw_page(struct ui *ui, struct goals_state *s, const struct stage *stage, struct rect space)
{
    const struct theme *t = ui->theme;
    draw_top(ui, s, stage, &space);
    if (s->failed || s->count == 0) {
        ui_nothing(ui, space, s->failed ? "warning-soft" : "people",
            s->failed ? _("The six goals can't be read now.") : _("There are no children yet."));
        return;
    }
    if (s->week_count > 0)
        draw_week(ui, s, rect_top(&space, t->unit * 5));
    draw_heads(ui, s, rect_top(&space, heads_height(t)));
    rect_top(&space, t->unit / 2);
    if (s->more)
        ui_sign(ui, rect_bottom(&space, t->unit * 5), "more-down", _("There are more children."));
    int touched = -1, goal = 0;
    struct ui_list list =
        ui_list_begin(ui, GOALS_ID_LIST, space, t->staff_touch + t->unit / 2, s->count);
    for (int i = list.first; i < list.last; i++) {
        const struct goals_line *line = &s->lines[i];
        struct rect row = ui_list_row(&list, i);
        rect_bottom(&row, t->unit / 2);
        struct rect name = name_column(t, &row);
        struct rect face = rect_left(&name, name.h);
        if (line->animal[0])
            draw_picture(ui->list, rect_centre(face, face.h, face.h), "animals", line->animal);
        rect_left(&name, t->unit / 2);
        draw_text(ui->list, name,
            (struct text_style){.size = t->text_m, .colour = INK, .bold = true}, line->name);
        for (int g = 0; g < GOAL_COUNT; g++) {
            struct rect cell = rect_column(row, g, GOAL_COUNT, t->unit / 2);
            draw_cell(ui, line->cells[g], line->figures[g], cell, ui_list_is_held(ui, &list, cell));
            if (ui_list_tapped(ui, &list, cell)) {
                touched = i;
                goal = g;
            }
        }
    }
    ui_list_end(ui, &list);
    if (touched >= 0)
        goals_open(s, stage, touched, (enum goal)goal);
}

static void
draw_export(struct ui *ui, struct goals_state *s, const struct stage *stage, struct rect space)
{
    if (!export_draw(ui, GOALS_ID_FILE, stage, &s->file, space))
        return;
    export_begin(ui, stage, &s->file, "goals");
    export_day(ui, "--from", s->month * 100 + 1);
    export_day(ui, "--until", day_add(day_add(s->month * 100 + 28, 4) / 100 * 100 + 1, -1));
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct goals_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, _("Six goals"));
    if (ui->go == NAV_BACK && (s->opened || s->file.open)) {
        ui->go = NAV_NONE;
        s->opened = s->file.open = false;
        return;
    }
    if (s->file.open)
        draw_export(ui, s, stage, space);
    else if (s->opened)
        goals_draw_cell(ui, s, stage, space);
    else
        draw_page(ui, s, stage, space);
}

const struct screen screen_goals = {.name = "goals",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_SOCIAL_WORKER,
    .state_size = sizeof(struct goals_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct goals_state) <= SCREEN_STATE_MAX, "the state has its place");
