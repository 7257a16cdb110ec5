/* page_parts.c: forms, tables and choices that pages share. */
#include "hub/page.h"

#include "hub/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
page_form(struct page *page, const char *path, const char *class)
{
    html_open(&page->html, "form", "method", "post", "action", path, "class", class, NULL);
    if (page->request->account)
        page_hidden(page, "token", page->request->account->token);
}

void
page_hidden(struct page *page, const char *name, const char *value)
{
    html_void(&page->html, "input", "type", "hidden", "name", name, "value", value, NULL);
}

void
page_field(struct page *page, const struct field_look *look)
{
    struct html *h = &page->html;
    char id[64], hint[80], size[16];
    snprintf(id, sizeof id, "f-%s", look->name);
    snprintf(hint, sizeof hint, "%s-hint", id);
    snprintf(size, sizeof size, "%d", look->size);
    html_open(h, "div", "class", "field", NULL);
    html_open(h, "label", "for", id, NULL);
    html_text(h, look->label);
    html_close(h);
    html_void(h, "input", "id", id, "name", look->name, "type", look->type, "value",
        look->value ? look->value : "", "required", look->required ? "" : NULL, "maxlength",
        look->size ? size : NULL, "autocomplete", look->autocomplete ? look->autocomplete : "off",
        "aria-describedby", look->hint ? hint : NULL, NULL);
    if (look->hint)
        html_element(h, "span", look->hint, "id", hint, "class", "hint", NULL);
    html_close(h);
}

void
page_choice(struct page *page, const char *name, const char *label)
{
    struct html *h = &page->html;
    char id[64];
    snprintf(id, sizeof id, "f-%s", name);
    html_open(h, "div", "class", "field", NULL);
    html_element(h, "label", label, "for", id, NULL);
    html_open(h, "select", "id", id, "name", name, NULL);
}

void
page_option(struct page *page, const char *value, const char *text, bool chosen)
{
    html_element(&page->html, "option", text, "value", value, "selected", chosen ? "" : NULL, NULL);
}

void
page_choice_end(struct page *page)
{
    html_close_to(&page->html, "select");
    html_close(&page->html);
}

void
page_button(struct page *page, const char *text, const char *class)
{
    html_element(&page->html, "button", text, "type", "submit", "class", class, NULL);
}

void
page_notice(struct page *page, const char *tone, const char *text)
{
    char class[32];
    snprintf(class, sizeof class, "notice %s", tone);
    html_element(&page->html, "p", text, "class", class, "role",
        strcmp(tone, "bad") == 0 ? "alert" : "status", NULL);
}

static bool
is_number(enum report_type type)
{
    return type != REPORT_TEXT && type != REPORT_DATE;
}

static void
table_cell(struct page *page, const struct report_table *table, int row, int column, page_link link,
    void *payload)
{
    static const char *const tones[] = {
        [REPORT_PLAIN] = "", [REPORT_MISSING] = "missing", [REPORT_SUM] = "sum"};
    struct html *h = &page->html;
    const struct report_cell *cell = report_at(table, row, column);
    enum report_type type = table->columns[column].type;
    char shown[REPORT_SHOWN], class[32];
    struct url url;
    snprintf(class, sizeof class, "%s%s", is_number(type) ? "number " : "", tones[cell->tone]);
    html_open(h, column ? "td" : "th", "scope", column ? NULL : "row", "class",
        class[0] ? class : NULL, NULL);
    bool all = column == 0 && cell->tone == REPORT_SUM && cell->blank;
    bool nothing = cell->blank || (type != REPORT_TEXT && type != REPORT_DECIMAL && !cell->number);
    const char *text = all ? _("All") : report_shown(shown, cell, type);
    if (link && !nothing && link(&url, row, column, payload))
        html_element(h, "a", text, "href", url.text, NULL);
    else
        html_text(h, text);
    html_close(h);
}

