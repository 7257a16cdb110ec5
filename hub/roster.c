#include "hub/roster.h"

#include "db/day.h"
#include "db/people.h"
#include "db/roster_doc.h"
#include "hub/caller.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHINA_MIN = 480 };

static void
give(struct response *response, const struct request *request, const char *text)
{
    char etag[ROSTER_ETAG_SIZE];
    roster_doc_etag(etag, text);
    if (strcmp(request_header(request, "If-None-Match"), etag) == 0)
        response_text(response, 304, "application/json", "");
    else
        response_text(response, 200, "application/json", text);
    response_header(response, "ETag", etag);
}

void
roster_answer(struct desk *desk, const struct request *request, struct response *response)
{
    struct caller caller;
    struct home home;
    char kiosk[WIRE_ID_TEXT + 1], *text = NULL;
    if (!caller_find(desk, &caller, request, response))
        return;
    wire_id_text(kiosk, caller.kiosk.id);
    /* By its code: another Home's name may read the same. */
    if (!home_find(desk->view, &home, caller.kiosk.home) ||
        strcmp(home.code, caller.kiosk.home) != 0) {
        response_text(response, 404, "text/plain; charset=utf-8",
            "The hub has no roster for this Home yet.\n");
    } else if (roster_doc_build(
                   desk->view, home.id, kiosk, day_of(request->at_ms, CHINA_MIN), &text) == DB_OK) {
        give(response, request, text);
    } else {
        fprintf(stderr, "zhaoxi-hub: the roster was not made: %s\n", db_why(desk->view));
        caller_later(response);
    }
    roster_doc_free(text);
    caller_sign(desk, &caller, request, response);
}
