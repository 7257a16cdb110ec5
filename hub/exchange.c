#include "hub/exchange.h"

#include "db/clock.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BODY_FIRST = 4096 };

static void
name_peer(char out[PEER_SIZE], struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    snprintf(out, PEER_SIZE, "?");
    if (address && address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, out, PEER_SIZE);
    else if (address && address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, out, PEER_SIZE);
}

struct exchange *
exchange_begin(struct http *http, struct MHD_Connection *connection, const char *target)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (!exchange || !(exchange->target = strdup(target)))
        abort();
    exchange->http = http;
    exchange->connection = connection;
    exchange->line = info ? info->socket_context : NULL;
    exchange->response.status = 200;
    exchange->request.target = exchange->target;
    exchange->request.path = "";
    atomic_fetch_add(&http->exchanges, 1);
    atomic_fetch_add(&http->requests, 1);
    return exchange;
}

/* Counts `bytes` more against what all may hold together. */
static bool
hold(struct exchange *exchange, size_t bytes)
{
    struct http *http = exchange->http;
    size_t before = atomic_fetch_add(&http->memory, bytes);
    if (before + bytes > http->options.memory) {
        atomic_fetch_sub(&http->memory, bytes);
        return false;
    }
    exchange->held += bytes;
    return true;
}

void
exchange_end(struct exchange *exchange)
{
    atomic_fetch_sub(&exchange->http->memory, exchange->held);
    atomic_fetch_sub(&exchange->http->exchanges, 1);
    fields_finish(&exchange->request.query);
    fields_finish(&exchange->request.form);
    fields_finish(&exchange->request.cookies);
    response_finish(&exchange->response);
    free(exchange->body);
    free(exchange->target);
    free(exchange);
}

void
exchange_fail(struct exchange *exchange, int status)
{
    const struct http_options *options = &exchange->http->options;
    atomic_fetch_add(&exchange->http->refused, 1);
    response_finish(&exchange->response);
    if (options->error) {
        options->error(&exchange->request, &exchange->response, status);
    } else {
        char text[16];
        snprintf(text, sizeof text, "%d\n", status);
        response_text(&exchange->response, status, "text/plain", text);
    }
    exchange->response.status = status;
    if (status == 503)
        response_header(&exchange->response, "Retry-After", "5");
}

static bool
fail(struct exchange *exchange, int status)
{
    exchange_fail(exchange, status);
    return false;
}

static enum MHD_Result
keep_header(void *payload, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct request *request = &((struct exchange *)payload)->request;
    (void)kind;
    if (request->header_count == EXCHANGE_HEADERS)
        return MHD_NO;
    ((struct exchange *)payload)->headers[request->header_count++] =
        (struct header){name, value ? value : ""};
    return MHD_YES;
}

static bool
read_method(enum method *out, const char *text)
{
    *out = strcmp(text, "POST") == 0 ? METHOD_POST : METHOD_GET;
    return *out == METHOD_POST || strcmp(text, "GET") == 0 || strcmp(text, "HEAD") == 0;
}

/* Whether the announced body may come; 0 too where none is announced, for one in chunks. */
static int
body_status(const struct exchange *exchange, uint64_t *bytes)
{
    const char *length = request_header(&exchange->request, "Content-Length");
    const char *coding = request_header(&exchange->request, "Transfer-Encoding");
    size_t limit = exchange->route->body_limit;
    char *end;
    errno = 0;
    *bytes = *length ? strtoull(length, &end, 10) : 0;
    if (*length && (length[0] < '0' || length[0] > '9' || *end || errno))
        return 400;
    if (*coding && (*length || strcasecmp(coding, "chunked") != 0))
        return 400;
    if (*coding && limit)
        *bytes = limit;
    return *bytes > limit || (*coding && !limit) ? 413 : 0;
}

static bool
find_route(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    size_t size = strcspn(exchange->target, "?");
    if (exchange->target[0] != '/' ||
        !fields_decode(exchange->path, sizeof exchange->path, exchange->target, size))
        return fail(exchange, 400);
    bool known;
    request->path = exchange->path;
    exchange->route = routes_find(
        exchange->http->options.routes, request->method, exchange->path, &exchange->args, &known);
    if (!exchange->route)
        return fail(exchange, known ? 405 : 404);
    for (int i = 0; i < REQUEST_ARGS; i++)
        request->args[i] = exchange->args.arg[i];
    return true;
}

static bool
is_form(const struct request *request)
{
    static const char form[] = "application/x-www-form-urlencoded";
    return strncasecmp(request_header(request, "Content-Type"), form, sizeof form - 1) == 0;
}

bool
exchange_head(struct exchange *exchange, const char *method)
{
    struct request *request = &exchange->request;
    uint64_t bytes;
    request->headers = exchange->headers;
    request->secure = exchange->http->options.cert_pem != NULL;
    name_peer(request->peer, exchange->connection);
    int all =
        MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, keep_header, exchange);
    if (all > EXCHANGE_HEADERS)
        return fail(exchange, 431);
    if (!read_method(&request->method, method))
        return fail(exchange, 405);
    if (!find_route(exchange))
        return false;
    int status = body_status(exchange, &bytes);
    if (status)
        return fail(exchange, status);
    if (exchange->route->form && !is_form(request))
        return fail(exchange, 415);
    line_enter(exchange->http->lines, exchange->line, LINE_SENDS, bytes);
    return true;
}

bool
exchange_body(struct exchange *exchange, const char *piece, size_t size)
{
    size_t needed = exchange->body_size + size;
    if (needed > exchange->route->body_limit)
        return false;
    if (needed > exchange->body_room) {
        size_t room = exchange->body_room ? exchange->body_room : BODY_FIRST;
        while (room < needed)
            room *= 2;
        if (!hold(exchange, room - exchange->body_room))
            return false;
        uint8_t *body = realloc(exchange->body, room);
        if (!body)
            abort();
        exchange->body = body;
        exchange->body_room = room;
    }
    memcpy(exchange->body + exchange->body_size, piece, size);
    exchange->body_size = needed;
    return true;
}

static bool
parse(struct exchange *exchange)
{
    struct request *request = &exchange->request;
    const char *query = strchr(exchange->target, '?');
    const char *cookies = request_header(request, "Cookie");
    request->body = exchange->body;
    request->body_size = exchange->body_size;
    if (query &&
        fields_parse(&request->query, FIELDS_URLENCODED, query + 1, strlen(query + 1)) != DB_OK)
        return false;
    /* Another program's cookie on this host may be anything: then there is none of ours. */
    if (fields_parse(&request->cookies, FIELDS_COOKIES, cookies, strlen(cookies)) != DB_OK)
        fields_finish(&request->cookies);
    return !exchange->route->form ||
           fields_parse(&request->form, FIELDS_URLENCODED, (const char *)exchange->body,
               exchange->body_size) == DB_OK;
}

void
exchange_handle(struct exchange *exchange, struct desk *desk)
{
    const struct http_options *options = &exchange->http->options;
    struct moment now;
    clock_read(&now);
    exchange->request.at_ms = now.utc_ms;
    if (!parse(exchange))
        exchange_fail(exchange, 400);
    else if (!options->gate ||
             options->gate(desk, exchange->route, &exchange->request, &exchange->response))
        exchange->route->handle(desk, &exchange->request, &exchange->response);
    /* The answer counts as well: a slow reader holds it. */
    if (!hold(exchange, exchange->response.body_size))
        exchange_fail(exchange, 503);
}
