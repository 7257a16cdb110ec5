#include "hub/setup_command.h"

#include "hub/offer.h"

#include "db/clock.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static int
refuse(const char *why)
{
    fprintf(stderr, "zhaoxi-hub: %s\n", why);
    return 1;
}

static int
make(struct desk *desk, const char *home, const char *name)
{
    struct moment now;
    struct store_home stored;
    char text[SETUP_TEXT];
    clock_read(&now);
    struct offer offer = {.home = home, .name = name, .by = "installer", .now_ms = now.utc_ms};
    struct store_audit audit = {.at_ms = now.utc_ms, .what = "setup_code"};
    snprintf(audit.home, sizeof audit.home, "%s", home);
    snprintf(audit.text, sizeof audit.text, "%s", name);
    /* One that is known keeps its region: that says who sees it. */
    struct home known;
    int rc = store_home_get(desk->store, &stored, home);
    if (rc == DB_REFUSED && home_find(desk->view, &known, home))
        rc = DB_OK;
    if (rc == DB_REFUSED) {
        snprintf(stored.code, sizeof stored.code, "%s", home);
        rc = store_home_put(desk->store, &stored);
    }
    if (rc != DB_OK)
        return refuse(store_why(desk->store));
    rc = offer_make(desk, &offer, text);
    if (rc == DB_REFUSED)
        return refuse("kiosks can't reach this --address: it must be https, or on loopback");
    if (rc != DB_OK || store_audit_add(desk->store, &audit) != DB_OK)
        return refuse(store_why(desk->store));
    puts(text);
    sodium_memzero(text, sizeof text);
    return 0;
}

int
setup_command(struct hub *hub, int argc, char **argv)
{
    if (argc != 3 || !hub->address || strlen(argv[1]) >= STORE_HOME) {
        fputs("zhaoxi-hub --address URL setup-code HOME NAME\n", stderr);
        return 2;
    }
    struct desk *desk = desk_open(hub, LANE_PAGE);
    if (!desk)
        return 1;
    int status = make(desk, argv[1], argv[2]);
    desk_close(desk);
    return status;
}
