#include "cli/cameras.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { DEVICES = 64 /* as the scanner tries */ };

/* The first line of folder/videoN/what. */
static bool
read_line(char *out, size_t size, const char *folder, int number, const char *what)
{
    char path[512];
    snprintf(path, sizeof path, "%s/video%d/%s", folder, number, what);
    FILE *in = fopen(path, "re");
    bool ok = in && fgets(out, (int)size, in);
    if (in)
        fclose(in);
    if (ok)
        out[strcspn(out, "\n")] = '\0';
    return ok;
}

int
cameras_name(char *out, size_t size, const char *folder)
{
    char name[64], index[16];
    int count = 0;
    out[0] = '\0';
    for (int i = 0; i < DEVICES; i++) {
        if (!read_line(name, sizeof name, folder, i, "name"))
            continue;
        /* A USB camera has a second device, for notes on its pictures. */
        if (read_line(index, sizeof index, folder, i, "index") && strcmp(index, "0") != 0)
            continue;
        size_t len = strlen(out);
        snprintf(out + len, size - len, "%s%s (/dev/video%d)", count ? ", " : "", name, i);
        count++;
    }
    return count;
}
