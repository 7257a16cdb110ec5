/* client.h: the kiosk's side of the scanner process.
 *
 * Starts it, reads what it says, starts it again when it dies or hangs. Nothing here waits, but for
 * up to 50 ms for a process to die. Times are CLOCK_BOOTTIME milliseconds, passed by the caller. */
#pragma once

#include "scanner/wire.h"

#include <stdbool.h>
#include <stdint.h>

struct scanner;

enum scanner_event_kind {
    SCANNER_CODE,    /* text, len, captured_ms */
    SCANNER_PREVIEW, /* a new picture for the viewfinder */
    SCANNER_CAMERA,  /* camera */
};

struct scanner_event {
    enum scanner_event_kind kind;
    enum wire_camera camera;
    int64_t captured_ms;
    size_t len;
    char text[DECODE_TEXT_MAX + 1]; /* any bytes, closed by NUL */
};

struct scanner_picture {
    int width, height; /* even; planar YUV 4:2:0 without gaps */
    const uint8_t *px; /* borrowed until the next call of scanner_picture */
};

/* `program` is the scanner's path, `source` its --source. Never fails: a process that can't be
 * started is one that is down. */
struct scanner *scanner_create(const char *program, const char *source, bool loop, int64_t now_ms);
void scanner_destroy(struct scanner *scanner);

/* To poll for reading; -1 while the process is down. */
int scanner_fd(const struct scanner *scanner);

/* Takes the next event; false when there is none for now. */
bool scanner_next(struct scanner *scanner, struct scanner_event *out, int64_t now_ms);

/* Ends a process that has said nothing for long. Starts a dead one again: at once, then, while it
 * does not live for 10 s, waiting longer each time. Returns when it wants to be called next. */
int64_t scanner_tick(struct scanner *scanner, int64_t now_ms);

/* The newest whole picture, copied out of the memory shared with the process and checked. */
bool scanner_picture(struct scanner *scanner, struct scanner_picture *out);

/* The process's id, 0 while it is down: for tests that kill it. */
int scanner_pid(const struct scanner *scanner);
