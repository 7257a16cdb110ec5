#include "hub/v1.h"

#include "hub/follow.h"
#include "hub/ingest.h"

enum { BATCH_LIMIT = 16 << 20 };

static void
events(struct desk *desk, const struct request *request, struct response *response)
{
    ingest_events(desk, request, response);
    if (desk->hub->follower)
        follower_nudge(desk->hub->follower);
}

const struct route v1_routes[] = {
    {METHOD_POST, "/v1/events", WHO_KIOSK, LANE_INGEST, BATCH_LIMIT, false, events},
    {0},
};
