/* routes.h: which route a method and a path mean. Pure. */
#pragma once

#include "hub/http.h"

/* The parts of a path that stand for {}, in a buffer of their own. */
struct route_args {
    const char *arg[REQUEST_ARGS]; /* "" where the route has no such part */
    char text[512];
};

/* NULL where there is none; *known says whether the path is one of another method. */
const struct route *routes_find(const struct route *const *tables, enum method method,
    const char *path, struct route_args *args, bool *known);
