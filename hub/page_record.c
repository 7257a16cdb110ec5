#include "hub/page_record.h"

#include "hub/page.h"
#include "hub/text.h"
#include "hub/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD_ROWS = 200, FORM_LIMIT = 8192 };

/* What was done, for people. */
static const char *
done_text(const char *what)
{
    static const struct {
        const char *what, *text;
    } texts[] = {{"sign_in", N_("signed in")}, {"sign_in_wrong", N_("wrong password")},
        {"sign_in_wait", N_("had to wait")}, {"sign_out", N_("signed out")},
        {"password", N_("changed the password")}, {"password_wrong", N_("wrong password")},
        {"account", N_("made or changed an account")}, {"account_end", N_("ended an account")},
        {"home", N_("looked at a Home's day")}, {"summary_named", N_("looked at sums by name")},
        {"days_behind", N_("looked at the days behind a figure")},
        {"goals", N_("looked at the six goals")},
        {"goals_behind", N_("looked at the facts behind a goal")},
        {"visits", N_("looked at who needs a visit")}, {"children", N_("looked at the children")},
        {"child", N_("looked at a child")}, {"export", N_("exported")},
        {"edit_child", N_("changed a child")}, {"edit_guardian", N_("changed a guardian")},
        {"edit_timetable", N_("changed the timetable")}, {"edit_homework", N_("entered homework")},
        {"answer", N_("answered a question")}, {"setup_code", N_("made a set-up code")},
        {"kiosk_paired", N_("a kiosk was paired")}, {"new_key", N_("a kiosk has a new key")},
        {"revoke_kiosk", N_("revoked a kiosk")}, {"region", N_("said where a Home lies")},
        {"alert_done", N_("saw to an alert")}, {"care", N_("looked at holiday care")},
        {"edit_care", N_("changed holiday care")}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(texts[i].what, what) == 0)
            return _(texts[i].text);
    return what;
}

struct list {
    struct page *page;
    struct report_table *table;
    int64_t oldest_ms;
};

/* Of its own region's Homes, and what is of no Home. */
static int
add_line(const struct store_audit *audit, void *payload)
{
    struct list *list = payload;
    struct home home;
    char when[WORDS_SIZE];
    bool all = !list->page->desk->account.region[0] && !list->page->desk->account.home[0];
    list->oldest_ms = audit->at_ms;
    if (!all && !page_home(list->page->desk, &home, audit->home))
        return 0;
    report_text(list->table, words_moment(when, audit->at_ms));
    report_text(list->table, audit->account);
    report_text(list->table, done_text(audit->what));
    report_text(list->table, audit->home);
    report_text(list->table, audit->text);
    report_text(list->table, audit->from);
    return 0;
}

