/* roster.h: GET /v1/roster: the view's reference data of a kiosk's Home (db/roster_doc.h). */
#pragma once

#include "hub/desk.h"
#include "hub/request.h"

/* 200 with the text and its ETag, 304 where the kiosk has it, 404 while the view has no such Home.
 */
void roster_answer(struct desk *desk, const struct request *request, struct response *response);
