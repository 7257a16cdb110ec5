#include "hub/page_child.h"

#include "hub/asked.h"
#include "hub/text.h"
#include "hub/words.h"

#include "db/correct.h"
#include "db/day.h"
#include "db/health.h"
#include "db/history.h"
#include "db/visit.h"
#include "report/summary_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHART_DAYS_BACK = 56 };

static void
fact(struct html *h, const char *name, const char *value)
{
    if (!value[0])
        return;
    html_element(h, "dt", name, NULL);
    html_element(h, "dd", value, NULL);
}

/* The list */

struct list {
    struct page *page;
    struct report_table *table;
    const char *sought;
};

static int
add_child(const struct child *child, void *payload)
{
    struct list *list = payload;
    struct report_table *table = list->table;
    const char *sought = list->sought;
    /* Pinyin is the name in other letters: who sees no names must not find whose a number is. */
    bool by_name = table->named && (strstr(child->name, sought) || strstr(child->pinyin, sought));
    if (sought[0] && !by_name && !strstr(child->no, sought))
        return 0;
    report_key(table, child->id);
    report_text(table, child->no);
    if (table->named)
        report_text(table, child->name);
    report_text(table, child->school);
    report_text(table, child->grade);
    report_number(table, day_years(child->born_day, list->page->today));
    report_number(table, child->joined_day);
    return 0;
}

static bool
child_link(struct url *out, int row, int column, void *payload)
{
    struct list *list = payload;
    (void)column;
    if (column > (list->table->named ? 1 : 0))
        return false;
    *out = url_of("/child/");
    url_part(out, report_at(list->table, row, 0)->text);
    return true;
}

static void
search_form(struct page *page, const struct asked *asked, const char *sought)
{
    struct html *h = &page->html;
    html_open(h, "form", "method", "get", "action", "/children", "class", "panel row", NULL);
    page_home_choice(page, asked->home.id ? asked->home.code : "", true);
    page_field(page, &(struct field_look){.name = "sought",
                         .label = asked->named ? _("Name, pinyin or number") : _("Number"),
                         .type = "search",
                         .value = sought,
                         .size = 40});
    page_button(page, _("Search"), NULL);
    html_close(h);
    if (!asked->named || !asked->home.id)
        return;
    struct url url = url_of("/children/new");
    url_add(&url, "home", asked->home.code);
    html_open(h, "p", "class", "actions", NULL);
    html_element(h, "a", _("A new child"), "href", url.text, "class", "button quiet", NULL);
    html_close(h);
}

