/* hand.h: a hand scanner instead of a camera: it gives texts, not frames. Inside scanner/ only. */
#pragma once

#include "scanner/keys.h"

#include <stdbool.h>
#include <stdint.h>

enum { HAND_READ_MAX = 64, HAND_LOST = -1 };

struct hand_char {
    int c;         /* 0 to 255, or HAND_LOST: something before this is missing */
    int64_t at_ms; /* CLOCK_BOOTTIME */
};

/* A kind of hand scanner. `open` takes a path, or "" for the first that calls itself a scanner, and
 * returns a descriptor that never waits, or -1, with the reason on standard error unless `quiet`.
 * `read` returns how many characters came, 0 for none yet, -1 when the device has gone. */
struct hand_kind {
    const char *name; /* in NAME:PATH of --source */
    int (*open)(const char *path, bool quiet);
    int (*read)(int fd, struct keys *keys, struct hand_char out[HAND_READ_MAX], int64_t now_ms);
};

extern const struct hand_kind hand_evdev;  /* types: /dev/input/eventN */
extern const struct hand_kind hand_serial; /* speaks: /dev/ttyACMn */

/* Whether what a device calls itself says that it reads codes. */
bool hand_calls_itself_scanner(const char *name);

/* Opens the first device of a folder by `open` (a hand_kind's, given the path) whose file's name
 * `may_be` accepts; -1 where none opens. */
int hand_open_first(const char *folder, bool (*may_be)(const char *name),
    int (*open)(const char *path, bool quiet), bool quiet);

/* Whether a --source argument is one of ours: hand, hand:PATH, serial:PATH. */
bool hand_is_meant(const char *argument);

/* Runs until the parent closes its end of the socket, or the device is lost: a new process, which
 * is not shut in yet, must look for it then. Returns main's exit code. */
int hand_run(const char *argument);
