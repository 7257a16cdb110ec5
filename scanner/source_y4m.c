/* source_y4m.c: YUV4MPEG2 from a file, at its own pace, or from a FIFO, as it comes. A FIFO's
 * writer may go and another come: the stream then begins anew with its header. */
#include "scanner/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINE_MAX_LEN = 256, LINES_AT_ONCE = 64, PIXELS_MAX = 16 * 1000 * 1000 };

struct source {
    int fd;
    bool fifo, loop;
    char line[LINE_MAX_LEN]; /* the header or a FRAME line, as far as it has come */
    size_t line_len;
    bool header_read, in_frame;
    int width, height;
    bool grey;
    int64_t period_us, started_ms, frames;
    uint8_t *px;
    size_t size, have;
};

static struct source *
open_y4m(const char *path, bool loop)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0) {
        fprintf(stderr, "scanner: cannot open the stream: %s\n", strerror(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    struct source *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->fd = fd;
    s->fifo = !S_ISREG(info.st_mode);
    s->loop = loop;
    return s;
}

static void
close_y4m(struct source *s)
{
    close(s->fd);
    free(s->px);
    free(s);
}

static void
begin_anew(struct source *s)
{
    s->line_len = s->have = 0;
    s->header_read = s->in_frame = false;
    s->frames = 0;
}

static bool
set_rate(struct source *s, const char *text)
{
    char *end = NULL;
    long num = strtol(text, &end, 10);
    long den = *end == ':' ? strtol(end + 1, NULL, 10) : 0;
    if (num <= 0 || den <= 0 || num > 1000000 || den > 1000000)
        return false;
    s->period_us = den * INT64_C(1000000) / num;
    return s->period_us > 0;
}

static bool
set_colour(struct source *s, const char *text)
{
    s->grey = strcmp(text, "mono") == 0;
    return s->grey || strncmp(text, "420", 3) == 0;
}

/* 0 for what is no side of a picture. */
static int
read_side(const char *text)
{
    long side = strtol(text, NULL, 10);
    return side >= 2 && side <= DECODE_SIDE_MAX ? (int)side : 0;
}

static bool
read_word(struct source *s, const char *word)
{
    switch (word[0]) {
    case 'W':
        s->width = read_side(word + 1);
        return true;
    case 'H':
        s->height = read_side(word + 1);
        return true;
    case 'F':
        return set_rate(s, word + 1);
    case 'C':
        return set_colour(s, word + 1) && strstr(word, "p1") == NULL;
    default:
        return true;
    }
}

/* "YUV4MPEG2 W1280 H720 F15:1 C420jpeg": unknown words are passed over. */
static bool
read_header(struct source *s)
{
    char *rest = NULL, *word = strtok_r(s->line, " ", &rest);
    if (!word || strcmp(word, "YUV4MPEG2") != 0)
        return false;
    s->width = s->height = 0;
    s->grey = false;
    s->period_us = 1000000 / 15;
    while ((word = strtok_r(NULL, " ", &rest)))
        if (!read_word(s, word))
            return false;
    if (!s->width || !s->height || (int64_t)s->width * s->height > PIXELS_MAX)
        return false;
    size_t luma = (size_t)s->width * (size_t)s->height;
    size_t quarter = (size_t)((s->width + 1) / 2) * (size_t)((s->height + 1) / 2);
    s->size = s->grey ? luma : luma + 2 * quarter;
    free(s->px);
    s->px = malloc(s->size);
    if (!s->px)
        abort();
    return true;
}

/* Reads up to the end of a line, byte by byte: it is a few bytes a frame. Returns 1 for a whole
 * line, else read's answer, or -2 for a line that is too long. */
static int
read_line(struct source *s)
{
    char c;
    ssize_t n;
    while ((n = read(s->fd, &c, 1)) == 1) {
        if (c == '\n') {
            s->line[s->line_len] = '\0';
            s->line_len = 0;
            return 1;
        }
        if (s->line_len == LINE_MAX_LEN - 1)
            return -2;
        s->line[s->line_len++] = c;
    }
    return (int)n;
}

/* A file stays what it is; a FIFO is opened again, for its next writer may know better. */
static enum source_state
refuse(const struct source *s, const char *what)
{
    fprintf(stderr, "scanner: the stream is not Y4M as we know it: %s\n", what);
    return s->fifo ? SOURCE_GONE : SOURCE_END;
}

static enum source_state
at_end(struct source *s)
{
    if (s->fifo) {
        begin_anew(s);
        return SOURCE_WAIT;
    }
    bool whole = s->header_read && !s->in_frame && s->line_len == 0;
    if (!whole)
        return refuse(s, "it ends in the middle of a frame");
    if (!s->loop || s->frames == 0 || lseek(s->fd, 0, SEEK_SET) != 0)
        return SOURCE_END;
    begin_anew(s);
    return SOURCE_WAIT;
}

static enum source_state
after_read(struct source *s, ssize_t n)
{
    if (n == 0)
        return at_end(s);
    if (n == -2)
        return refuse(s, "a line is too long");
    return errno == EAGAIN || errno == EINTR ? SOURCE_WAIT : SOURCE_GONE;
}

static enum source_state
read_frame_line(struct source *s)
{
    int n = read_line(s);
    if (n != 1)
        return after_read(s, n);
    /* A header in the middle: a FIFO's writer went and another came before the end was seen. */
    if (!s->header_read || strncmp(s->line, "YUV4MPEG2", 9) == 0) {
        if (!read_header(s))
            return refuse(s, "its header");
        s->header_read = true;
        return SOURCE_FRAME;
    }
    if (strncmp(s->line, "FRAME", 5) != 0)
        return refuse(s, "a frame's first line");
    s->in_frame = true;
    s->have = 0;
    return SOURCE_FRAME;
}

static enum source_state
read_pixels(struct source *s)
{
    while (s->have < s->size) {
        ssize_t n = read(s->fd, s->px + s->have, s->size - s->have);
        if (n <= 0)
            return after_read(s, n);
        s->have += (size_t)n;
    }
    return SOURCE_FRAME;
}

static int64_t
due_y4m(const struct source *s)
{
    if (s->fifo || !s->header_read)
        return s->fifo ? -1 : 0;
    return s->started_ms + s->frames * s->period_us / 1000;
}

static void
give(struct source *s, struct frame *out, int64_t now_ms)
{
    size_t luma = (size_t)s->width * (size_t)s->height;
    size_t quarter = (size_t)((s->width + 1) / 2) * (size_t)((s->height + 1) / 2);
    *out = (struct frame){.y = {s->px, s->width, s->height}, .captured_ms = now_ms};
    if (!s->grey) {
        out->u = s->px + luma;
        out->v = out->u + quarter;
    }
    s->in_frame = false;
    if (s->frames++ == 0)
        s->started_ms = now_ms;
}

static enum source_state
read_y4m(struct source *s, struct frame *out, int64_t now_ms)
{
    if (!s->fifo && s->frames > 0 && now_ms < due_y4m(s))
        return SOURCE_WAIT;
    /* Headers without end are no frames: the rest of us wants its turn as well. */
    for (int lines = 0; !s->in_frame; lines++) {
        enum source_state state = read_frame_line(s);
        if (state != SOURCE_FRAME)
            return state;
        if (lines == LINES_AT_ONCE)
            return SOURCE_WAIT;
    }
    enum source_state state = read_pixels(s);
    if (state == SOURCE_FRAME)
        give(s, out, now_ms);
    return state;
}

/* Without a writer a FIFO is at its end all the time, and poll would return at once: the caller
 * then looks by time. */
static int
fd_y4m(const struct source *s)
{
    return s->fifo ? s->fd : -1;
}

const struct source_kind source_y4m = {
    .open = open_y4m,
    .close = close_y4m,
    .read = read_y4m,
    .fd = fd_y4m,
    .due_ms = due_y4m,
};
