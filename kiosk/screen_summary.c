/* screen_summary.c: which days, how grouped; the rest is in the files beside it. */
#include "kiosk/screen_summary.h"

#include "kiosk/ui_picture_tab.h"
#include "kiosk/ui_tabs.h"

#include "db/day.h"
#include "report/summary_table.h"

#include <stdio.h>
#include <string.h>

static void
enter(struct stage *stage)
{
    struct summary_state *s = stage->state;
    s->range = RANGE_MONTH;
    s->day = stage->view->day;
    summary_read_periods(s, stage);
    summary_read(s, stage);
}

static void
draw_ranges(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect row)
{
    const char *labels[RANGE_COUNT] = {
        [RANGE_DAY] = _("A day"),
        [RANGE_WEEK] = _("A week"),
        [RANGE_MONTH] = _("A month"),
        [RANGE_TERM] = _("A term"),
        [RANGE_HOLIDAY] = _("A holiday"),
    };
    if (ui_tabs(ui, SUMMARY_ID_RANGES, row, labels, RANGE_COUNT, &s->range))
        summary_read(s, stage);
}

/* The next period of the same kind, earlier or later; -1 for none. */
static int
next_period(const struct summary_state *s, int step)
{
    int best = -1;
    if (s->period < 0)
        return -1;
    int here = s->periods[s->period].from_day;
    for (int i = 0; i < s->period_count; i++) {
        const struct summary_span *p = &s->periods[i];
        if (p->term != s->periods[s->period].term || (p->from_day - here) * step <= 0)
            continue;
        if (best < 0 || (p->from_day - s->periods[best].from_day) * step < 0)
            best = i;
    }
    return best;
}

/* A day in the range before or after this one; 0 for none. Nothing is known of what is to come. */
static int
neighbour(const struct summary_state *s, const struct stage *stage, int step)
{
    bool is_period = s->range == RANGE_TERM || s->range == RANGE_HOLIDAY;
    int day = step > 0 ? day_add(s->ask.until_day, 1) : day_add(s->ask.from_day, -1);
    if (is_period) {
        int next = next_period(s, step);
        day = next >= 0 ? s->periods[next].from_day : 0;
    }
    return day && day <= stage->view->day ? day : 0;
}

static void
move(struct summary_state *s, const struct stage *stage, int day)
{
    s->day = day;
    summary_read(s, stage);
}

/* Which days these are, with an arrow to each side. */
static void
draw_span(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect row)
{
    const struct theme *t = ui->theme;
    char range[SUMMARY_RANGE], text[SUMMARY_RANGE + 2 * NAME_SIZE];
    bool is_period = s->range == RANGE_TERM || s->range == RANGE_HOLIDAY;
    int before = neighbour(s, stage, -1), after = neighbour(s, stage, 1);
    struct rect left = rect_left(&row, t->staff_touch * 3 / 2);
    struct rect right = rect_right(&row, t->staff_touch * 3 / 2);
    if (before && staff_arrow(ui, SUMMARY_ID_EARLIER, left, "earlier"))
        move(s, stage, before);
    if (after && staff_arrow(ui, SUMMARY_ID_LATER, right, "later"))
        move(s, stage, after);
    summary_range(range, &s->ask);
    const char *days = !is_period ? range : s->period >= 0 ? s->periods[s->period].name : "";
    snprintf(text, sizeof text, "%s%s%s", s->child, s->child[0] ? " · " : "", days);
    draw_text(ui->list, row,
        (struct text_style){.size = t->text_l, .colour = INK, .align = ALIGN_MIDDLE, .bold = true},
        text);
}

