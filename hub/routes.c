#include "hub/routes.h"

#include <string.h>

/* Takes one part of the path, up to the next slash. */
static bool
take_arg(struct route_args *args, int *count, size_t *used, const char *part, size_t size)
{
    if (size == 0 || *count == REQUEST_ARGS || *used + size + 1 > sizeof args->text)
        return false;
    memcpy(args->text + *used, part, size);
    args->text[*used + size] = '\0';
    args->arg[(*count)++] = args->text + *used;
    *used += size + 1;
    return true;
}

static bool
matches(const char *pattern, const char *path, struct route_args *args)
{
    int count = 0;
    size_t used = 0;
    for (int i = 0; i < REQUEST_ARGS; i++)
        args->arg[i] = "";
    while (*pattern) {
        if (strncmp(pattern, "{}", 2) == 0) {
            size_t size = strcspn(path, "/");
            if (!take_arg(args, &count, &used, path, size))
                return false;
            pattern += 2;
            path += size;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

const struct route *
routes_find(const struct route *const *tables, enum method method, const char *path,
    struct route_args *args, bool *known)
{
    *known = false;
    for (; *tables; tables++)
        for (const struct route *route = *tables; route->handle; route++) {
            if (!matches(route->path, path, args))
                continue;
            if (route->method == method)
                return route;
            *known = true;
        }
    return NULL;
}
