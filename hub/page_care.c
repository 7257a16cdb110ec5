#include "hub/page_care.h"

#include "hub/asked.h"
#include "hub/edit.h"
#include "hub/text.h"
#include "hub/words.h"

#include "db/day.h"
#include "db/enrol.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_LIMIT = 16 * 1024 };

static const char *
state_text(enum care_state state)
{
    static const char *const texts[CARE_STATE_COUNT] = {[CARE_PLANNED] = N_("is planned"),
        [CARE_OPEN] = N_("is open"),
        [CARE_CLOSED] = N_("is closed")};
    return _(texts[state]);
}

static const char *
place_text(enum place_state state)
{
    static const char *const texts[PLACE_STATE_COUNT] = {[PLACE_ENROLLED] = N_("is enrolled"),
        [PLACE_WAITING] = N_("waits for a place"),
        [PLACE_LEFT] = N_("has left")};
    return _(texts[state]);
}

static int
care_card(const struct care *care, void *payload)
{
    struct page *page = payload;
    struct html *h = &page->html;
    char from[WORDS_SIZE], until[WORDS_SIZE];
    struct url url = url_of("/care/");
    char id[24];
    snprintf(id, sizeof id, "%" PRId64, care->period.id);
    url_part(&url, id);
    html_open(h, "li", "class", "card", NULL);
    html_open(h, "h2", NULL);
    html_element(h, "a", care->period.name, "href", url.text, NULL);
    html_close(h);
    html_open(h, "p", NULL);
    html_format(h, "%s – %s", words_day(from, care->period.from_day),
        words_day(until, care->period.until_day));
    html_close(h);
    html_element(h, "p", state_text(care->state), "class",
        care->state == CARE_OPEN ? "pill good" : "pill", NULL);
    html_close(h);
    return 0;
}

static int
first_home(const struct home *home, void *payload)
{
    *(struct home *)payload = *home;
    return 1;
}

