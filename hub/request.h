/* request.h: what a browser or a kiosk asks, wholly arrived and bounded, and what it is answered.
 *
 * A handler runs in a worker's thread and may take its time; it never sees a socket. All that a
 * request holds is borrowed and ends with it. */
#pragma once

#include "hub/fields.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { REQUEST_ARGS = 3, PEER_SIZE = 64, RESPONSE_HEADERS = 12 };

enum method { METHOD_GET, METHOD_POST };

struct account;

struct header {
    const char *name, *value;
};

struct request {
    enum method method;
    const char *target;             /* path and query, byte for byte as sent: what is signed */
    const char *path;               /* decoded, UTF-8, begins with "/" */
    const char *args[REQUEST_ARGS]; /* what stands for each {} of the route's path */
    struct fields query, form, cookies;
    const struct header *headers;
    int header_count;
    const uint8_t *body; /* NULL where there is none */
    size_t body_size;
    char peer[PEER_SIZE]; /* the address that it came from */
    bool secure;          /* by TLS */
    int64_t at_ms;        /* when it had arrived, UTC ms, by the hub's clock */

    /* By the gate (gate.h): who asks, NULL for a kiosk or a stranger. */
    const struct account *account;
};

/* A header's value, its name in any case; "" where there is none. */
const char *request_header(const struct request *request, const char *name);

struct response {
    int status; /* 200 at the start */
    char *body; /* from malloc; the server frees it */
    size_t body_size;
    int header_count;
    struct {
        char name[32];
        char value[512];
    } header[RESPONSE_HEADERS];
};

/* Adds a header, or (but for Set-Cookie) replaces it; a value with a line end in it is left out, as
 * is one that is too long. */
void response_header(struct response *response, const char *name, const char *value);

/* The whole answer: status, type, and `body` of `size` bytes, which it takes over. */
void response_give(
    struct response *response, int status, const char *type, char *body, size_t size);

/* The same of a text, which is copied. */
void response_text(struct response *response, int status, const char *type, const char *text);

/* 303 to `path`, a path of this hub. */
void response_redirect(struct response *response, const char *path);

/* Frees what it holds; it may be used again. */
void response_finish(struct response *response);
