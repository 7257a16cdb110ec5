#include "hub/gate.h"

#include "hub/page.h"
#include "hub/text.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* Of a stranger's address: escaped it may be three times as long, and has to fit into the header of
 * an answer. A longer one is not come back to. */
enum { WAY_MOST = 160 };

/* The prefix makes browsers refuse it from another host or without TLS; it asks for TLS itself. */
static const char *
cookie_name(const struct request *request)
{
    return request->secure ? "__Host-zhaoxi" : "zhaoxi";
}

void
gate_cookie(const struct request *request, struct response *response, const char *cookie)
{
    char text[256];
    snprintf(text, sizeof text, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
        cookie_name(request), cookie ? cookie : "", request->secure ? "; Secure" : "",
        cookie ? "" : "; Max-Age=0");
    response_header(response, "Set-Cookie", text);
}

bool
gate_is_own(const struct request *request)
{
    const char *origin = request_header(request, "Origin");
    const char *site = request_header(request, "Sec-Fetch-Site");
    char own[300];
    snprintf(own, sizeof own, "http%s://%s", request->secure ? "s" : "",
        request_header(request, "Host"));
    return (!*origin || strcmp(origin, own) == 0) && strcmp(site, "cross-site") != 0;
}

/* Browsers leave out tabs and line ends before they look where an address leads. */
const char *
gate_way(const char *path)
{
    bool own = path[0] == '/' && path[1] != '/' && path[1] != '\\' && !strpbrk(path, "\t\r\n");
    return own && strlen(path) < 400 ? path : "/";
}

static void
choose_language(const struct request *request)
{
    const char *chosen = fields_get(&request->cookies, "lang");
    if (!*chosen)
        chosen = request_header(request, "Accept-Language");
    language_choose(strncmp(chosen, "en", 2) == 0);
}

static bool
may(const struct account *account, enum who who)
{
    if (who == WHO_MANAGER)
        return account->role == ACCOUNT_MANAGER;
    return who == WHO_SIGNED_IN || account_sees_names(account);
}

static bool
refuse(
    struct desk *desk, const struct request *request, struct response *response, const char *what)
{
    page_message(desk, request, response, 403, _("This is not allowed"), what);
    return false;
}

static bool
ask_to_sign_in(struct desk *desk, const struct request *request, struct response *response)
{
    if (request->method == METHOD_POST)
        return refuse(desk, request, response,
            _("Nobody is signed in any more, so nothing was changed. Sign in and do it again."));
    struct url url = url_of("/sign-in");
    if (strcmp(gate_way(request->target), "/") != 0 && strlen(request->target) <= WAY_MOST)
        url_add(&url, "to", request->target);
    response_redirect(response, url.text);
    return false;
}

static bool
has_token(const struct account *account, const struct request *request)
{
    const char *token = fields_get(&request->form, "token");
    return strlen(token) == ACCOUNT_TOKEN - 1 &&
           sodium_memcmp(token, account->token, ACCOUNT_TOKEN - 1) == 0;
}

bool
gate_passes(struct desk *desk, const struct route *route, struct request *request,
    struct response *response)
{
    choose_language(request);
    if (route->who == WHO_KIOSK)
        return true;
    const char *cookie = fields_get(&request->cookies, cookie_name(request));
    if (account_of_cookie(desk->store, &desk->account, cookie, request->at_ms))
        request->account = &desk->account;
    if (route->form && !gate_is_own(request))
        return refuse(desk, request, response,
            _("This form came from another site, so nothing was changed."));
    if (route->who == WHO_ANYONE)
        return true;
    if (!request->account)
        return ask_to_sign_in(desk, request, response);
    if (!may(request->account, route->who))
        return refuse(desk, request, response, _("Your account may not see this page."));
    if (route->form && !has_token(request->account, request))
        return refuse(desk, request, response,
            _("This page was open for too long, so nothing was changed. Go back, load it again, "
              "and do it again."));
    return true;
}
