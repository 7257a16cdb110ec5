/* source_folder.c: the PGM pictures of a folder, in the order of their names, each held before the
 * scanner for a second. */
#include "scanner/pgm.h"
#include "scanner/source.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PERIOD_MS = 200, HOLD_FRAMES = 5 };

struct source {
    char *path;
    struct dirent **names;
    int count, at, shown;
    bool loop;
    struct grey picture;
    int64_t due_ms;
};

static int
is_pgm(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".pgm") == 0;
}

static struct source *
open_folder(const char *path, bool loop)
{
    struct source *s = calloc(1, sizeof *s);
    if (!s || !(s->path = strdup(path)))
        abort();
    s->loop = loop;
    s->count = scandir(path, &s->names, is_pgm, alphasort);
    if (s->count < 0)
        s->count = 0;
    return s;
}

static void
close_folder(struct source *s)
{
    for (int i = 0; i < s->count; i++)
        free(s->names[i]);
    free(s->names);
    free((void *)s->picture.px);
    free(s->path);
    free(s);
}

/* The next picture that can be read. */
static bool
advance(struct source *s)
{
    free((void *)s->picture.px);
    s->picture = (struct grey){0};
    s->shown = 0;
    for (int tries = 0; tries < s->count; tries++) {
        if (s->at == s->count && s->loop)
            s->at = 0;
        if (s->at == s->count)
            return false;
        char path[4096];
        int n = snprintf(path, sizeof path, "%s/%s", s->path, s->names[s->at++]->d_name);
        if (n > 0 && (size_t)n < sizeof path && pgm_read(&s->picture, path))
            return true;
    }
    return false;
}

static enum source_state
read_folder(struct source *s, struct frame *out, int64_t now_ms)
{
    if (now_ms < s->due_ms)
        return SOURCE_WAIT;
    if ((!s->picture.px || s->shown == HOLD_FRAMES) && !advance(s))
        return SOURCE_END;
    s->shown++;
    s->due_ms = now_ms + PERIOD_MS;
    *out = (struct frame){.y = s->picture, .captured_ms = now_ms};
    return SOURCE_FRAME;
}

static int
fd_folder(const struct source *s)
{
    (void)s;
    return -1;
}

static int64_t
due_folder(const struct source *s)
{
    return s->due_ms;
}

const struct source_kind source_folder = {
    .name = "folder",
    .open = open_folder,
    .close = close_folder,
    .read = read_folder,
    .fd = fd_folder,
    .due_ms = due_folder,
};
