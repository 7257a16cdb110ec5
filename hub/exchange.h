/* exchange.h: one request on its way through the server, from its first byte to the end of its
 * answer. Inside the server (http.c, exchange.c) only. */
#pragma once

#include "hub/lanes.h"
#include "hub/lines.h"
#include "hub/routes.h"

#include <microhttpd.h>
#include <stdatomic.h>

enum { EXCHANGE_HEADERS = 48, PATH_SIZE = 1024 };

struct http {
    struct http_options options;
    struct MHD_Daemon *daemon;
    struct lanes *lanes;
    struct lines *lines;
    int port;
    atomic_int exchanges;
    atomic_size_t memory;
    atomic_ullong requests, refused;
};

enum exchange_state { EXCHANGE_NEW, EXCHANGE_BODY, EXCHANGE_DONE };

struct exchange {
    struct job job; /* first: a worker knows the exchange by it */
    struct http *http;
    struct MHD_Connection *connection;
    struct line *line;
    enum exchange_state state;
    char *target, path[PATH_SIZE];
    struct route_args args;
    const struct route *route;
    struct header headers[EXCHANGE_HEADERS];
    struct request request;
    struct response response;
    uint8_t *body;
    size_t body_size, body_room;
    size_t held; /* of http->memory */
};

struct exchange *exchange_begin(
    struct http *http, struct MHD_Connection *connection, const char *target);
void exchange_end(struct exchange *exchange);

/* The head is there: finds the route and says whether a body may come. False where the answer is
 * known already (404, 413, …), in exchange->response. */
bool exchange_head(struct exchange *exchange, const char *method);

/* Takes a piece of the body; false where it is too much. */
bool exchange_body(struct exchange *exchange, const char *piece, size_t size);

/* An answer of the server's own. */
void exchange_fail(struct exchange *exchange, int status);

/* In a worker: query, cookies, form and gate, then the route's handler. */
void exchange_handle(struct exchange *exchange, struct desk *desk);
