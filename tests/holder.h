/* holder.h: holds codes before a scanner, 1280x720 at 15 frames/s, through a FIFO.
 *
 * Like a camera it goes on when the scanner dies: what nobody watched is lost, and the next scanner
 * finds the stream as it is by then. */
#pragma once

#include <stdint.h>

enum { HOLDER_W = 1280, HOLDER_H = 720, HOLDER_FPS = 15, HOLDER_SHOTS = 8 };

struct shot {
    const char *text; /* NULL: an empty picture */
    int frames;
};

struct holder;

/* Starts a process that makes the FIFO's stream of these shots, each once; at most HOLDER_SHOTS. */
struct holder *holder_start(const char *fifo, const struct shot *shots, int count);
void holder_stop(struct holder *holder);

/* CLOCK_BOOTTIME ms when the last frame of a shot was in the FIFO; 0: not yet. */
int64_t holder_shown_ms(const struct holder *holder, int shot);

/* Paints an empty picture, or one with a code of 8 px a module near its middle. */
void holder_draw(uint8_t *px, const char *text);