static void
record(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct list list = {&page, report_create(_("Record")), 0};
    int64_t before = fields_number(&request->query, "before", 0, INT64_MAX, 0);
    page_begin(&page, desk, request, response, SECTION_RECORD, _("Record"));
    report_column(list.table, "at", _("When"), REPORT_TEXT);
    report_column(list.table, "who", _("Account"), REPORT_TEXT);
    report_column(list.table, "what", _("What"), REPORT_TEXT);
    report_column(list.table, "home", _("Home"), REPORT_TEXT);
    report_column(list.table, "text", _("About"), REPORT_TEXT);
    report_column(list.table, "from", _("From where"), REPORT_TEXT);
    int rc = store_audit_each(desk->store, before, RECORD_ROWS, add_line, &list);
    page_table(&page, list.table, NULL, NULL);
    if (list.oldest_ms) {
        struct url url = url_of("/record");
        url_number(&url, "before", list.oldest_ms);
        html_open(&page.html, "p", "class", "actions", NULL);
        html_element(
            &page.html, "a", _("Older entries"), "href", url.text, "class", "button quiet", NULL);
        html_close(&page.html);
    }
    page_end(&page, 200);
    report_destroy(list.table);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

/* Accounts */

static const char *
role_text(const char *role)
{
    switch (account_role_parse(role)) {
    case ACCOUNT_VIEWER:
        return _("Viewer: figures, no names");
    case ACCOUNT_SOCIAL_WORKER:
        return _("Social worker: names and edits");
    case ACCOUNT_MANAGER:
        return _("Manager: devices, accounts, the record as well");
    default:
        return role;
    }
}

/* Who manages a part sees and makes accounts of that part alone. */
static bool
lies_within(const struct account *manager, const char *region, const char *home)
{
    return region_holds(manager->region, region) &&
           (!manager->home[0] || strcmp(manager->home, home) == 0);
}

static int
account_row(const struct store_account *account, void *payload)
{
    struct page *page = payload;
    struct html *h = &page->html;
    if (!lies_within(page->request->account, account->region, account->home))
        return 0;
    html_open(h, "tr", NULL);
    html_element(h, "th", account->name, "scope", "row", NULL);
    html_element(h, "td", account->shown, NULL);
    html_element(h, "td", role_text(account->role), NULL);
    html_element(h, "td", account->region, NULL);
    html_element(h, "td", account->home, NULL);
    html_open(h, "td", NULL);
    if (account->ended_ms) {
        html_text(h, _("is ended"));
    } else if (strcmp(account->name, page->request->account->name) != 0) {
        page_form(page, "/accounts/end", "plain");
        page_hidden(page, "name", account->name);
        html_open(h, "button", "type", "submit", "class", "quiet", NULL);
        html_format(h, _("End %s"), account->name);
        html_close(h);
        html_close(h);
    }
    html_close(h);
    html_close(h);
    return 0;
}

static int
account_table(struct page *page)
{
    struct html *h = &page->html;
    const char *heads[] = {_("Account"), _("Name"), _("Role"), _("Region"), _("Home"), _("State")};
    html_open(h, "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label",
        _("Accounts"), NULL);
    html_open(h, "table", NULL);
    html_open(h, "thead", NULL);
    html_open(h, "tr", NULL);
    for (int i = 0; i < 6; i++)
        html_element(h, "th", heads[i], "scope", "col", NULL);
    html_close_to(h, "thead");
    html_open(h, "tbody", NULL);
    int rc = store_account_each(page->desk->store, account_row, page);
    html_close_to(h, "div");
    return rc;
}

static void
account_form(struct page *page, const struct fields *from)
{
    struct html *h = &page->html;
    html_element(h, "h2", _("A new account, or another password or role"), NULL);
    page_form(page, "/accounts", "panel row");
    const struct field_look looks[] = {
        {.name = "name",
            .label = _("Account"),
            .type = "text",
            .required = true,
            .value = fields_get(from, "name"),
            .size = 60},
        {.name = "shown",
            .label = _("Name"),
            .type = "text",
            .value = fields_get(from, "shown"),
            .size = 60},
        {.name = "region",
            .label = _("Region"),
            .type = "text",
            .value = fields_has(from, "region") ? fields_get(from, "region")
                                                : page->request->account->region,
            .hint = _("Code by GB/T 2260, for example 510922101; empty: everything"),
            .size = 12},
        {.name = "password",
            .label = _("Password"),
            .type = "password",
            .hint = _("Empty: the one until now"),
            .autocomplete = "new-password",
            .size = PASSWORD_MOST},
    };
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        page_field(page, &looks[i]);
    page_choice(page, "role", _("Role"));
    for (int i = 0; i < ACCOUNT_ROLE_COUNT; i++)
        page_option(page, account_role_name((enum account_role)i),
            role_text(account_role_name((enum account_role)i)),
            strcmp(fields_get(from, "role"), account_role_name((enum account_role)i)) == 0);
    page_choice_end(page);
    page_home_choice(page, fields_get(from, "home"), true);
    page_button(page, _("Save"), NULL);
    html_close(h);
}

static void
show(struct desk *desk, const struct request *request, struct response *response, const char *wrong)
{
    struct page page;
    page_begin(&page, desk, request, response, SECTION_ACCOUNTS, _("Accounts"));
    if (wrong)
        page_notice(&page, "bad", wrong);
    int rc = account_table(&page);
    account_form(&page, &request->form);
    page_end(&page, wrong ? 422 : 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

static void
accounts(struct desk *desk, const struct request *request, struct response *response)
{
    show(desk, request, response, NULL);
}

static void
copy(char *out, size_t size, const struct fields *form, const char *name)
{
    snprintf(out, size, "%.*s", (int)size - 1, fields_get(form, name));
}

static void
save_account(struct desk *desk, const struct request *request, struct response *response)
{
    struct store_account account = {0}, old;
    char why[ACCOUNT_WHY];
    const struct fields *form = &request->form;
    copy(account.name, sizeof account.name, form, "name");
    copy(account.shown, sizeof account.shown, form, "shown");
    copy(account.role, sizeof account.role, form, "role");
    copy(account.region, sizeof account.region, form, "region");
    copy(account.home, sizeof account.home, form, "home");
    bool known = store_account_get(desk->store, &old, account.name) == DB_OK;
    if (!lies_within(request->account, account.region, account.home) ||
        (known && !lies_within(request->account, old.region, old.home))) {
        show(desk, request, response, _("You may make accounts for your own region alone."));
        return;
    }
    int rc = account_save(desk->store, &account, fields_get(form, "password"), request->at_ms, why);
    if (rc == DB_REFUSED) {
        show(desk, request, response, why);
    } else if (rc != DB_OK) {
        page_failed(desk, request, response);
    } else {
        page_record(desk, request, account.home, "account", account.name);
        response_redirect(response, "/accounts");
    }
}

static void
end_account(struct desk *desk, const struct request *request, struct response *response)
{
    struct store_account account;
    const char *name = fields_get(&request->form, "name");
    bool own = strcmp(name, request->account->name) == 0;
    if (own || store_account_get(desk->store, &account, name) != DB_OK ||
        !lies_within(request->account, account.region, account.home)) {
        page_missing(desk, request, response);
        return;
    }
    if (account_end(desk->store, name, request->at_ms) != DB_OK) {
        page_failed(desk, request, response);
        return;
    }
    page_record(desk, request, account.home, "account_end", name);
    response_redirect(response, "/accounts");
}

const struct route record_routes[] = {
    {METHOD_GET, "/record", WHO_MANAGER, LANE_PAGE, 0, false, record},
    {METHOD_GET, "/accounts", WHO_MANAGER, LANE_PAGE, 0, false, accounts},
    {METHOD_POST, "/accounts", WHO_MANAGER, LANE_SLOW, FORM_LIMIT, true, save_account},
    {METHOD_POST, "/accounts/end", WHO_MANAGER, LANE_PAGE, FORM_LIMIT, true, end_account},
    {0},
};
