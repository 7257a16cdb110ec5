#include "hub/page_summary.h"

#include "hub/asked.h"
#include "hub/text.h"
#include "hub/words.h"

#include "db/day.h"
#include "db/timetable.h"
#include "report/summary_table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Links to ranges of days that are asked for often. */

struct ranges {
    struct page *page;
    const struct asked *asked;
};

static void
range_link(const struct ranges *ranges, const char *text, const struct summary_ask *days)
{
    struct asked asked = *ranges->asked;
    struct html *h = &ranges->page->html;
    struct url url = url_of("/summary");
    bool current =
        days->from_day == asked.summary.from_day && days->until_day == asked.summary.until_day;
    asked.summary.from_day = days->from_day;
    asked.summary.until_day = days->until_day;
    asked_add(&url, &asked, ranges->page->desk->view);
    html_open(h, "li", NULL);
    html_element(h, "a", text, "href", url.text, "aria-current", current ? "true" : NULL, NULL);
    html_close(h);
}

static int
period_link(const struct period *period, void *payload)
{
    struct summary_ask days = {.from_day = period->from_day, .until_day = period->until_day};
    range_link(payload, period->name, &days);
    return 0;
}

static int
range_links(struct page *page, const struct asked *asked)
{
    struct ranges ranges = {page, asked};
    struct summary_ask days = {.from_day = page->today, .until_day = page->today};
    html_open(&page->html, "ul", "class", "links", NULL);
    range_link(&ranges, _("Today"), &days);
    summary_week(&days, page->today);
    range_link(&ranges, _("This week"), &days);
    summary_week(&days, day_add(page->today, -7));
    range_link(&ranges, _("The week before"), &days);
    summary_month(&days, page->today);
    range_link(&ranges, _("This month"), &days);
    summary_month(&days, day_add(days.from_day, -1));
    range_link(&ranges, _("Last month"), &days);
    days = (struct summary_ask){
        .from_day = page->today / 10000 * 10000 + 101, .until_day = page->today};
    range_link(&ranges, _("This year"), &days);
    int rc = asked->home.id ? period_each(page->desk->view, asked->home.id, period_link, &ranges)
                            : DB_OK;
    html_close(&page->html);
    return rc;
}

static void
days_fields(struct page *page, const struct asked *asked)
{
    char day[WORDS_SIZE];
    page_field(page, &(struct field_look){.name = "from",
                         .label = _("From"),
                         .type = "date",
                         .value = words_day(day, asked->summary.from_day)});
    page_field(page, &(struct field_look){.name = "until",
                         .label = _("Until"),
                         .type = "date",
                         .value = words_day(day, asked->summary.until_day)});
}

static void
ask_form(struct page *page, const struct asked *asked)
{
    struct html *h = &page->html;
    struct child child;
    html_open(h, "form", "method", "get", "action", "/summary", "class", "panel row", NULL);
    page_home_choice(page, asked->home.id ? asked->home.code : "", true);
    days_fields(page, asked);
    page_choice(page, "group", _("A row for each"));
    for (int i = 0; i < SUMMARY_GROUP_COUNT; i++)
        page_option(page, summary_group_name((enum summary_group)i),
            summary_group_heading((enum summary_group)i), i == (int)asked->summary.group);
    page_choice_end(page);
    if (asked->summary.child_id && child_get(page->desk->view, &child, asked->summary.child_id))
        page_hidden(page, "child", child.no);
    page_button(page, _("Show"), NULL);
    html_close(h);
}

void
page_export_links(struct page *page, const char *what, const struct asked *asked)
{
    static const char *const formats[] = {"xlsx", "csv", "pdf"};
    struct html *h = &page->html;
    html_open(h, "p", "class", "actions", NULL);
    html_element(h, "span", _("Take it with you:"), NULL);
    for (int i = 0; i < 3; i++) {
        char text[8];
        struct url url = url_of("/export");
        url_add(&url, "what", what);
        url_add(&url, "format", formats[i]);
        url_number(&url, "month", asked->month);
        asked_add(&url, asked, page->desk->view);
        snprintf(text, sizeof text, "%s", i == 0 ? "XLSX" : i == 1 ? "CSV" : "PDF");
        html_element(h, "a", text, "href", url.text, "class", "button quiet", NULL);
    }
    html_close(h);
}

/* The days behind a figure; a child's number leads to the child. */

