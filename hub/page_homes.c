#include "hub/page_homes.h"

#include "hub/page.h"
#include "hub/text.h"
#include "hub/words.h"

#include "db/attendance.h"
#include "db/day.h"
#include "db/presence.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SILENT_MS = 36 * 3600 * 1000, CLOCK_WRONG_MS = 2 * 60 * 1000 };

/* What is known of a Home's kiosks together. */
struct contact {
    char home[STORE_HOME];
    int kiosks, alerts;
    int64_t seen_ms, backlog, clock_error_ms;
};

struct contacts {
    int count, room;
    struct contact *contact;
};

/* The Home's, added where it is new. */
static struct contact *
contact_of(struct contacts *all, const char *home)
{
    for (int i = all->count - 1; i >= 0; i--)
        if (strcmp(all->contact[i].home, home) == 0)
            return &all->contact[i];
    if (all->count == all->room) {
        all->room = all->room ? all->room * 2 : 16;
        all->contact = realloc(all->contact, (size_t)all->room * sizeof *all->contact);
        if (!all->contact)
            abort();
    }
    struct contact *contact = &all->contact[all->count++];
    *contact = (struct contact){0};
    snprintf(contact->home, sizeof contact->home, "%s", home);
    return contact;
}

static int
add_kiosk(const struct store_kiosk *kiosk, void *payload)
{
    struct contact *contact = contact_of(payload, kiosk->home);
    if (kiosk->revoked_ms)
        return 0;
    contact->kiosks++;
    contact->backlog += kiosk->backlog;
    if (kiosk->seen_ms > contact->seen_ms)
        contact->seen_ms = kiosk->seen_ms;
    if (llabs(kiosk->clock_error_ms) > llabs(contact->clock_error_ms))
        contact->clock_error_ms = kiosk->clock_error_ms;
    return 0;
}

static int
add_alert(const struct store_alert *alert, void *payload)
{
    contact_of(payload, alert->home)->alerts++;
    return 0;
}

static int
read_contacts(struct desk *desk, struct contacts *out)
{
    const char *region = desk->account.region;
    *out = (struct contacts){0};
    int rc = store_kiosk_each(desk->store, region, add_kiosk, out);
    return rc == DB_OK ? store_alert_each(desk->store, region, true, add_alert, out) : rc;
}

static void
fact(struct html *h, const char *name, const char *value)
{
    html_element(h, "dt", name, NULL);
    html_element(h, "dd", value, NULL);
}

static bool
is_silent(const struct contact *contact, int64_t now_ms)
{
    return contact->kiosks && now_ms - contact->seen_ms > SILENT_MS;
}

static void
contact_facts(struct page *page, const struct contact *contact)
{
    struct html *h = &page->html;
    char text[WORDS_SIZE];
    if (!contact->kiosks) {
        html_element(h, "p", _("No kiosk is paired with the hub yet."), "class", "note", NULL);
        return;
    }
    html_open(h, "dl", "class", "facts", NULL);
    fact(h, _("Last heard from"), words_ago(text, contact->seen_ms, page->request->at_ms));
    snprintf(text, sizeof text, "%" PRId64, contact->backlog);
    fact(h, _("Waiting to be sent"), text);
    if (llabs(contact->clock_error_ms) > CLOCK_WRONG_MS)
        fact(h, _("Its clock"), words_error(text, contact->clock_error_ms));
    html_close(h);
}

static void
marks(struct page *page, const struct contact *contact)
{
    struct html *h = &page->html;
    if (is_silent(contact, page->request->at_ms))
        html_element(h, "p", _("Silent for more than a day"), "class", "pill watch", NULL);
    if (contact->alerts) {
        html_open(h, "p", "class", "pill bad", NULL);
        html_format(h,
            dngettext(language_catalogue(), "%d thing to look at", "%d things to look at",
                (unsigned long)contact->alerts),
            contact->alerts);
        html_close(h);
    }
}

struct glance {
    struct page *page;
    struct contacts contacts;
};