static void
table_rows(struct page *page, const struct report_table *table, page_link link, void *payload)
{
    struct html *h = &page->html;
    html_open(h, "thead", NULL);
    html_open(h, "tr", NULL);
    for (int i = 0; i < table->column_count; i++)
        html_element(h, "th", table->columns[i].heading, "scope", "col", "class",
            is_number(table->columns[i].type) ? "number" : NULL, NULL);
    html_close_to(h, "thead");
    html_open(h, "tbody", NULL);
    for (int row = 0; row < table->row_count; row++) {
        html_open(h, "tr", NULL);
        for (int i = 0; i < table->column_count; i++)
            table_cell(page, table, row, i, link, payload);
        html_close(h);
    }
    html_close(h);
}

static void
table_head(struct page *page, const struct report_table *table)
{
    struct html *h = &page->html;
    if (table->filter_count) {
        html_open(h, "dl", "class", "filters", NULL);
        for (int i = 0; i < table->filter_count; i++) {
            html_open(h, "div", NULL);
            html_element(h, "dt", table->filters[i].name, NULL);
            html_element(h, "dd", table->filters[i].value, NULL);
            html_close(h);
        }
        html_close(h);
    }
    for (int i = 0; i < table->chart_count; i++) {
        html_open(h, "figure", "tabindex", "0", "role", "group", "aria-label",
            table->charts[i]->title, NULL);
        html_chart(h, table->charts[i], 960, 300);
        html_close(h);
    }
}

void
page_table(struct page *page, const struct report_table *table, page_link link, void *payload)
{
    struct html *h = &page->html;
    table_head(page, table);
    if (table->row_count == 0) {
        html_element(h, "p", _("Nothing to show here."), "class", "empty", NULL);
    } else {
        html_open(h, "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label",
            table->title, NULL);
        html_open(h, "table", NULL);
        html_element(h, "caption", table->title, NULL);
        table_rows(page, table, link, payload);
        html_close_to(h, "div");
    }
    if (table->note[0])
        html_element(h, "p", table->note, "class", "note", NULL);
}

/* Homes */

struct seen {
    struct desk *desk;
    int (*each)(const struct home *, void *payload);
    void *payload;
};

static int
if_seen(const struct home *home, void *payload)
{
    struct seen *seen = payload;
    const struct account *account = &seen->desk->account;
    if (account->home[0] && strcmp(account->home, home->code) != 0)
        return 0;
    return seen->each(home, seen->payload);
}

int
page_homes(struct desk *desk, int (*each)(const struct home *, void *payload), void *payload)
{
    struct seen seen = {desk, each, payload};
    return home_region_each(desk->view, desk->account.region, if_seen, &seen);
}

bool
page_home(struct desk *desk, struct home *out, const char *code)
{
    char region[REGION_SIZE];
    if (!home_find(desk->view, out, code) || strcmp(out->code, code) != 0)
        return false;
    home_region(desk->view, region, out->id);
    return account_sees(&desk->account, out->code, region);
}

static int
count(const struct home *home, void *payload)
{
    (void)home;
    (*(int *)payload)++;
    return 0;
}

bool
page_sees_all(struct desk *desk)
{
    int all = 0, seen = 0;
    if (!desk->account.region[0] && !desk->account.home[0])
        return true;
    return home_each(desk->view, count, &all) == DB_OK && page_homes(desk, count, &seen) == DB_OK &&
           all == seen;
}

struct choice {
    struct page *page;
    const char *chosen;
};

static int
home_option(const struct home *home, void *payload)
{
    struct choice *choice = payload;
    page_option(choice->page, home->code, home->name, strcmp(choice->chosen, home->code) == 0);
    return 0;
}

void
page_home_choice(struct page *page, const char *chosen, bool all)
{
    struct choice choice = {page, chosen};
    page_choice(page, "home", _("Home"));
    if (all && page_sees_all(page->desk))
        page_option(page, "", _("All Homes"), !chosen[0]);
    if (page_homes(page->desk, home_option, &choice) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", db_why(page->desk->view));
    page_choice_end(page);
}

bool
page_child_seen(struct desk *desk, struct child *out, struct home *home, const char *no)
{
    return child_find(desk->view, out, no) && home_get(desk->view, home, out->home_id) &&
           page_home(desk, home, home->code);
}

const char *
page_child(const struct page *page, const struct child *child)
{
    return account_sees_names(page->request->account) ? child->name : child->no;
}
