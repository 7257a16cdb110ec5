#include "hub/desk.h"

#include <stdio.h>
#include <stdlib.h>

struct desk *
desk_open(void *hub, enum lane lane)
{
    struct desk *desk = calloc(1, sizeof *desk);
    if (!desk)
        abort();
    desk->hub = hub;
    desk->lane = lane;
    if (store_open(&desk->store, desk->hub->store_url) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", store_why(desk->store));
    else if (db_open(&desk->view, desk->hub->view_path, DB_CREATE) != DB_OK)
        fprintf(stderr, "zhaoxi-hub: %s\n", db_why(desk->view));
    else
        return desk;
    desk_close(desk);
    return NULL;
}

void
desk_close(struct desk *desk)
{
    db_close(desk->view);
    store_close(desk->store);
    free(desk);
}
