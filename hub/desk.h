/* desk.h: what one worker of the hub has at hand. One desk belongs to one thread. */
#pragma once

#include "hub/account.h"
#include "hub/http.h"

#include "db/db.h"

struct follower;

/* What all desks share, and never change while they work. */
struct hub {
    const char *store_url;
    const char *view_path;
    const char *address;       /* as kiosks and browsers reach it: "https://192.168.1.9:8443" */
    const char *pin;           /* of its certificate (cert.h), "" without TLS */
    const char *name;          /* for people: "Qingshi township" */
    const char *scratch;       /* a folder for files that are being made */
    struct throttle *throttle; /* safe from any thread */
    struct follower *follower; /* keeps the view at the log's end; NULL for none */
};

struct desk {
    const struct hub *hub;
    enum lane lane;
    struct store *store;    /* the log, accounts, kiosks, the record */
    struct db *view;        /* db/'s own database, made from the log */
    struct account account; /* of the request, where somebody is signed in */
};

/* The two that http.h asks for; `hub` is the payload. NULL, and a line on standard error, where the
 * store or the view don't open. */
struct desk *desk_open(void *hub, enum lane lane);
void desk_close(struct desk *desk);
