#include "scanner/source.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

const struct source_kind *
source_choose(const char *argument, const char **path)
{
    struct stat info;
    *path = argument;
    if (strcmp(argument, "none") == 0)
        return NULL;
    if (strncmp(argument, "camera", 6) == 0 && (argument[6] == '\0' || argument[6] == ':')) {
        *path = argument[6] ? argument + 7 : "";
        return &source_camera;
    }
    if (stat(argument, &info) == 0 && S_ISDIR(info.st_mode))
        return &source_folder;
    return &source_y4m;
}

int64_t
source_now_ms(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_BOOTTIME, &t) == 0 ? (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000
                                                  : 0;
}
