#include "hub/page_devices.h"

#include "hub/offer.h"
#include "hub/page.h"
#include "hub/text.h"
#include "hub/words.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_LIMIT = 8192 };

/* Alerts for people; what this program does not know is told by its word. */
static const char *
alert_text(const char *kind)
{
    static const struct {
        const char *kind, *text;
    } texts[] = {
        {"fork", N_("Two logs under one kiosk: it was restored from an old backup, or two kiosks "
                    "have one key. Both are kept. Find out which machine is at the door.")},
        {"changed", N_("An event came again with other content. The first one holds; the other is "
                       "in quarantine.")},
        {"batch", N_("A batch could not be read. It is in quarantine; call the installer.")},
        {"full", N_("The hub's disk is nearly full. Call the installer.")},
        {"event", N_("An event could not be taken into the figures. It is in quarantine.")},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(texts[i].kind, kind) == 0)
            return _(texts[i].text);
    return kind;
}

/* May the account see the Home with this code? */
static bool
sees(struct desk *desk, const char *code)
{
    struct home home;
    return page_home(desk, &home, code) || (!desk->account.region[0] && !desk->account.home[0]);
}

struct list {
    struct page *page;
    int count;
};

static void
fact(struct html *h, const char *name, const char *value)
{
    html_element(h, "dt", name, NULL);
    html_element(h, "dd", value, NULL);
}

static void
kiosk_facts(struct page *page, const struct store_kiosk *kiosk)
{
    struct html *h = &page->html;
    char text[WORDS_SIZE];
    html_open(h, "dl", "class", "facts", NULL);
    fact(h, _("Home"), kiosk->home);
    fact(h, _("Last heard from"), words_ago(text, kiosk->seen_ms, page->request->at_ms));
    snprintf(text, sizeof text, "%" PRId64, kiosk->upto);
    fact(h, _("Held up to no."), text);
    snprintf(text, sizeof text, "%" PRId64, kiosk->backlog);
    fact(h, _("Waiting to be sent"), text);
    fact(h, _("Its clock"), words_error(text, kiosk->clock_error_ms));
    fact(h, _("Program version"), kiosk->version);
    fact(h, _("Paired on"), words_moment(text, kiosk->paired_ms));
    if (kiosk->revoked_ms) {
        fact(h, _("Revoked"), words_moment(text, kiosk->revoked_ms));
        fact(h, _("Reason"), kiosk->why);
    }
    html_close(h);
}

static int
kiosk_card(const struct store_kiosk *kiosk, void *payload)
{
    struct list *list = payload;
    struct page *page = list->page;
    struct html *h = &page->html;
    char id[WIRE_ID_TEXT + 1];
    if (!sees(page->desk, kiosk->home))
        return 0;
    list->count++;
    wire_id_text(id, kiosk->id);
    html_open(h, "li", "class", kiosk->revoked_ms ? "card bad" : "card", NULL);
    html_element(h, "h2", kiosk->name[0] ? kiosk->name : id, NULL);
    kiosk_facts(page, kiosk);
    if (!kiosk->revoked_ms) {
        html_open(h, "details", NULL);
        html_element(h, "summary", _("It is lost or broken"), NULL);
        page_form(page, "/devices/revoke", NULL);
        page_hidden(page, "kiosk", id);
        html_open(h, "label", NULL);
        html_text(h, _("Reason"));
        html_void(
            h, "input", "name", "why", "type", "text", "required", "", "maxlength", "150", NULL);
        html_close(h);
        page_button(page, _("Revoke it"), "danger");
        html_close(h);
        html_close(h);
    }
    html_close(h);
    return 0;
}

static int
alert_item(const struct store_alert *alert, void *payload)
{
    struct list *list = payload;
    struct page *page = list->page;
    struct html *h = &page->html;
    char when[WORDS_SIZE], id[24];
    if (!sees(page->desk, alert->home))
        return 0;
    list->count++;
    snprintf(id, sizeof id, "%" PRId64, alert->id);
    html_open(h, "li", "class", "notice watch", NULL);
    html_open(h, "p", NULL);
    html_format(h, "%s · %s · %s", words_moment(when, alert->raised_ms), alert->home,
        alert_text(alert->kind));
    html_close(h);
    if (alert->text[0])
        html_element(h, "p", alert->text, "class", "note", NULL);
    page_form(page, "/devices/seen", NULL);
    page_hidden(page, "alert", id);
    page_button(page, _("Seen to"), "quiet");
    html_close(h);
    html_close(h);
    return 0;
}