struct links {
    struct page *page;
    const struct asked *asked;
    const struct report_table *table;
};

static int
figure_parse(const char *name)
{
    for (int f = 0; f < SUMMARY_FIGURE_COUNT; f++)
        if (strcmp(summary_figure_name((enum summary_figure)f), name) == 0)
            return f;
    return -1;
}

static bool
cell_link(struct url *out, int row, int column, void *payload)
{
    const struct links *links = payload;
    const struct report_table *table = links->table;
    struct asked asked = *links->asked;
    int figure = figure_parse(table->columns[column].key);
    bool all = asked.summary.group != SUMMARY_ALL && row == table->row_count - 1;
    int64_t key = all ? 0 : report_key_at(table, row);
    struct child child;
    if (column == 0 && asked.summary.group == SUMMARY_CHILD && !all &&
        child_get(links->page->desk->view, &child, key)) {
        *out = url_of("/child/");
        url_part(out, child.no);
        return true;
    }
    if (figure < 0)
        return false;
    if (all)
        asked.summary.group = SUMMARY_ALL;
    *out = url_of("/summary/days");
    asked_add(out, &asked, links->page->desk->view);
    url_number(out, "key", key);
    /* Grades, villages and classes have no number of their own: their label is the key. */
    if (!key && !all)
        url_add(out, "label", report_at(table, row, 0)->text);
    url_add(out, "figure", table->columns[column].key);
    return true;
}

static void
meanings(struct page *page, const struct report_table *table)
{
    struct html *h = &page->html;
    html_open(h, "details", "class", "panel", NULL);
    html_element(h, "summary", _("What the figures mean"), NULL);
    html_open(h, "dl", "class", "facts", NULL);
    for (int i = 0; i < table->column_count; i++) {
        int figure = figure_parse(table->columns[i].key);
        if (figure < 0)
            continue;
        html_element(h, "dt", table->columns[i].heading, NULL);
        html_element(h, "dd", summary_meaning((enum summary_figure)figure), NULL);
    }
    html_close_to(h, "details");
}