static void
draw_groups(
    struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space, int rows)
{
    static const struct picture_tab tabs[SUMMARY_TABS] = {
        {.icon = "today", .label = N_("By day")},
        {.icon = "people", .label = N_("By child")},
        {.icon = "homework", .label = N_("By grade")},
        {.icon = "reading", .label = N_("By class")},
        {.icon = "cake", .label = N_("By age")},
        {.icon = "history", .label = N_("By week")},
    };
    int columns = SUMMARY_TABS / rows;
    for (int i = 0; i < SUMMARY_TABS; i++) {
        struct picture_tab tab = {.icon = tabs[i].icon, .label = _(tabs[i].label)};
        struct rect cell = rect_cell(space, i, columns, rows, ui->theme->unit);
        if (ui_picture_tab(ui, SUMMARY_ID_GROUPS + i, cell, &tab, i == s->tab) && i != s->tab) {
            s->tab = i;
            summary_read(s, stage);
        }
    }
}

/* Two rows where the screen is wide, else four. */
static void
draw_choice(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect *space)
{
    const struct theme *t = ui->theme;
    bool wide = t->width >= t->height;
    int height = t->staff_touch * 4 / 3;
    struct rect first = rect_top(space, height), span = first;
    if (wide) {
        span = rect_right(&first, first.w * 2 / 5);
        rect_right(&first, t->gap);
    } else {
        rect_top(space, t->unit);
        span = rect_top(space, height);
    }
    draw_ranges(ui, stage, s, first);
    rect_top(space, t->unit);
    struct rect groups = rect_top(space, wide ? height : 2 * height + t->unit);
    struct rect file =
        wide ? rect_right(&groups, groups.w * 4 / 25) : rect_right(&span, t->unit * 28);
    rect_right(wide ? &groups : &span, t->gap);
    draw_span(ui, stage, s, span);
    if (s->count > 0)
        export_tab(ui, SUMMARY_ID_EXPORT, file, &s->file);
    draw_groups(ui, stage, s, groups, wide ? 1 : 2);
    rect_top(space, t->gap);
}

/* Back leads out of what was opened last. */
static bool
step_back(struct summary_state *s, const struct stage *stage)
{
    if (s->file.open) {
        s->file.open = false;
    } else if (s->behind) {
        s->behind = s->failed = false;
    } else if (s->child[0]) {
        s->child[0] = '\0';
        s->ask.child_id = 0;
        s->tab = 1; /* the children, where it was chosen */
        summary_read(s, stage);
    } else {
        return false;
    }
    return true;
}

/* The command's words for what stands on the screen. */
static void
draw_export(struct ui *ui, const struct stage *stage, struct summary_state *s, struct rect space)
{
    struct child child;
    if (!export_draw(ui, SUMMARY_ID_EXPORT, stage, &s->file, space))
        return;
    export_begin(ui, stage, &s->file, "summary");
    export_option(ui, "--by", summary_group_name(s->ask.group));
    export_day(ui, "--from", s->ask.from_day);
    export_day(ui, "--until", s->ask.until_day);
    if (s->ask.child_id && stage->db && child_get(stage->db, &child, s->ask.child_id))
        export_option(ui, "--child", child.no);
}

static void
draw(struct ui *ui, struct stage *stage)
{
    struct summary_state *s = stage->state;
    struct rect space = staff_frame(ui, stage, _("Summaries"));
    if (ui->go == NAV_BACK && step_back(s, stage)) {
        ui->go = NAV_NONE;
        return;
    }
    if (s->file.open) {
        draw_export(ui, stage, s, space);
        return;
    }
    if (s->behind) {
        summary_draw_behind(ui, stage, s, space);
        return;
    }
    draw_choice(ui, stage, s, &space);
    summary_draw_body(ui, stage, s, space);
}

const struct screen screen_summary = {.name = "summary",
    .idle_ms = STAFF_IDLE_MS,
    .access = ACCESS_SOCIAL_WORKER,
    .state_size = sizeof(struct summary_state),
    .enter = enter,
    .draw = draw};
_Static_assert(sizeof(struct summary_state) <= SCREEN_STATE_MAX, "the state has its place");
