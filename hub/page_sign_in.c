#include "hub/page_sign_in.h"

#include "hub/gate.h"
#include "hub/page.h"
#include "hub/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_LIMIT = 8192 };

static void
show(struct desk *desk, const struct request *request, struct response *response, const char *wrong)
{
    struct page page;
    struct html *h = &page.html;
    const struct fields *from = request->method == METHOD_POST ? &request->form : &request->query;
    page_begin(&page, desk, request, response, SECTION_NONE, _("Sign in"));
    html_open(h, "div", "class", "panel narrow", NULL);
    if (wrong)
        page_notice(&page, "bad", wrong);
    page_form(&page, "/sign-in", NULL);
    page_hidden(&page, "to", gate_way(fields_get(from, "to")));
    page_field(&page, &(struct field_look){.name = "name",
                          .label = _("Account"),
                          .type = "text",
                          .value = fields_get(from, "name"),
                          .required = true,
                          .autocomplete = "username",
                          .size = STORE_TEXT - 1});
    page_field(&page, &(struct field_look){.name = "password",
                          .label = _("Password"),
                          .type = "password",
                          .required = true,
                          .autocomplete = "current-password",
                          .size = PASSWORD_MOST});
    page_button(&page, _("Sign in"), NULL);
    html_close(h);
    html_close(h);
    page_end(&page, wrong ? 403 : 200);
}

static void
ask(struct desk *desk, const struct request *request, struct response *response)
{
    if (request->account)
        response_redirect(response, gate_way(fields_get(&request->query, "to")));
    else
        show(desk, request, response, NULL);
}

static void
tell_wait(char out[256], int wait_s)
{
    if (wait_s < 90)
        snprintf(out, 256, _("Too many wrong passwords. Wait %d seconds, then try again."), wait_s);
    else
        snprintf(out, 256, _("Too many wrong passwords. Wait %d minutes, then try again."),
            (wait_s + 59) / 60);
}

static void
enter(struct desk *desk, const struct request *request, struct response *response)
{
    char cookie[ACCOUNT_TOKEN], text[256];
    int wait_s;
    const char *name = fields_get(&request->form, "name");
    struct sign_in_ask ask = {.name = name,
        .password = fields_get(&request->form, "password"),
        .peer = request->peer,
        .now_ms = request->at_ms,
        .mono_ms = clock_mono_ms()};
    int how = account_sign_in(desk->store, desk->hub->throttle, &ask, cookie, &wait_s);
    switch (how) {
    case SIGN_IN_DONE:
        page_record(desk, request, "", "sign_in", name);
        gate_cookie(request, response, cookie);
        response_redirect(response, gate_way(fields_get(&request->form, "to")));
        return;
    case SIGN_IN_WRONG:
        page_record(desk, request, "", "sign_in_wrong", name);
        show(desk, request, response, _("The account or the password is not right."));
        return;
    case SIGN_IN_WAIT:
        page_record(desk, request, "", "sign_in_wait", name);
        tell_wait(text, wait_s);
        show(desk, request, response, text);
        return;
    default:
        page_failed(desk, request, response);
    }
}

static void
leave(struct desk *desk, const struct request *request, struct response *response)
{
    if (store_session_drop(desk->store, request->account->session) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(desk->store));
    page_record(desk, request, "", "sign_out", "");
    gate_cookie(request, response, NULL);
    response_redirect(response, "/sign-in");
}

static void
choose_language(struct desk *desk, const struct request *request, struct response *response)
{
    bool english = strcmp(fields_get(&request->query, "to"), "en") == 0;
    (void)desk;
    response_header(response, "Set-Cookie",
        english ? "lang=en; Path=/; Max-Age=31536000; SameSite=Lax"
                : "lang=zh; Path=/; Max-Age=31536000; SameSite=Lax");
    response_redirect(response, gate_way(fields_get(&request->query, "back")));
}

static void
password_form(
    struct desk *desk, const struct request *request, struct response *response, const char *wrong)
{
    struct page page;
    page_begin(&page, desk, request, response, SECTION_NONE, _("Another password"));
    html_open(&page.html, "div", "class", "panel narrow", NULL);
    if (wrong)
        page_notice(&page, "bad", wrong);
    page_form(&page, "/password", NULL);
    page_field(&page, &(struct field_look){.name = "old",
                          .label = _("Password until now"),
                          .type = "password",
                          .required = true,
                          .autocomplete = "current-password",
                          .size = PASSWORD_MOST});
    page_field(&page, &(struct field_look){.name = "new",
                          .label = _("New password"),
                          .type = "password",
                          .hint = _("10 characters at least; three or four words are good."),
                          .required = true,
                          .autocomplete = "new-password",
                          .size = PASSWORD_MOST});
    page_button(&page, _("Save"), NULL);
    html_close(&page.html);
    html_close(&page.html);
    page_end(&page, wrong ? 403 : 200);
}

static void
password_page(struct desk *desk, const struct request *request, struct response *response)
{
    password_form(desk, request, response, NULL);
}

/* The old one is asked for as at the door: a machine that was left open gives nobody the account.
 */
static void
password_save(struct desk *desk, const struct request *request, struct response *response)
{
    struct store_account account;
    char cookie[ACCOUNT_TOKEN], why[ACCOUNT_WHY];
    int wait_s;
    struct sign_in_ask ask = {.name = request->account->name,
        .password = fields_get(&request->form, "old"),
        .peer = request->peer,
        .now_ms = request->at_ms,
        .mono_ms = clock_mono_ms()};
    int how = account_sign_in(desk->store, desk->hub->throttle, &ask, cookie, &wait_s);
    if (how == SIGN_IN_WRONG || how == SIGN_IN_WAIT) {
        page_record(desk, request, "", "password_wrong", "");
        password_form(desk, request, response, _("The password until now is not right."));
        return;
    }
    int rc = how == SIGN_IN_DONE ? store_account_get(desk->store, &account, ask.name) : DB_FAILED;
    if (rc == DB_OK)
        rc = account_save(
            desk->store, &account, fields_get(&request->form, "new"), request->at_ms, why);
    if (rc == DB_REFUSED) {
        password_form(desk, request, response, why);
    } else if (rc != DB_OK) {
        page_failed(desk, request, response);
    } else {
        page_record(desk, request, "", "password", "");
        gate_cookie(request, response, NULL);
        response_redirect(response, "/sign-in");
    }
}

const struct route sign_in_routes[] = {
    {METHOD_GET, "/sign-in", WHO_ANYONE, LANE_PAGE, 0, false, ask},
    {METHOD_POST, "/sign-in", WHO_ANYONE, LANE_SLOW, FORM_LIMIT, true, enter},
    {METHOD_POST, "/sign-out", WHO_SIGNED_IN, LANE_PAGE, FORM_LIMIT, true, leave},
    {METHOD_GET, "/language", WHO_ANYONE, LANE_PAGE, 0, false, choose_language},
    {METHOD_GET, "/password", WHO_SIGNED_IN, LANE_PAGE, 0, false, password_page},
    {METHOD_POST, "/password", WHO_SIGNED_IN, LANE_SLOW, FORM_LIMIT, true, password_save},
    {0},
};
