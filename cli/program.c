#include "cli/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool
program_is_there(const char *name)
{
    const char *path = getenv("PATH");
    for (const char *at = path ? path : "/usr/bin:/bin"; *at;) {
        char file[4096];
        size_t len = strcspn(at, ":");
        int n = snprintf(file, sizeof file, "%.*s/%s", (int)len, at, name);
        if (len && n > 0 && (size_t)n < sizeof file && access(file, X_OK) == 0)
            return true;
        at += len + (at[len] == ':');
    }
    return false;
}
