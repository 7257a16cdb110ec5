/* page.c: the frame of all pages, and answers that are one sentence. */
#include "hub/page.h"

#include "hub/assets.h"
#include "hub/text.h"

#include "db/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHINA_MIN = 480 };

static const struct {
    const char *path, *title;
    enum who who;
} sections[SECTION_COUNT] = {
#define X(id, path, title, who) [id] = {path, title, who},
    PAGE_SECTIONS(X)
#undef X
};

static void
head(struct html *h, const char *title)
{
    fputs("<!DOCTYPE html>\n", h->out);
    html_open(h, "html", "lang", language_is_english() ? "en" : "zh-CN", NULL);
    html_open(h, "head", NULL);
    html_void(h, "meta", "charset", "utf-8", NULL);
    html_void(
        h, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1", NULL);
    html_void(h, "meta", "name", "color-scheme", "content", "light", NULL);
    html_open(h, "title", NULL);
    html_format(h, "%s · %s", title, _("Zhaoxi"));
    html_close(h);
    html_void(h, "link", "rel", "stylesheet", "href", ASSETS_STYLE_PATH, NULL);
    html_void(h, "link", "rel", "icon", "type", "image/svg+xml", "href", ASSETS_ICON_PATH, NULL);
    html_close(h);
}

static bool
may_open(const struct account *account, enum who who)
{
    return who == WHO_SIGNED_IN || (who == WHO_NAMES && account_sees_names(account)) ||
           account->role == ACCOUNT_MANAGER;
}

static void
navigation(struct page *page, enum section current)
{
    struct html *h = &page->html;
    html_open(h, "nav", "aria-label", _("Pages"), NULL);
    html_open(h, "ul", NULL);
    for (int i = 0; i < SECTION_COUNT; i++) {
        if (!may_open(page->request->account, sections[i].who))
            continue;
        html_open(h, "li", NULL);
        html_element(h, "a", _(sections[i].title), "href", sections[i].path, "aria-current",
            i == (int)current ? "page" : NULL, NULL);
        html_close(h);
    }
    html_close(h);
    html_close(h);
}

static void
language_link(struct page *page)
{
    struct html *h = &page->html;
    bool english = language_is_english();
    struct url url = url_of("/language");
    url_add(&url, "to", english ? "zh" : "en");
    if (page->request->method == METHOD_GET && strlen(page->request->target) < 300)
        url_add(&url, "back", page->request->target);
    html_element(h, "a", english ? "中文" : "English", "href", url.text, "lang",
        english ? "zh-CN" : "en", "class", "language", NULL);
}

static void
top(struct page *page, enum section current)
{
    struct html *h = &page->html;
    const struct account *account = page->request->account;
    html_element(h, "a", _("To the content"), "href", "#main", "class", "skip", NULL);
    html_open(h, "header", NULL);
    html_open(h, "div", "class", "bar", NULL);
    html_open(h, "a", "href", "/", "class", "brand", NULL);
    html_void(h, "img", "src", ASSETS_ICON_PATH, "alt", "", "width", "36", "height", "36", NULL);
    html_element(h, "span", _("Zhaoxi"), NULL);
    html_close(h);
    if (page->desk->hub->name[0])
        html_element(h, "span", page->desk->hub->name, "class", "place", NULL);
    html_open(h, "div", "class", "who", NULL);
    language_link(page);
    if (account) {
        html_element(h, "a", account->shown[0] ? account->shown : account->name, "href",
            "/password", "class", "me", NULL);
        page_form(page, "/sign-out", "plain");
        page_button(page, _("Sign out"), "quiet");
        html_close(h);
    }
    html_close(h);
    html_close(h);
    if (account)
        navigation(page, current);
    html_close(h);
}

struct moment
page_now(const struct request *request)
{
    struct moment now;
    clock_read(&now);
    now.utc_ms = request->at_ms;
    now.trusted = true; /* the hub's clock is the one that the kiosks go by */
    return now;
}

void
page_begin(struct page *page, struct desk *desk, const struct request *request,
    struct response *response, enum section section, const char *title)
{
    struct html *h = &page->html;
    *page = (struct page){.desk = desk,
        .request = request,
        .response = response,
        .today = day_of(request->at_ms, CHINA_MIN)};
    html_begin(h);
    head(h, title);
    html_open(h, "body", NULL);
    top(page, section);
    html_open(h, "main", "id", "main", "tabindex", "-1", NULL);
    html_element(h, "h1", title, NULL);
}

void
page_end(struct page *page, int status)
{
    struct html *h = &page->html;
    size_t size;
    html_close_to(h, "main");
    html_open(h, "footer", NULL);
    if (page->request->account)
        html_element(h, "a", _("What the figures mean"), "href", "/figures", NULL);
    html_element(
        h, "span", _("Children's data: for those who look after them, for nobody else."), NULL);
    char *text = html_end(h, &size);
    response_give(page->response, status, "text/html; charset=utf-8", text, size);
}

void
page_message(struct desk *desk, const struct request *request, struct response *response,
    int status, const char *title, const char *text)
{
    struct page page;
    page_begin(&page, desk, request, response, SECTION_NONE, title);
    html_element(&page.html, "p", text, "class", "lead", NULL);
    html_open(&page.html, "p", NULL);
    html_element(
        &page.html, "a", _("Back to the first page"), "href", "/", "class", "button", NULL);
    page_end(&page, status);
}

void
page_missing(struct desk *desk, const struct request *request, struct response *response)
{
    page_message(desk, request, response, 404, _("There is no such page"),
        _("It may have been moved, or your account may not see it."));
}

void
page_failed(struct desk *desk, const struct request *request, struct response *response)
{
    fprintf(stderr, "zhaoxi-hub: %s: %s\n", db_why(desk->view), store_why(desk->store));
    page_message(desk, request, response, 500, _("This did not work"),
        _("Nothing was changed. Try again in a minute; if it stays so, tell the installer."));
}

/* Of the server itself: the reader's language is not known yet, so it is said in both. */
static const struct {
    int status;
    const char *zh, *en;
} errors[] = {
    {404, "没有这个页面。", "There is no such page."},
    {405, "这个地址不能这样访问。", "This address can't be used like that."},
    {413, "发送的内容太大。", "What was sent is too large."},
    {503, "现在太忙，请稍后再试。", "Too busy at this moment. Try again in a little while."},
    {0, "服务器看不懂这个请求。", "The hub does not understand this request."},
};

void
page_error(const struct request *request, struct response *response, int status)
{
    int i = 0;
    while (errors[i].status && errors[i].status != status)
        i++;
    if (strncmp(request->path, "/v1/", 4) == 0) {
        response_text(response, status, "text/plain; charset=utf-8", errors[i].en);
        return;
    }
    struct html h;
    size_t size;
    html_begin(&h);
    head(&h, errors[i].zh);
    html_open(&h, "body", NULL);
    html_open(&h, "main", "id", "main", NULL);
    html_element(&h, "h1", errors[i].zh, NULL);
    html_element(&h, "p", errors[i].en, "class", "lead", "lang", "en", NULL);
    html_open(&h, "p", NULL);
    html_element(&h, "a", "首页 / First page", "href", "/", "class", "button", NULL);
    char *text = html_end(&h, &size);
    response_give(response, status, "text/html; charset=utf-8", text, size);
}

void
page_record(struct desk *desk, const struct request *request, const char *home, const char *what,
    const char *text)
{
    struct store_audit audit = {.at_ms = request->at_ms};
    snprintf(
        audit.account, sizeof audit.account, "%s", request->account ? request->account->name : "");
    snprintf(audit.home, sizeof audit.home, "%s", home);
    snprintf(audit.what, sizeof audit.what, "%s", what);
    snprintf(audit.text, sizeof audit.text, "%s", text);
    snprintf(audit.from, sizeof audit.from, "%s", request->peer);
    if (store_audit_add(desk->store, &audit) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(desk->store));
}
