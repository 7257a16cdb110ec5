#include "report/goals_table.h"

#include "report/text.h"

#include "db/day.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_SIZE = 256 };

static void
add_home(struct db *db, struct report_table *t, int64_t home_id)
{
    struct home home = {0};
    bool one = home_id && home_get(db, &home, home_id);
    report_filter(t, _("Home"), one ? home.name : _("All"));
}

static void
add_naming(struct report_table *t, bool named)
{
    t->named = named;
    report_filter(t, _("Children"), named ? _("by name") : _("by number"));
    report_column(t, "no", _("Number"), REPORT_TEXT);
    if (named)
        report_column(t, "name", _("Name"), REPORT_TEXT);
}

static void
add_child(struct report_table *t, const struct child *child)
{
    report_key(t, child->id);
    report_text(t, child->no);
    if (t->named)
        report_text(t, child->name);
}

/* Of some figures it says enough that there is one. */
static bool
is_yes_or_no(enum figure figure)
{
    return figure == FIGURE_AGREEMENT || figure == FIGURE_AGREEMENT_ENDS ||
           figure == FIGURE_PAIRED || figure == FIGURE_QUIET;
}

static void
add_words(char out[CELL_SIZE], enum figure figure, int64_t value)
{
    size_t n = strlen(out);
    const char *between = n ? " · " : "";
    if (is_yes_or_no(figure))
        snprintf(out + n, CELL_SIZE - n, "%s%s", between, figure_title(figure));
    else if (figure == FIGURE_TUTORING)
        snprintf(out + n, CELL_SIZE - n, "%s%s %" PRId64 ":%02d", between, figure_title(figure),
            value / 60, (int)(value % 60));
    else
        snprintf(out + n, CELL_SIZE - n, "%s%s %" PRId64, between, figure_title(figure), value);
}

/* What there is, in words; where nothing is, that. */
static void
add_goal(struct report_table *t, const struct goals_child *c, enum goal goal)
{
    char text[CELL_SIZE] = "";
    for (int f = 0; f < FIGURE_COUNT; f++)
        if (figure_goal((enum figure)f) == goal && c->now[f] > 0)
            add_words(text, (enum figure)f, c->now[f]);
    bool blank = c->cells[goal] == CELL_BLANK;
    report_text(t, blank && !text[0] ? _("to be done") : text);
    if (c->cells[goal] != CELL_FILLED)
        report_tone(t, REPORT_MISSING);
}

/* How many blanks each goal has, and had a month ago. */
static void
add_blanks(struct report_table *t, const struct goals *goals)
{
    report_text(t, _("to be done"));
    if (t->named)
        report_blank(t);
    for (int goal = 0; goal < GOAL_COUNT; goal++) {
        char text[CELL_SIZE];
        snprintf(text, sizeof text, _("%d, a month ago %d"), goals->blanks[goal],
            goals->blanks_before[goal]);
        report_text(t, text);
    }
    report_row_tone(t, REPORT_SUM);
}

static void
add_rate(struct report_table *t, const struct goals *goals)
{
    char text[CELL_SIZE];
    snprintf(text, sizeof text, _("%d of %d, %d %%"), goals->agreements, goals->enrolled,
        goals->enrolled ? goals->agreements * 100 / goals->enrolled : 0);
    report_filter(t, _("Agreements"), text);
}

/* Against drowning, April to October: who had a lesson in each week. */
static void
add_cover(struct report_table *t, const struct goals *goals)
{
    struct chart *chart = calloc(1, sizeof *chart);
    if (!chart)
        abort();
    chart->kind = CHART_DAYS;
    snprintf(chart->title, sizeof chart->title, "%s", _("Children with a lesson against drowning"));
    snprintf(chart->unit, sizeof chart->unit, "%%");
    for (int i = 0; i < goals->week_count; i++) {
        const struct goals_week *w = &goals->weeks[i];
        struct chart_point *p =
            chart_add(chart, w->enrolled ? w->children * 100.0 / w->enrolled : 0);
        snprintf(p->label, sizeof p->label, "%d/%d – %d/%d", w->from_day / 100 % 100,
            w->from_day % 100, w->until_day / 100 % 100, w->until_day % 100);
    }
    if (chart->count > 0)
        report_chart(t, chart);
    free(chart);
}

