/* source.h: where pictures come from: a camera, a Y4M stream or a folder of pictures. Inside
 * scanner/ only. */
#pragma once

#include "scanner/decode.h"

#include <stdbool.h>
#include <stdint.h>

struct frame {
    struct grey y;
    const uint8_t *u, *v; /* quarter size each, or NULL for a grey source; borrowed as y is */
    int64_t captured_ms;  /* CLOCK_BOOTTIME */
};

enum source_state {
    SOURCE_WAIT = 0,  /* nothing yet: wait for the descriptor or the due time */
    SOURCE_FRAME = 1, /* *out is set until the next call */
    SOURCE_GONE = -1, /* unplugged or failed: close it, open it again later */
    SOURCE_END = -2,  /* played to its end */
};

struct source;

/* A kind of source. `open` returns NULL, with the reason on standard error, where there is nothing
 * to open now. Once open it opens nothing more: the process may be shut in. */
struct source_kind {
    struct source *(*open)(const char *path, bool loop);
    void (*close)(struct source *source);
    enum source_state (*read)(struct source *source, struct frame *out, int64_t now_ms);
    int (*fd)(const struct source *source);         /* to poll for reading, or -1 */
    int64_t (*due_ms)(const struct source *source); /* when to read though fd is silent, or -1 */
};

extern const struct source_kind
    source_camera;                          /* path: /dev/videoN, or "" for the first that works */
extern const struct source_kind source_y4m; /* path: a file or FIFO */
extern const struct source_kind source_folder; /* path: a folder of PGM pictures, by name */

/* The first camera that works of those behind /dev/videoN, and around: N itself comes last. NULL
 * where there is none. */
struct source *source_camera_open_after(int number);

/* N of the camera's /dev/videoN; -1 for one that was named by its path. */
int source_camera_number(const struct source *source);

/* The kind for a --source argument, and in *path what to open; NULL for "none". */
const struct source_kind *source_choose(const char *argument, const char **path);

int64_t source_now_ms(void); /* CLOCK_BOOTTIME */