static void
summary(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct asked asked;
    struct report_table *table;
    if (!asked_read(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    struct summary_shape shape = {.named = asked.named, .charts = true};
    if (summary_table(desk->view, &table, &asked.summary, &shape) != DB_OK) {
        report_destroy(table);
        page_failed(desk, request, response);
        return;
    }
    page_begin(&page, desk, request, response, SECTION_SUMMARY, table->title);
    int rc = range_links(&page, &asked);
    ask_form(&page, &asked);
    struct links links = {&page, &asked, table};
    table->note[0] = '\0'; /* they come as a list */
    page_table(&page, table, cell_link, &links);
    meanings(&page, table);
    page_export_links(&page, "summary", &asked);
    page_end(&page, 200);
    report_destroy(table);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    if (asked.named && asked.summary.group == SUMMARY_CHILD)
        page_record(desk, request, asked.home.code, "summary_named", "");
}

/* The days behind */

struct wanted {
    int64_t key;
    const char *label;
    struct summary_row row;
    bool found;
};

static int
find_row(const struct summary_row *row, void *payload)
{
    struct wanted *wanted = payload;
    wanted->found =
        row->key == wanted->key && (!wanted->label[0] || strcmp(row->label, wanted->label) == 0);
    if (wanted->found)
        wanted->row = *row;
    return wanted->found;
}

struct filling {
    struct page *page;
    struct report_table *table;
    enum summary_unit unit;
};

static void
add_columns(struct report_table *table, enum summary_figure figure)
{
    enum summary_unit unit = summary_figure_unit(figure);
    report_column(table, "day", _("Day"), REPORT_DATE);
    report_column(table, "home", _("Home"), REPORT_TEXT);
    report_column(table, "who", _("Who"), REPORT_TEXT);
    report_column(table, "what", _("What"), REPORT_TEXT);
    report_column(table, "in", _("Came at"), REPORT_TEXT);
    report_column(table, "out", _("Went at"), REPORT_TEXT);
    report_column(table, "value", summary_figure_heading(figure),
        unit == SUMMARY_MINUTES  ? REPORT_HOURS
        : unit == SUMMARY_TENTHS ? REPORT_DECIMAL
                                 : REPORT_INTEGER);
}

static int
add_day(const struct summary_day *day, void *payload)
{
    struct filling *filling = payload;
    struct report_table *table = filling->table;
    struct db *view = filling->page->desk->view;
    struct home home = {0};
    struct child child = {0};
    struct staff staff = {0};
    char text[WORDS_SIZE];
    bool named = account_sees_names(filling->page->request->account);
    if ((day->home_id && !home_get(view, &home, day->home_id)) ||
        (day->child_id && !child_get(view, &child, day->child_id)) ||
        (day->staff_id && !staff_get(view, &staff, day->staff_id)))
        return DB_FAILED;
    report_key(table, day->child_id);
    report_number(table, day->day);
    report_text(table, home.name);
    report_text(table, child.id ? page_child(filling->page, &child)
                       : named  ? staff.name
                                : staff.no);
    report_text(table, day->title);
    report_text(table, words_time(text, day->first_in_ms));
    report_text(table, words_time(text, day->last_out_ms));
    if (filling->unit == SUMMARY_TENTHS)
        report_decimal(table, (double)day->value / 10);
    else
        report_number(table, day->value);
    return 0;
}

static bool
child_link(struct url *out, int row, int column, void *payload)
{
    struct filling *filling = payload;
    struct child child;
    int64_t id = report_key_at(filling->table, row);
    if (column != 2 || !id || !child_get(filling->page->desk->view, &child, id))
        return false;
    *out = url_of("/child/");
    url_part(out, child.no);
    return true;
}

static void
show_days(struct page *page, const struct asked *asked, enum summary_figure figure,
    const struct wanted *wanted)
{
    struct html *h = &page->html;
    struct filling filling = {.page = page, .unit = summary_figure_unit(figure)};
    struct url back = url_of("/summary");
    char range[SUMMARY_RANGE];
    struct report_table *table = filling.table = report_create(_("The days behind the figure"));
    add_columns(table, figure);
    report_filter(table, _("Figure"), summary_figure_heading(figure));
    if (wanted->row.label[0])
        report_filter(table, summary_group_heading(asked->summary.group), wanted->row.label);
    summary_range(range, &asked->summary);
    report_filter(table, _("Days"), range);
    int rc =
        summary_days(page->desk->view, &asked->summary, &wanted->row, figure, add_day, &filling);
    asked_add(&back, asked, page->desk->view);
    html_open(h, "p", NULL);
    html_element(h, "a", _("Back to the summary"), "href", back.text, NULL);
    html_close(h);
    html_element(h, "p", summary_meaning(figure), "class", "note", NULL);
    page_table(page, table, child_link, &filling);
    page_end(page, 200);
    report_destroy(table);
    if (rc != DB_OK)
        page_failed(page->desk, page->request, page->response);
}

static void
days(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct asked asked;
    int figure = figure_parse(fields_get(&request->query, "figure"));
    struct wanted wanted = {.key = fields_number(&request->query, "key", INT64_MIN, INT64_MAX, 0),
        .label = fields_get(&request->query, "label")};
    if (figure < 0 || !asked_read(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    int rc = summary_each(desk->view, &asked.summary, find_row, &wanted);
    if (rc < 0) {
        page_failed(desk, request, response);
    } else if (!wanted.found) {
        page_missing(desk, request, response);
    } else {
        page_begin(
            &page, desk, request, response, SECTION_SUMMARY, _("The days behind the figure"));
        show_days(&page, &asked, (enum summary_figure)figure, &wanted);
        page_record(desk, request, asked.home.code, "days_behind", summary_figure_name(figure));
    }
}

/* All definitions */

static void
figures(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct html *h = &page.html;
    page_begin(&page, desk, request, response, SECTION_NONE, _("What the figures mean"));
    html_open(h, "div", "class", "panel", NULL);
    html_open(h, "dl", "class", "facts", NULL);
    for (int f = 0; f < SUMMARY_FIGURE_COUNT; f++) {
        html_element(h, "dt", summary_figure_heading((enum summary_figure)f), NULL);
        html_element(h, "dd", summary_meaning((enum summary_figure)f), NULL);
    }
    page_end(&page, 200);
}

const struct route summary_routes[] = {
    {METHOD_GET, "/summary", WHO_SIGNED_IN, LANE_PAGE, 0, false, summary},
    {METHOD_GET, "/summary/days", WHO_SIGNED_IN, LANE_PAGE, 0, false, days},
    {METHOD_GET, "/figures", WHO_SIGNED_IN, LANE_PAGE, 0, false, figures},
    {0},
};