static void
fill_goals(struct report_table *t, const struct goals *goals)
{
    for (int goal = 0; goal < GOAL_COUNT; goal++) {
        char sentence[512];
        report_column(t, goal_name((enum goal)goal), goal_title((enum goal)goal), REPORT_TEXT);
        snprintf(sentence, sizeof sentence, _("%s: %s"), goal_title((enum goal)goal),
            goal_blank_when((enum goal)goal));
        report_note(t, sentence);
    }
    for (int i = 0; i < goals->count; i++) {
        add_child(t, &goals->children[i].child);
        for (int goal = 0; goal < GOAL_COUNT; goal++)
            add_goal(t, &goals->children[i], (enum goal)goal);
    }
    if (goals->count > 0)
        add_blanks(t, goals);
}

int
goals_table(
    struct db *db, struct report_table **out, int64_t home_id, int month, int today, bool named)
{
    struct goals *goals;
    char text[16];
    *out = NULL;
    int rc = goals_read(db, &goals, home_id, month, today);
    if (rc != DB_OK)
        return rc;
    struct report_table *t = *out = report_create(_("Six goals"));
    add_home(db, t, home_id);
    snprintf(text, sizeof text, "%d-%02d", month / 100, month % 100);
    report_filter(t, _("Month"), text);
    add_rate(t, goals);
    add_naming(t, named);
    add_cover(t, goals);
    fill_goals(t, goals);
    goals_free(goals);
    return DB_OK;
}

struct filling {
    struct db *db;
    struct report_table *table;
};

static int
add_need(const struct visit_need *need, void *payload)
{
    const struct filling *f = payload;
    struct child child;
    if (!child_get(f->db, &child, need->child_id))
        return DB_FAILED;
    add_child(f->table, &child);
    report_number(f->table, need->since_day);
    report_text(f->table, need->why);
    return 0;
}

int
visits_table(
    struct db *db, struct report_table **out, int64_t home_id, const struct moment *now, bool named)
{
    struct filling f = {db, report_create(_("Who needs a visit"))};
    *out = f.table;
    add_home(db, f.table, home_id);
    add_naming(f.table, named);
    report_column(f.table, "since", _("Since"), REPORT_DATE);
    report_column(f.table, "why", _("Why"), REPORT_TEXT);
    for (int rule = 0; rule < VISIT_RULE_COUNT; rule++) {
        char text[VISIT_WHY];
        struct visit_setting setting = visit_rule_get(db, (enum visit_rule)rule);
        visit_rule_text(text, (enum visit_rule)rule, &setting);
        if (setting.on)
            report_note(f.table, text);
    }
    int rc = visit_each(db, home_id, now, add_need, &f);
    if (rc == DB_OK)
        return DB_OK;
    report_destroy(f.table);
    *out = NULL;
    return rc;
}

static int
add_agreement(const struct agreement *a, void *payload)
{
    const struct filling *f = payload;
    struct child child;
    if (!child_get(f->db, &child, a->child_id))
        return DB_FAILED;
    add_child(f->table, &child);
    if (f->table->named)
        report_text(f->table, a->guardian.name);
    report_number(f->table, a->guardian.agreement_day);
    report_number(f->table, a->guardian.agreement_until);
    report_text(f->table, !a->holds ? _("to be done") : a->soon ? _("ends soon") : _("holds"));
    if (!a->holds || a->soon)
        report_tone(f->table, REPORT_MISSING);
    return 0;
}

int
agreements_table(struct db *db, struct report_table **out, int64_t home_id, int day, bool named)
{
    struct filling f = {db, report_create(_("Care agreements"))};
    char text[DAY_TEXT_LEN + 1];
    *out = f.table;
    add_home(db, f.table, home_id);
    day_text(text, day);
    report_filter(f.table, _("Day"), text);
    add_naming(f.table, named);
    if (named)
        report_column(f.table, "guardian", _("Guardian"), REPORT_TEXT);
    report_column(f.table, "agreement_day", _("Signed"), REPORT_DATE);
    report_column(f.table, "agreement_until", _("Ends"), REPORT_DATE);
    report_column(f.table, "state", _("State"), REPORT_TEXT);
    report_note(f.table, figure_meaning(FIGURE_AGREEMENT));
    int rc = agreement_each(db, home_id, day, add_agreement, &f);
    if (rc == DB_OK)
        return DB_OK;
    report_destroy(f.table);
    *out = NULL;
    return rc;
}