static void
cares(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct asked asked;
    if (!asked_read(&asked, desk, request) ||
        (!asked.home.id && page_homes(desk, first_home, &asked.home) != 1)) {
        page_missing(desk, request, response);
        return;
    }
    page_begin(&page, desk, request, response, SECTION_CARE, _("Holiday care"));
    html_open(&page.html, "form", "method", "get", "action", "/care", "class", "panel row", NULL);
    page_home_choice(&page, asked.home.code, false);
    page_button(&page, _("Show"), NULL);
    html_close(&page.html);
    html_open(&page.html, "ul", "class", "cards", NULL);
    int rc = care_each(desk->view, asked.home.id, care_card, &page);
    page_end(&page, 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

/* One holiday */

struct care_page {
    struct page page;
    struct care care;
    struct home home;
    int count;
    struct care_session sessions[CARE_SESSIONS];
    struct report_table *table;
};

static bool
read_care(struct care_page *c, struct desk *desk, const struct request *request)
{
    char *end;
    int64_t id = strtoll(request->args[0], &end, 10);
    if (*end || !care_get(desk->view, &c->care, id) ||
        !home_get(desk->view, &c->home, c->care.period.home_id) ||
        !page_home(desk, &c->home, c->home.code))
        return false;
    c->count = care_sessions(desk->view, c->sessions, id);
    return c->count >= 0;
}

static int
add_enrolled(const struct enrolled *enrolled, void *payload)
{
    struct care_page *c = payload;
    report_key(c->table, enrolled->child.id);
    report_text(c->table, page_child(&c->page, &enrolled->child));
    report_text(c->table, enrolled->guest ? _("guest") : "");
    report_text(c->table, place_text(enrolled->state));
    for (int s = 0; s < c->count; s++) {
        const char *text = "";
        for (int i = 0; i < enrolled->count; i++)
            if (enrolled->places[i].session_id == c->sessions[s].id &&
                enrolled->places[i].state != PLACE_LEFT)
                text = enrolled->places[i].state == PLACE_WAITING ? _("waits for a place") : "✓";
        report_text(c->table, text);
    }
    report_text(c->table, account_sees_names(c->page.request->account) ? enrolled->consent.by : "");
    report_number(c->table, enrolled->consent.day);
    return 0;
}

static int
enrolled_table(struct care_page *c)
{
    c->table = report_create(_("Enrolled children"));
    report_column(c->table, "child", _("The child"), REPORT_TEXT);
    report_column(c->table, "guest", _("Guest"), REPORT_TEXT);
    report_column(c->table, "state", _("State"), REPORT_TEXT);
    for (int s = 0; s < c->count; s++)
        report_column(
            c->table, care_part_name(c->sessions[s].part), c->sessions[s].name, REPORT_TEXT);
    report_column(c->table, "by", _("Consent of"), REPORT_TEXT);
    report_column(c->table, "day", _("Consent on"), REPORT_DATE);
    int day = c->page.today < c->care.period.from_day ? c->care.period.from_day : c->page.today;
    int rc = enrol_each(c->page.desk->view, c->care.period.id, day, add_enrolled, c);
    page_table(&c->page, c->table, NULL, NULL);
    report_destroy(c->table);
    return rc;
}

static void
session_checks(struct care_page *c)
{
    struct html *h = &c->page.html;
    html_open(h, "fieldset", NULL);
    html_element(h, "legend", _("Which sessions"), NULL);
    html_open(h, "div", "class", "checks", NULL);
    for (int i = 0; i < c->count; i++) {
        char name[32], starts[MINUTE_TEXT_LEN + 1], ends[MINUTE_TEXT_LEN + 1];
        snprintf(name, sizeof name, "session-%" PRId64, c->sessions[i].id);
        minute_text(starts, c->sessions[i].starts_min);
        minute_text(ends, c->sessions[i].ends_min);
        html_open(h, "label", NULL);
        html_void(h, "input", "type", "checkbox", "name", name, "value", "1", NULL);
        html_format(h, " %s %s – %s", c->sessions[i].name, starts, ends);
        html_close(h);
    }
    html_close(h);
    html_close(h);
}

static void
enrol_form(struct care_page *c, const char *path)
{
    struct page *page = &c->page;
    struct html *h = &page->html;
    char today[WORDS_SIZE];
    html_element(h, "h2", _("Enrol a child"), NULL);
    page_form(page, path, "panel");
    html_open(h, "div", "class", "row", NULL);
    page_field(page, &(struct field_look){.name = "child",
                         .label = _("Child's number"),
                         .type = "text",
                         .required = true,
                         .size = NO_SIZE - 1});
    page_field(page, &(struct field_look){.name = "by",
                         .label = _("Consent of"),
                         .type = "text",
                         .hint = _("The guardian's name, as on the paper"),
                         .required = true,
                         .size = NAME_SIZE - 1});
    page_field(page, &(struct field_look){.name = "day",
                         .label = _("Consent on"),
                         .type = "date",
                         .value = words_day(today, page->today),
                         .required = true});
    html_close(h);
    session_checks(c);
    html_open(h, "p", "class", "checks", NULL);
    html_open(h, "label", NULL);
    html_void(h, "input", "type", "checkbox", "name", "wait", "value", "1", NULL);
    html_text(h, _(" Where a session is full, wait for a place"));
    html_close_to(h, "p");
    page_button(page, _("Enrol"), NULL);
    html_close(h);
    html_element(h, "h2", _("A child leaves"), NULL);
    page_form(page, path, "panel row");
    page_hidden(page, "leaves", "1");
    html_open(h, "div", "class", "field", NULL);
    html_open(h, "label", NULL);
    html_text(h, _("Child's number"));
    html_void(h, "input", "name", "child", "type", "text", "required", "", NULL);
    html_close(h);
    html_close(h);
    html_open(h, "div", "class", "field", NULL);
    html_open(h, "label", NULL);
    html_text(h, _("Last day"));
    html_void(h, "input", "name", "day", "type", "date", "required", "", "value", today, NULL);
    html_close(h);
    html_close(h);
    page_button(page, _("Save"), "quiet");
    html_close(h);
}

static void
show(struct desk *desk, const struct request *request, struct response *response,
    struct care_page *c, const char *wrong)
{
    char id[24];
    struct url url = url_of("/care/");
    snprintf(id, sizeof id, "%" PRId64, c->care.period.id);
    url_part(&url, id);
    page_begin(&c->page, desk, request, response, SECTION_CARE, c->care.period.name);
    if (wrong)
        page_notice(&c->page, "bad", wrong);
    int rc = enrolled_table(c);
    if (account_sees_names(request->account) && c->care.state != CARE_CLOSED && c->count)
        enrol_form(c, url.text);
    page_end(&c->page, wrong ? 422 : 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        page_record(desk, request, c->home.code, "care", "");
}

static void
care(struct desk *desk, const struct request *request, struct response *response)
{
    struct care_page c = {0};
    if (read_care(&c, desk, request))
        show(desk, request, response, &c, NULL);
    else
        page_missing(desk, request, response);
}

struct change {
    struct enrol enrol;
    bool leaves;
};

static int
put_change(struct db *view, void *payload, const struct roster_by *by)
{
    struct change *change = payload;
    bool waits[CARE_SESSIONS];
    return change->leaves ? enrol_leave(view, change->enrol.period_id, change->enrol.child_id, 0,
                                change->enrol.consent.day, by)
                          : enrol_add(view, waits, &change->enrol, by);
}

static void
read_change(struct change *out, const struct care_page *c, const struct fields *form)
{
    *out = (struct change){.leaves = fields_has(form, "leaves")};
    struct enrol *enrol = &out->enrol;
    enrol->period_id = c->care.period.id;
    enrol->weekdays = CARE_ALL_WEEK;
    enrol->may_wait = fields_has(form, "wait");
    enrol->consent.how = CONSENT_PAPER;
    enrol->consent.day = day_parse(fields_get(form, "day"));
    snprintf(
        enrol->consent.by, sizeof enrol->consent.by, "%.*s", NAME_SIZE - 1, fields_get(form, "by"));
    for (int i = 0; i < c->count; i++) {
        char name[32];
        snprintf(name, sizeof name, "session-%" PRId64, c->sessions[i].id);
        if (fields_has(form, name))
            enrol->sessions[enrol->session_count++] = c->sessions[i].id;
    }
}

static void
save(struct desk *desk, const struct request *request, struct response *response)
{
    struct care_page c = {0};
    struct change change;
    struct child child;
    struct home home;
    struct edit_done done;
    if (!read_care(&c, desk, request)) {
        page_missing(desk, request, response);
        return;
    }
    read_change(&change, &c, &request->form);
    if (!page_child_seen(desk, &child, &home, fields_get(&request->form, "child"))) {
        show(desk, request, response, &c, _("There is no child of that number."));
        return;
    }
    change.enrol.child_id = child.id;
    struct edit edit = {.home = c.home.code,
        .what = "edit_care",
        .about = child.no,
        .now = put_change,
        .payload = &change};
    struct url url = url_of("/care/");
    url_part(&url, request->args[0]);
    int rc = edit_run(desk, request, &edit, &done);
    if (rc == DB_REFUSED)
        show(desk, request, response, &c, done.why);
    else
        edit_answer(desk, request, response, rc, &done, url.text);
}

const struct route care_routes[] = {
    {METHOD_GET, "/care", WHO_SIGNED_IN, LANE_PAGE, 0, false, cares},
    {METHOD_GET, "/care/{}", WHO_SIGNED_IN, LANE_PAGE, 0, false, care},
    {METHOD_POST, "/care/{}", WHO_NAMES, LANE_PAGE, FORM_LIMIT, true, save},
    {0},
};
