/* gate.h: who may pass: the session, the role, and that a form came from a page of this hub. */
#pragma once

#include "hub/desk.h"

/* For http_options.gate. Chooses the language of the thread as well: that of the cookie `lang`,
 * else of the browser, else Chinese. */
bool gate_passes(struct desk *desk, const struct route *route, struct request *request,
    struct response *response);

/* Sets, or (NULL) ends, the session's cookie. */
void gate_cookie(const struct request *request, struct response *response, const char *cookie);

/* Does a form come from this hub's own page, by what the browser says of its origin? */
bool gate_is_own(const struct request *request);

/* Where to go after signing in: `path` where it is a path of this hub, else "/". */
const char *gate_way(const char *path);
