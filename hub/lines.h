/* lines.h: the open connections, and the end of those that cost more than they bring.
 *
 * A connection has a time within which its next head must be there whole, and its body come and its
 * answer go at 4 KiB/s at least. Where nearly all places are taken, those that have waited longest
 * without asking are closed first: ten thousand that say nothing keep nobody out. The socket is
 * only shut down; its owner, libmicrohttpd, closes it. */
#pragma once

#include <stdint.h>

struct lines;
struct line;

enum line_state {
    LINE_WAITS, /* for a head: new, or between two requests */
    LINE_SENDS, /* a body or an answer is on its way */
    LINE_WORKS, /* a worker is at it: never ended */
};

struct lines *lines_create(int most, int patience_ms);
void lines_destroy(struct lines *lines);

struct line *line_open(struct lines *lines, int fd);
void line_close(struct lines *lines, struct line *line);

/* Begins the state anew; `bytes` is how much is to be sent in LINE_SENDS. */
void line_enter(struct lines *lines, struct line *line, enum line_state state, uint64_t bytes);

int lines_count(struct lines *lines);
uint64_t lines_evicted(struct lines *lines);
