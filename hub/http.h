/* http.h: the hub's server: libmicrohttpd and TLS, with a bound on all that a stranger can make it
 * hold.
 *
 * One thread waits for all connections and does no work: whole requests go to workers, by lanes, so
 * that a page never waits behind a batch or a password. A connection that is slow, idle when others
 * want in, or one of too many from one address is closed; bodies are counted while they arrive,
 * each against its route's limit and all together against one sum.
 *
 * Routes are tables: each file of handlers has one, http_serve gets the list of them. */
#pragma once

#include "hub/request.h"

struct desk; /* what a worker has at hand, desk.h: the server only passes it on */

enum lane {
    LANE_PAGE,   /* reads the view and answers in milliseconds */
    LANE_INGEST, /* waits for a disk */
    LANE_SLOW,   /* takes the processor or memory: a password, a year's spreadsheet */
    LANE_COUNT
};

/* Who a route is for; the gate holds it. */
enum who {
    WHO_ANYONE,
    WHO_KIOSK,     /* the handler checks the signature */
    WHO_SIGNED_IN, /* any account: figures, with codes for names */
    WHO_NAMES,     /* accounts that may see names and edit: social worker, manager */
    WHO_MANAGER,   /* devices, accounts, the record */
};

struct route {
    enum method method; /* a GET is answered to HEAD as well */
    const char *path;   /* "/child/{}": each {} is one part, not empty, in request->args */
    enum who who;
    enum lane lane;
    size_t body_limit; /* bytes; 0 for none. More is refused with 413 while it arrives */
    bool form;         /* the body is a form: request->form, and the gate asks for its token */
    void (*handle)(struct desk *desk, const struct request *request, struct response *response);
};

struct http_options {
    const char *address;  /* "0.0.0.0", "127.0.0.1", "::" */
    int port;             /* 0: any free one, see http_port */
    const char *cert_pem; /* NULL: no TLS, on a loopback address alone */
    const char *key_pem;
    int connections;            /* at once, of all */
    int connections_of_address; /* at once, of one address */
    int patience_ms;            /* a whole head must come within this, a body with 4 KiB/s more */
    size_t memory;              /* bytes of bodies held at once, of all */
    int workers[LANE_COUNT];

    const struct route *const
        *routes; /* tables, each ended by a route without handler; NULL ends */

    /* A worker's desk, made and freed in its thread. NULL from `enter` ends the program. */
    struct desk *(*enter)(void *payload, enum lane lane);
    void (*leave)(struct desk *desk);
    /* Whether the request may pass; else it has answered itself. */
    bool (*gate)(struct desk *desk, const struct route *route, struct request *request,
        struct response *response);
    /* Dresses an error of the server's own (404, 413, …); NULL: plain text. */
    void (*error)(const struct request *request, struct response *response, int status);
    void *payload;
};

struct http;

/* Starts threads and listens. DB_REFUSED with `why` where an option forbids it, DB_FAILED where the
 * system does. */
MUST_CHECK int http_serve(
    struct http **out, const struct http_options *options, char *why, size_t why_size);

int http_port(const struct http *http);

/* What it has done: for the log, and tests. */
struct http_counts {
    int connections; /* open now */
    uint64_t requests, refused, evicted;
    size_t memory; /* bytes of bodies held now */
};
void http_count(struct http *http, struct http_counts *out);

/* Takes no more, finishes what is being answered (5 s at most), frees. NULL is fine. */
void http_stop(struct http *http);
