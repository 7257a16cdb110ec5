#include "hub/page_goals.h"

#include "hub/asked.h"
#include "hub/text.h"
#include "hub/words.h"

#include "report/goals_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct links {
    struct page *page;
    const struct asked *asked;
    const struct report_table *table;
};

static int
goal_parse(const char *name)
{
    for (int goal = 0; goal < GOAL_COUNT; goal++)
        if (strcmp(goal_name((enum goal)goal), name) == 0)
            return goal;
    return -1;
}

/* The child by its number or name, each goal's cell to the facts behind it. */
static bool
goal_link(struct url *out, int row, int column, void *payload)
{
    const struct links *links = payload;
    const char *key = links->table->columns[column].key;
    struct child child;
    int64_t id = report_key_at(links->table, row);
    if (!id || !child_get(links->page->desk->view, &child, id))
        return false;
    if (goal_parse(key) >= 0) {
        *out = url_of("/goals/");
        url_part(out, child.no);
        url_add(out, "goal", key);
        url_number(out, "month", links->asked->month);
        return true;
    }
    *out = url_of("/child/");
    url_part(out, child.no);
    return strcmp(key, "no") == 0 || strcmp(key, "name") == 0;
}

static void
ask_form(struct page *page, const char *path, const struct asked *asked, bool month)
{
    struct html *h = &page->html;
    char text[WORDS_SIZE];
    html_open(h, "form", "method", "get", "action", path, "class", "panel row", NULL);
    page_home_choice(page, asked->home.id ? asked->home.code : "", true);
    snprintf(text, sizeof text, "%d-%02d", asked->month / 100, asked->month % 100);
    if (month)
        page_field(page, &(struct field_look){.name = "month",
                             .label = _("Month"),
                             .type = "month",
                             .value = text,
                             .hint = _("for example 2026-11")});
    page_button(page, _("Show"), NULL);
    html_close(h);
}

static void
notes(struct page *page, struct report_table *table)
{
    struct html *h = &page->html;
    char *rest = NULL;
    html_open(h, "details", "class", "panel", NULL);
    html_element(h, "summary", _("How this is counted"), NULL);
    html_open(h, "ul", NULL);
    for (char *line = strtok_r(table->note, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        html_element(h, "li", line, NULL);
    html_close_to(h, "details");
    table->note[0] = '\0';
}

static void
show(struct page *page, struct report_table *table, const struct asked *asked)
{
    struct links links = {page, asked, table};
    char note[sizeof table->note];
    memcpy(note, table->note, sizeof note);
    table->note[0] = '\0'; /* they come as a list */
    page_table(page, table, goal_link, &links);
    memcpy(table->note, note, sizeof note);
    if (note[0])
        notes(page, table);
}

static void
goals(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct asked asked;
    struct report_table *table;
    if (!asked_read(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    page_begin(&page, desk, request, response, SECTION_GOALS, _("Six goals"));
    ask_form(&page, "/goals", &asked, true);
    int rc = goals_table(desk->view, &table, asked.home.id, asked.month, page.today, asked.named);
    if (rc == DB_OK)
        show(&page, table, &asked);
    page_export_links(&page, "goals", &asked);
    page_end(&page, 200);
    report_destroy(table);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        page_record(desk, request, asked.home.code, "goals", "");
}

/* What stands behind a cell */

struct facts {
    struct page *page;
    struct report_table *table;
};

static int
add_fact(const struct goals_fact *fact, void *payload)
{
    struct facts *facts = payload;
    struct staff staff = {0};
    char time[WORDS_SIZE];
    bool named = account_sees_names(facts->page->request->account);
    if (fact->staff_id && !staff_get(facts->page->desk->view, &staff, fact->staff_id))
        return DB_FAILED;
    report_text(facts->table, figure_title(fact->figure));
    report_number(facts->table, fact->day);
    report_text(facts->table, words_time(time, fact->at_ms));
    report_text(facts->table, named ? staff.name : staff.no);
    report_text(facts->table, named ? fact->text : "");
    report_number(facts->table, fact->amount);
    return 0;
}

static void
cell(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct child child;
    struct home home;
    struct asked asked;
    char title[256];
    int goal = goal_parse(fields_get(&request->query, "goal"));
    if (goal < 0 || !asked_read(&asked, desk, request) ||
        !page_child_seen(desk, &child, &home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    snprintf(title, sizeof title, "%s · %s", goal_title((enum goal)goal),
        asked.named ? child.name : child.no);
    page_begin(&page, desk, request, response, SECTION_GOALS, title);
    struct facts facts = {&page, report_create(_("What stands behind it"))};
    report_column(facts.table, "figure", _("Figure"), REPORT_TEXT);
    report_column(facts.table, "day", _("Day"), REPORT_DATE);
    report_column(facts.table, "time", _("Time"), REPORT_TEXT);
    report_column(facts.table, "who", _("Who"), REPORT_TEXT);
    report_column(facts.table, "what", _("What"), REPORT_TEXT);
    report_column(facts.table, "amount", _("Number"), REPORT_INTEGER);
    int rc = goals_cell_each(
        desk->view, child.id, (enum goal)goal, asked.month, page.today, add_fact, &facts);
    html_element(&page.html, "p", goal_blank_when((enum goal)goal), "class", "note", NULL);
    page_table(&page, facts.table, NULL, NULL);
    page_end(&page, 200);
    report_destroy(facts.table);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        page_record(desk, request, home.code, "goals_behind", child.no);
}

static void
visits(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct asked asked;
    struct report_table *needs = NULL, *agreements = NULL;
    struct moment now = page_now(request);
    if (!asked_read(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    page_begin(&page, desk, request, response, SECTION_VISITS, _("Who needs a visit"));
    ask_form(&page, "/visits", &asked, false);
    int rc = visits_table(desk->view, &needs, asked.home.id, &now, asked.named);
    if (rc == DB_OK)
        rc = agreements_table(desk->view, &agreements, asked.home.id, page.today, asked.named);
    if (rc == DB_OK) {
        show(&page, needs, &asked);
        page_export_links(&page, "visits", &asked);
        html_element(&page.html, "h2", agreements->title, NULL);
        show(&page, agreements, &asked);
        page_export_links(&page, "agreements", &asked);
    }
    page_end(&page, 200);
    report_destroy(needs);
    report_destroy(agreements);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        page_record(desk, request, asked.home.code, "visits", "");
}

const struct route goals_routes[] = {
    {METHOD_GET, "/goals", WHO_SIGNED_IN, LANE_PAGE, 0, false, goals},
    {METHOD_GET, "/goals/{}", WHO_SIGNED_IN, LANE_PAGE, 0, false, cell},
    {METHOD_GET, "/visits", WHO_SIGNED_IN, LANE_PAGE, 0, false, visits},
    {0},
};
