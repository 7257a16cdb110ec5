/* source_folder.c: the PGM pictures of a folder, in the order of their names, each held before the
 * scanner for a second. All are read when it opens: the process can then be shut in. */
#include "scanner/pgm.h"
#include "scanner/source.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PERIOD_MS = 200, HOLD_FRAMES = 5, PIXELS_MOST = 128 << 20 };

struct source {
    struct grey *pictures;
    int count, at, shown;
    bool loop;
    int64_t due_ms;
};

static int
is_pgm(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && strcmp(dot, ".pgm") == 0;
}

/* Passes over what can't be read. Returns how many pixels were added. */
static size_t
add_picture(struct source *s, const char *folder, const char *name)
{
    char path[4096];
    struct grey *picture = &s->pictures[s->count];
    int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (n < 0 || (size_t)n >= sizeof path || !pgm_read(picture, path))
        return 0;
    s->count++;
    return (size_t)picture->width * (size_t)picture->height;
}

static struct source *
open_folder(const char *path, bool loop)
{
    struct dirent **names = NULL;
    struct source *s = calloc(1, sizeof *s);
    int count = scandir(path, &names, is_pgm, alphasort);
    if (!s || !(s->pictures = calloc(count > 0 ? (size_t)count : 1, sizeof *s->pictures)))
        abort();
    s->loop = loop;
    size_t pixels = 0;
    for (int i = 0; i < count; i++) {
        if (pixels <= PIXELS_MOST)
            pixels += add_picture(s, path, names[i]->d_name);
        free(names[i]);
    }
    free(names);
    if (pixels > PIXELS_MOST)
        fprintf(stderr, "scanner: the folder's first %d pictures are enough\n", s->count);
    return s;
}

static void
close_folder(struct source *s)
{
    for (int i = 0; i < s->count; i++)
        free((void *)s->pictures[i].px);
    free(s->pictures);
    free(s);
}

/* Goes on to the next picture when this one was held for long enough; false at the end. */
static bool
advance(struct source *s)
{
    if (s->shown == HOLD_FRAMES) {
        s->shown = 0;
        s->at++;
    }
    if (s->at == s->count && s->loop)
        s->at = 0;
    return s->at < s->count;
}

static enum source_state
read_folder(struct source *s, struct frame *out, int64_t now_ms)
{
    if (now_ms < s->due_ms)
        return SOURCE_WAIT;
    if (!advance(s))
        return SOURCE_END;
    s->shown++;
    s->due_ms = now_ms + PERIOD_MS;
    *out = (struct frame){.y = s->pictures[s->at], .captured_ms = now_ms};
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
    .open = open_folder,
    .close = close_folder,
    .read = read_folder,
    .fd = fd_folder,
    .due_ms = due_folder,
};