static int
home_card(const struct home *home, void *payload)
{
    struct glance *glance = payload;
    struct page *page = glance->page;
    struct html *h = &page->html;
    const struct contact *contact = contact_of(&glance->contacts, home->code);
    int in = attendance_in_count(page->desk->view, home->id, page->today);
    int enrolled = child_count(page->desk->view, home->id, page->today);
    if (in < 0 || enrolled < 0)
        return DB_FAILED;
    struct url url = url_of("/homes/");
    url_part(&url, home->code);
    bool watch = contact->alerts || is_silent(contact, page->request->at_ms);
    html_open(h, "li", "class", watch ? "card watch" : "card", NULL);
    html_open(h, "h2", NULL);
    html_element(h, "a", home->name, "href", url.text, NULL);
    html_close(h);
    html_element(h, "p", home->village, "class", "note", NULL);
    html_open(h, "p", NULL);
    html_open(h, "span", "class", "big", NULL);
    html_format(h, "%d", in);
    html_close(h);
    html_format(h, _(" of %d children are in"), enrolled);
    html_close(h);
    contact_facts(page, contact);
    marks(page, contact);
    html_close(h);
    return 0;
}

static void
homes(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct glance glance = {.page = &page};
    page_begin(&page, desk, request, response, SECTION_HOMES, _("Homes at a glance"));
    html_open(&page.html, "ul", "class", "cards", NULL);
    int rc = read_contacts(desk, &glance.contacts);
    if (rc == DB_OK)
        rc = page_homes(desk, home_card, &glance);
    html_close_to(&page.html, "ul");
    page_end(&page, 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    free(glance.contacts.contact);
}

/* One Home's day */

static int
child_row(const struct attendance *row, void *payload)
{
    struct page *page = payload;
    struct html *h = &page->html;
    struct child child;
    char text[WORDS_SIZE];
    if (!child_get(page->desk->view, &child, row->child_id))
        return DB_FAILED;
    struct url url = url_of("/child/");
    url_part(&url, child.no);
    html_open(h, "tr", NULL);
    html_open(h, "th", "scope", "row", NULL);
    html_element(h, "a", page_child(page, &child), "href", url.text, NULL);
    html_close(h);
    html_element(h, "td", row->open_ms ? _("is in") : _("went home"), NULL);
    html_element(h, "td", words_time(text, row->first_in_ms), "class", "number", NULL);
    html_element(
        h, "td", words_time(text, row->open_ms ? 0 : row->last_out_ms), "class", "number", NULL);
    html_element(h, "td",
        row->assumed     ? _("check-out assumed")
        : row->corrected ? _("corrected")
                         : "",
        NULL);
    html_close(h);
    return 0;
}

static int
inside_row(const struct inside *inside, void *payload)
{
    struct page *page = payload;
    struct html *h = &page->html;
    struct staff staff;
    char text[WORDS_SIZE];
    bool names = account_sees_names(page->request->account);
    if (inside->staff_id && !staff_get(page->desk->view, &staff, inside->staff_id))
        return DB_FAILED;
    html_open(h, "li", NULL);
    html_format(h, "%s · %s",
        inside->staff_id ? names ? staff.name : staff.no
        : names          ? inside->name
                         : _("a visitor"),
        words_time(text, inside->since_ms));
    html_close(h);
    return 0;
}

static int
home_day(struct page *page, const struct home *home)
{
    struct html *h = &page->html;
    struct db *view = page->desk->view;
    static const char *const heads[] = {
        N_("The child"), N_("At the moment"), N_("Came at"), N_("Went at"), N_("Remark")};
    html_element(h, "h2", _("Children today"), NULL);
    html_open(h, "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label",
        _("Children today"), NULL);
    html_open(h, "table", NULL);
    html_open(h, "thead", NULL);
    html_open(h, "tr", NULL);
    for (int i = 0; i < 5; i++)
        html_element(h, "th", _(heads[i]), "scope", "col", "class",
            i == 2 || i == 3 ? "number" : NULL, NULL);
    html_close_to(h, "thead");
    html_open(h, "tbody", NULL);
    int rc = attendance_each(view, home->id, page->today, child_row, page);
    html_close_to(h, "div");
    if (rc != DB_OK)
        return rc;
    html_element(h, "h2", _("Staff and visitors who are here"), NULL);
    html_open(h, "ul", NULL);
    rc = presence_inside_each(view, home->id, page->today, inside_row, page);
    html_close_to(h, "ul");
    return rc;
}

static void
home_links(struct page *page, const struct home *home)
{
    static const struct {
        const char *path, *text;
    } links[] = {{"/summary", N_("Summaries")}, {"/goals", N_("Six goals")},
        {"/visits", N_("Visits")}, {"/children", N_("Children")}, {"/timetable", N_("Timetable")},
        {"/homework", N_("Homework")}, {"/care", N_("Holiday care")}};
    html_open(&page->html, "ul", "class", "links", NULL);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        struct url url = url_of(links[i].path);
        url_add(&url, "home", home->code);
        html_open(&page->html, "li", NULL);
        html_element(&page->html, "a", _(links[i].text), "href", url.text, NULL);
        html_close(&page->html);
    }
    html_close(&page->html);
}