/* The first kiosk of a Home brings the Home along: until then the hub has its code alone. */
static void
pair_form(struct page *page)
{
    page_form(page, "/devices/pair", "panel row");
    page_home_choice(page, "", false);
    if (!page->request->account->home[0])
        page_field(page, &(struct field_look){.name = "new",
                             .label = _("Or the code of a new Home"),
                             .type = "text",
                             .hint = _("As its kiosk shows it on the device page"),
                             .size = NO_SIZE - 1});
    page_field(page, &(struct field_look){.name = "name",
                         .label = _("Where it stands"),
                         .type = "text",
                         .value = _("At the door"),
                         .required = true,
                         .size = 60});
    page_button(page, _("Show the set-up code"), NULL);
    html_close(&page->html);
}

static void
devices(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct html *h = &page.html;
    struct list kiosks = {.page = &page}, alerts = {.page = &page};
    page_begin(&page, desk, request, response, SECTION_DEVICES, _("Devices"));
    html_open(h, "ul", "class", "plain-list", NULL);
    int rc = store_alert_each(desk->store, desk->account.region, true, alert_item, &alerts);
    html_close_to(h, "ul");
    html_open(h, "ul", "class", "cards", NULL);
    if (rc == DB_OK)
        rc = store_kiosk_each(desk->store, desk->account.region, kiosk_card, &kiosks);
    html_close_to(h, "ul");
    if (rc == DB_OK && !kiosks.count)
        html_element(h, "p", _("No kiosk is paired with the hub yet."), "class", "empty", NULL);
    html_element(h, "h2", _("Pair a kiosk"), NULL);
    pair_form(&page);
    html_open(h, "p", NULL);
    html_element(h, "a", _("What is in quarantine"), "href", "/quarantine", NULL);
    html_close(h);
    page_end(&page, 200);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

static void
code_page(struct desk *desk, const struct request *request, struct response *response,
    const struct home *home, const char *text)
{
    struct page page;
    struct html *h = &page.html;
    page_begin(&page, desk, request, response, SECTION_DEVICES, _("Set-up code"));
    html_open(h, "div", "class", "panel narrow", NULL);
    html_open(h, "p", "class", "lead", NULL);
    html_format(h, _("For a kiosk of %s. Good once, for an hour."), home->name);
    html_close(h);
    html_code(h, text, _("Set-up code"));
    html_open(h, "ol", NULL);
    html_element(
        h, "li", _("On the kiosk, a manager opens the device page and 'The office'."), NULL);
    html_element(h, "li", _("Hold this code before its camera, or type: zhaoxi pair CODE"), NULL);
    html_close(h);
    html_open(h, "details", NULL);
    html_element(h, "summary", _("The code as text"), NULL);
    html_element(h, "code", text, "id", "setup-text", "class", "setup", NULL);
    html_close(h);
    html_open(h, "p", "class", "actions", NULL);
    html_element(
        h, "a", _("Back to the devices"), "href", "/devices", "class", "button quiet", NULL);
    page_end(&page, 200);
}

/* A Home that the view does not know may be known all the same: it waits for its kiosk, or is of a
 * region that another hub process shows. Only one that nobody told of is the account's to place. */
static int
place_home(struct desk *desk, const char *code)
{
    struct store_home stored;
    const char *region = desk->account.region;
    int rc = store_home_get(desk->store, &stored, code);
    if (rc == DB_OK)
        return region_holds(region, stored.region) ? DB_OK : DB_REFUSED;
    if (rc != DB_REFUSED)
        return rc;
    stored = (struct store_home){0};
    snprintf(stored.code, sizeof stored.code, "%s", code);
    snprintf(stored.region, sizeof stored.region, "%s", region);
    return store_home_put(desk->store, &stored);
}

/* The Home of the form: one that the account sees, or a new one in the account's region. */
static int
read_pair_home(struct desk *desk, const struct request *request, struct home *out)
{
    const char *code = fields_get(&request->form, "new");
    *out = (struct home){0};
    if (!code[0])
        return page_home(desk, out, fields_get(&request->form, "home")) ? DB_OK : DB_REFUSED;
    if (home_find(desk->view, out, code))
        return page_home(desk, out, out->code) ? DB_OK : DB_REFUSED;
    if (strlen(code) >= sizeof out->code || desk->account.home[0])
        return DB_REFUSED;
    snprintf(out->code, sizeof out->code, "%s", code);
    snprintf(out->name, sizeof out->name, "%s", code);
    return place_home(desk, out->code);
}

static void
show_code(struct desk *desk, const struct request *request, struct response *response)
{
    struct home home;
    char text[SETUP_TEXT];
    int rc = read_pair_home(desk, request, &home);
    if (rc == DB_REFUSED) {
        page_missing(desk, request, response);
        return;
    }
    struct offer made = {.home = home.code,
        .name = fields_get(&request->form, "name"),
        .by = request->account->name,
        .now_ms = request->at_ms};
    if (rc == DB_OK)
        rc = offer_make(desk, &made, text);
    if (rc == DB_REFUSED) {
        page_message(desk, request, response, 422, _("Pair a kiosk"),
            _("Kiosks can't reach this hub by its address. Start it with --address https://…"));
    } else if (rc != DB_OK) {
        page_failed(desk, request, response);
    } else {
        page_record(desk, request, home.code, "setup_code", made.name);
        code_page(desk, request, response, &home, text);
    }
    sodium_memzero(text, sizeof text);
}

static void
revoke(struct desk *desk, const struct request *request, struct response *response)
{
    uint8_t id[WIRE_ID_LEN];
    struct store_kiosk kiosk;
    const char *why = fields_get(&request->form, "why");
    if (!wire_id_read(id, fields_get(&request->form, "kiosk")) ||
        store_kiosk_get(desk->store, &kiosk, id) != DB_OK || !sees(desk, kiosk.home)) {
        page_missing(desk, request, response);
        return;
    }
    if (!why[0]) {
        page_message(desk, request, response, 422, _("Revoke it"),
            _("Say why, so that it stays on record."));
        return;
    }
    if (store_kiosk_revoke(desk->store, id, request->at_ms, why) != DB_OK) {
        page_failed(desk, request, response);
        return;
    }
    page_record(desk, request, kiosk.home, "revoke_kiosk", kiosk.name);
    response_redirect(response, "/devices");
}

struct wanted {
    struct desk *desk;
    int64_t id;
    bool found;
    char home[STORE_HOME];
};

static int
find_alert(const struct store_alert *alert, void *payload)
{
    struct wanted *wanted = payload;
    if (alert->id != wanted->id || !sees(wanted->desk, alert->home))
        return 0;
    snprintf(wanted->home, sizeof wanted->home, "%s", alert->home);
    wanted->found = true;
    return 0;
}

static void
seen(struct desk *desk, const struct request *request, struct response *response)
{
    struct wanted wanted = {
        .desk = desk, .id = fields_number(&request->form, "alert", 0, INT64_MAX, 0)};
    int rc = store_alert_each(desk->store, desk->account.region, true, find_alert, &wanted);
    if (rc == DB_OK && wanted.found)
        rc = store_alert_done(desk->store, wanted.id, request->account->name, request->at_ms);
    if (rc != DB_OK) {
        page_failed(desk, request, response);
        return;
    }
    if (wanted.found)
        page_record(desk, request, wanted.home, "alert_done", "");
    response_redirect(response, "/devices");
}

/* Quarantine */

struct quarantine {
    struct page *page;
    struct report_table *table;
};

static int
add_item(const struct store_quarantine *item, void *payload)
{
    struct quarantine *all = payload;
    char id[WIRE_ID_TEXT + 1], when[WORDS_SIZE];
    if (!sees(all->page->desk, item->home))
        return 0;
    wire_id_text(id, item->kiosk);
    report_text(all->table, words_moment(when, item->arrived_ms));
    report_text(all->table, item->home);
    report_text(all->table, id);
    report_number(all->table, item->seq);
    report_text(all->table, item->reason);
    report_number(all->table, (int64_t)item->len);
    return 0;
}

static void
quarantine(struct desk *desk, const struct request *request, struct response *response)
{
    struct page page;
    struct quarantine all = {&page, report_create(_("Quarantine"))};
    page_begin(&page, desk, request, response, SECTION_DEVICES, _("Quarantine"));
    html_element(&page.html, "p",
        _("What the hub could not take, with its reason. It is kept for ever, on the kiosk as "
          "well."),
        NULL);
    report_column(all.table, "at", _("Arrived"), REPORT_TEXT);
    report_column(all.table, "home", _("Home"), REPORT_TEXT);
    report_column(all.table, "kiosk", _("Kiosk"), REPORT_TEXT);
    report_column(all.table, "seq", _("No."), REPORT_INTEGER);
    report_column(all.table, "why", _("Reason"), REPORT_TEXT);
    report_column(all.table, "bytes", _("Bytes"), REPORT_INTEGER);
    int rc = store_quarantine_each(desk->store, desk->account.region, add_item, &all);
    page_table(&page, all.table, NULL, NULL);
    page_end(&page, 200);
    report_destroy(all.table);
    if (rc != DB_OK)
        page_failed(desk, request, response);
}

const struct route devices_routes[] = {
    {METHOD_GET, "/devices", WHO_MANAGER, LANE_PAGE, 0, false, devices},
    {METHOD_POST, "/devices/pair", WHO_MANAGER, LANE_PAGE, FORM_LIMIT, true, show_code},
    {METHOD_POST, "/devices/revoke", WHO_MANAGER, LANE_PAGE, FORM_LIMIT, true, revoke},
    {METHOD_POST, "/devices/seen", WHO_MANAGER, LANE_PAGE, FORM_LIMIT, true, seen},
    {METHOD_GET, "/quarantine", WHO_MANAGER, LANE_PAGE, 0, false, quarantine},
    {0},
};
