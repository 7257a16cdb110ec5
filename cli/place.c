/* place.c: finds folders relative to the running program. */
#include "cli/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool
is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
place_of_program(char out[PATH_MAX])
{
    ssize_t len = readlink("/proc/self/exe", out, PATH_MAX - 1);
    if (len <= 0)
        return false;
    out[len] = '\0';
    char *slash = strrchr(out, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

bool
place_find(char out[PATH_MAX], const char *variable, const char *name)
{
    static const char *const steps[] = {"", "/..", "/../.."};
    const char *told = getenv(variable);
    if (told && *told)
        return snprintf(out, PATH_MAX, "%s", told) < PATH_MAX && is_folder(out);
    char folder[PATH_MAX];
    if (!place_of_program(folder))
        return false;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (snprintf(out, PATH_MAX, "%s%s/%s", folder, steps[i], name) < PATH_MAX &&
            is_folder(out))
            return true;
    return false;
}