static void
region_form(struct page *page, const struct home *home)
{
    char region[REGION_SIZE];
    struct url url = url_of("/homes/");
    url_part(&url, home->code);
    url_path(&url, "/region");
    home_region(page->desk->view, region, home->id);
    page_form(page, url.text, "panel row");
    page_field(page, &(struct field_look){.name = "region",
                         .label = _("Region"),
                         .type = "text",
                         .value = region,
                         .hint = _("Code of the village by GB/T 2260, for example 510922101203: "
                                   "who sees this Home"),
                         .size = REGION_SIZE - 1});
    page_button(page, _("Save"), "quiet");
    html_close(&page->html);
}

static int
keep_region(struct desk *desk, const struct home *home, const char *region)
{
    struct store_home stored = {0};
    snprintf(stored.code, sizeof stored.code, "%s", home->code);
    snprintf(stored.name, sizeof stored.name, "%s", home->name);
    snprintf(stored.region, sizeof stored.region, "%s", region);
    int rc = store_home_put(desk->store, &stored);
    return rc == DB_OK ? home_region_set(desk->view, home->id, region) : rc;
}

/* A manager moves a Home only within what the manager sees. */
static void
save_region(struct desk *desk, const struct request *request, struct response *response)
{
    struct home home;
    const char *region = fields_get(&request->form, "region");
    struct url url = url_of("/homes/");
    if (!page_home(desk, &home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    if (!region_is(region) || !region_holds(request->account->region, region)) {
        page_message(desk, request, response, 422, home.name,
            _("A region is a code of 2, 4, 6, 9 or 12 digits, within your own."));
        return;
    }
    if (keep_region(desk, &home, region) != DB_OK) {
        page_failed(desk, request, response);
        return;
    }
    page_record(desk, request, home.code, "region", region);
    url_part(&url, home.code);
    response_redirect(response, url.text);
}

static void
one_home(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct home home;
    struct contacts contacts;
    if (!page_home(desk, &home, request->args[0])) {
        page_missing(desk, request, response);
        return;
    }
    page_begin(&page, desk, request, response, SECTION_HOMES, home.name);
    home_links(&page, &home);
    int rc = read_contacts(desk, &contacts);
    if (rc == DB_OK) {
        const struct contact *contact = contact_of(&contacts, home.code);
        html_open(&page.html, "div", "class", "panel", NULL);
        contact_facts(&page, contact);
        marks(&page, contact);
        html_close(&page.html);
        rc = home_day(&page, &home);
    }
    if (rc == DB_OK && request->account->role == ACCOUNT_MANAGER)
        region_form(&page, &home);
    page_end(&page, 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
    else
        page_record(desk, request, home.code, "home", "");
    free(contacts.contact);
}

const struct route homes_routes[] = {
    {METHOD_GET, "/", WHO_SIGNED_IN, LANE_PAGE, 0, false, homes},
    {METHOD_GET, "/homes/{}", WHO_SIGNED_IN, LANE_PAGE, 0, false, one_home},
    {METHOD_POST, "/homes/{}/region", WHO_MANAGER, LANE_PAGE, 4096, true, save_region},
    {0},
};
