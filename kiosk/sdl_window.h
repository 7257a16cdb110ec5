/* sdl_window.h: the window, its pixels and what comes in: touches, keys, descriptors to watch.
 * With sdl_sound.c the only place that knows SDL. */
#pragma once

#include "kiosk/rect.h"

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>

struct window;

enum window_event_kind {
    WINDOW_TIMEOUT,
    WINDOW_DOWN, /* x, y: a finger or the mouse went down */
    WINDOW_MOVE, /* it moved while down */
    WINDOW_UP,
    WINDOW_KEY,     /* key: a letter, a digit, '\r', or ' ' for any other */
    WINDOW_WATCHED, /* a watched descriptor can be read; watch them again afterwards */
    WINDOW_CHANGED, /* the size or what was shown: paint all */
    WINDOW_CLOSED,
};

struct window_event {
    enum window_event_kind kind;
    int64_t finger; /* which, for the first three kinds */
    int x, y;
    char key;
};

/* Full screen where width is 0. NULL, with the reason on standard error, where there is no display.
 */
struct window *window_create(const char *title, int width, int height);
void window_destroy(struct window *window);

/* Waits at most so long; returns at once for 0. Of moves that have piled up the newest is told. */
struct window_event window_wait(struct window *window, int64_t timeout_ms);

enum { WINDOW_WATCHES = 3 };

/* Reports once when one of them can be read; -1 stands for none. */
void window_watch(struct window *window, const int fds[WINDOW_WATCHES]);

/* The pixels: valid until the next WINDOW_CHANGED. NULL where SDL has none. */
cairo_surface_t *window_surface(struct window *window);
void window_present(struct window *window, struct rect changed);
void window_size(struct window *window, int *width, int *height);

/* Dots per inch as the display says; 0 where it does not. */
double window_dpi(struct window *window);