static void
children(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct asked asked;
    if (!asked_read(&asked, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    struct list list = {&page, report_create(_("Children")), fields_get(&request->query, "sought")};
    page_begin(&page, desk, request, response, SECTION_CHILDREN, _("Children"));
    search_form(&page, &asked, list.sought);
    list.table->named = asked.named;
    report_column(list.table, "no", _("Number"), REPORT_TEXT);
    if (asked.named)
        report_column(list.table, "name", _("Name"), REPORT_TEXT);
    report_column(list.table, "school", _("School"), REPORT_TEXT);
    report_column(list.table, "grade", _("Grade"), REPORT_TEXT);
    report_column(list.table, "age", _("Age"), REPORT_INTEGER);
    report_column(list.table, "joined", _("Here since"), REPORT_DATE);
    int rc = child_each(desk->view, asked.home.id, page.today, add_child, &list);
    page_table(&page, list.table, child_link, &list);
    page_end(&page, 200);
    report_destroy(list.table);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        page_record(desk, request, asked.home.code, "children", "");
}

/* One child */

/* A list that is being written, and how many items it has by now. */
struct listing {
    struct page *page;
    int count;
};

static struct html *
next_item(struct listing *listing)
{
    listing->count++;
    return &listing->page->html;
}

static int
guardian_item(const struct guardian *guardian, void *payload)
{
    struct html *h = next_item(payload);
    char since[WORDS_SIZE], until[WORDS_SIZE];
    html_open(h, "li", NULL);
    html_format(h, "%s · %s", guardian->name, guardian->relation);
    if (guardian->phone[0])
        html_format(h, " · %s", guardian->phone);
    html_void(h, "br", NULL);
    html_open(h, "span", "class", "note", NULL);
    html_format(h, _("from %s on"), words_day(since, guardian->since_day));
    if (guardian->until_day)
        html_format(h, _(", until %s"), words_day(until, guardian->until_day));
    if (guardian->agreement_day && guardian->agreement_until)
        html_format(h, _("; agreement signed %s, until %s"),
            words_day(since, guardian->agreement_day), words_day(until, guardian->agreement_until));
    else if (guardian->agreement_day)
        html_format(h, _("; agreement signed %s"), words_day(since, guardian->agreement_day));
    html_close(h);
    html_close(h);
    return 0;
}

static int
health_item(const struct health *health, void *payload)
{
    struct html *h = next_item(payload);
    html_open(h, "li", NULL);
    if (health->important)
        html_element(h, "strong", _("Important: "), NULL);
    html_text(h, health->text);
    html_close(h);
    return 0;
}

static int
visit_item(const struct visit *visit, void *payload)
{
    struct html *h = next_item(payload);
    char day[WORDS_SIZE];
    html_open(h, "li", NULL);
    html_format(h, "%s · %s%s%s", words_day(day, visit->day), visit_outcome_text(visit->outcome),
        visit->note[0] ? " · " : "", visit->note);
    html_close(h);
    return 0;
}

static void
begin_list(struct listing *listing, const char *heading)
{
    struct html *h = &listing->page->html;
    listing->count = 0;
    html_element(h, "h2", heading, NULL);
    html_open(h, "ul", NULL);
}

static void
end_list(struct listing *listing)
{
    struct html *h = &listing->page->html;
    if (listing->count == 0)
        html_element(h, "li", _("Nothing is on record."), "class", "note", NULL);
    html_close(h);
}

static int
people_panel(struct page *page, const struct child *child)
{
    struct html *h = &page->html;
    struct db *view = page->desk->view;
    html_open(h, "section", "class", "panel", NULL);
    struct listing listing = {.page = page};
    begin_list(&listing, _("Who looks after it"));
    int rc = guardian_ever_each(view, child->id, guardian_item, &listing);
    end_list(&listing);
    struct staff volunteer;
    if (pairing_get(view, &volunteer, child->id, page->today)) {
        html_open(h, "p", NULL);
        html_format(h, _("Paired volunteer: %s"), volunteer.name);
        html_close(h);
    }
    begin_list(&listing, _("Health"));
    if (rc == DB_OK)
        rc = health_each(view, child->id, health_item, &listing);
    end_list(&listing);
    begin_list(&listing, _("Visits"));
    if (rc == DB_OK)
        rc = visit_of_child(view, child->id, visit_item, &listing);
    end_list(&listing);
    html_close(h);
    return rc;
}

static void
facts_panel(struct page *page, const struct child *child, const struct home *home)
{
    struct html *h = &page->html;
    char text[WORDS_SIZE];
    bool named = account_sees_names(page->request->account);
    html_open(h, "section", "class", "panel", NULL);
    html_open(h, "dl", "class", "facts", NULL);
    fact(h, _("Number"), child->no);
    fact(h, _("Home"), home->name);
    fact(h, _("Pinyin"), named ? child->pinyin : "");
    if (named)
        fact(h, _("Birthday"), words_day(text, child->born_day));
    snprintf(text, sizeof text, "%d", day_years(child->born_day, page->today));
    fact(h, _("Age"), text);
    fact(h, _("School"), child->school);
    fact(h, _("Grade"), child->grade);
    fact(h, _("Here since"), words_day(text, child->joined_day));
    fact(h, _("Left on"), words_day(text, child->left_day));
    html_close(h);
    if (named) {
        struct url url = url_of("/child/");
        url_part(&url, child->no);
        struct url edit = url;
        html_open(h, "p", "class", "actions", NULL);
        url_path(&edit, "/edit");
        html_element(h, "a", _("Change"), "href", edit.text, "class", "button quiet", NULL);
        url_path(&url, "/guardian");
        html_element(h, "a", _("A guardian"), "href", url.text, "class", "button quiet", NULL);
        html_close(h);
    }
    html_close(h);
}

/* The child's days of the last eight weeks, each leading to what is on record of it. */
static bool
day_link(struct url *out, int row, int column, void *payload)
{
    struct list *list = payload;
    char day[DAY_TEXT_LEN + 1];
    if (column != 0 || !report_key_at(list->table, row))
        return false;
    *out = url_of("/child/");
    url_part(out, list->sought);
    day_text(day, (int)report_key_at(list->table, row));
    url_add(out, "day", day);
    return true;
}

static void
days_chart(struct page *page, const struct summary_ask *ask)
{
    struct chart *chart = calloc(1, sizeof *chart);
    if (!chart)
        abort();
    if (summary_chart(page->desk->view, chart, ask, SUMMARY_STAYED)) {
        html_open(&page->html, "figure", "tabindex", "0", "role", "group", "aria-label",
            chart->title, NULL);
        html_chart(&page->html, chart, 960, 260);
        html_close(&page->html);
    }
    free(chart);
}

static int
days_part(struct page *page, const struct child *child)
{
    struct summary_ask ask = {.from_day = day_add(page->today, -CHART_DAYS_BACK),
        .until_day = page->today,
        .group = SUMMARY_DAY,
        .child_id = child->id,
        .attendance_only = true};
    struct summary_shape shape = {.named = account_sees_names(page->request->account)};
    struct list list = {.page = page, .sought = child->no};
    int rc = summary_table(page->desk->view, &list.table, &ask, &shape);
    if (rc == DB_OK) {
        html_element(&page->html, "h2", _("The last eight weeks"), NULL);
        days_chart(page, &ask);
        list.table->note[0] = '\0';
        list.table->filter_count = 0;
        page_table(page, list.table, day_link, &list);
    }
    report_destroy(list.table);
    return rc;
}

/* All that is on record of one day. */
static int
history_item(const struct history *item, void *payload)
{
    struct page *page = payload;
    struct html *h = &page->html;
    struct staff staff = {0};
    char time[WORDS_SIZE];
    if (item->staff_id && !staff_get(page->desk->view, &staff, item->staff_id))
        return DB_FAILED;
    html_open(h, "li", NULL);
    html_element(h, "strong", words_time(time, item->time_ms), NULL);
    html_text(h, " ");
    if (item->part == HISTORY_OTHER)
        html_text(h, item->kind < EVENT_KIND_COUNT ? event_kind_name(item->kind) : "?");
    else
        html_text(h, item->taken_back ? _("was no check") : item->in ? _("came") : _("went"));
    if (item->part == HISTORY_CORRECTION)
        html_format(h, " · %s", _("corrected"));
    if (item->part == HISTORY_CHECK && item->via == VIA_ASSUMED)
        html_format(h, " · %s", _("check-out assumed"));
    if (staff.no[0])
        html_format(h, " · %s", account_sees_names(page->request->account) ? staff.name : staff.no);
    html_close(h);
    return 0;
}

static int
day_part(struct page *page, const struct child *child)
{
    struct html *h = &page->html;
    int day = day_parse(fields_get(&page->request->query, "day"));
    char text[WORDS_SIZE], title[WORDS_SIZE + 64];
    if (!day)
        return DB_OK;
    snprintf(title, sizeof title, _("On record of %s"), words_day(text, day));
    html_open(h, "section", "class", "panel", NULL);
    html_element(h, "h2", title, NULL);
    html_open(h, "ul", NULL);
    int rc = history_day(page->desk->view, child->id, day, history_item, page);
    html_close(h);
    html_close(h);
    return rc;
}

static void
one_child(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct child child;
    struct home home;
    if (!page_child_seen(desk, &child, &home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    bool named = account_sees_names(request->account);
    page_begin(&page, desk, request, response, SECTION_CHILDREN, named ? child.name : child.no);
    int rc = day_part(&page, &child);
    html_open(&page.html, "div", "class", "split", NULL);
    facts_panel(&page, &child, &home);
    if (rc == DB_OK && named)
        rc = people_panel(&page, &child);
    html_close_to(&page.html, "div");
    if (rc == DB_OK)
        rc = days_part(&page, &child);
    page_end(&page, 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        page_record(desk, request, home.code, "child", child.no);
}

const struct route child_routes[] = {
    {METHOD_GET, "/children", WHO_SIGNED_IN, LANE_PAGE, 0, false, children},
    {METHOD_GET, "/child/{}", WHO_SIGNED_IN, LANE_PAGE, 0, false, one_child},
    {0},
};
