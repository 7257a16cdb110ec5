#include "hub/lines.h"

#include "db/clock.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

enum { LOOK_MS = 250, BYTES_PER_MS = 4 };

struct line {
    struct line *before, *after; /* in the order in which they entered their states */
    int fd;
    enum line_state state;
    int64_t until_ms; /* monotonic */
    bool ended;
};

struct lines {
    struct line ends; /* head of the ring */
    int count, most, patience_ms;
    uint64_t evicted;
    bool ending;
    pthread_mutex_t lock;
    pthread_cond_t full;
    pthread_t thread;
};

static void
unlink_line(struct line *line)
{
    line->before->after = line->after;
    line->after->before = line->before;
}

static void
append(struct lines *lines, struct line *line)
{
    line->before = lines->ends.before;
    line->after = &lines->ends;
    line->before->after = line;
    lines->ends.before = line;
}

static void
end(struct lines *lines, struct line *line)
{
    line->ended = true;
    lines->evicted++;
    shutdown(line->fd, SHUT_RDWR);
}

static bool
crowded(const struct lines *lines, int gone)
{
    return lines->count - gone > lines->most - lines->most / 8;
}

/* One look at all of them. What was ended before and is not closed yet counts as gone. */
static void
look(struct lines *lines)
{
    int64_t now = clock_mono_ms();
    int gone = 0;
    for (struct line *line = lines->ends.after; line != &lines->ends; line = line->after) {
        bool late = line->state != LINE_WORKS && now > line->until_ms;
        if (!line->ended && late)
            end(lines, line);
        gone += line->ended;
    }
    for (struct line *line = lines->ends.after; line != &lines->ends; line = line->after)
        if (!line->ended && line->state == LINE_WAITS && crowded(lines, gone)) {
            end(lines, line);
            gone++;
        }
}

static void *
watch(void *payload)
{
    struct lines *lines = payload;
    pthread_mutex_lock(&lines->lock);
    while (!lines->ending) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += LOOK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&lines->full, &lines->lock, &until);
        look(lines);
    }
    pthread_mutex_unlock(&lines->lock);
    return NULL;
}

struct lines *
lines_create(int most, int patience_ms)
{
    struct lines *lines = calloc(1, sizeof *lines);
    pthread_condattr_t monotonic;
    if (!lines)
        abort();
    lines->ends.before = lines->ends.after = &lines->ends;
    lines->most = most;
    lines->patience_ms = patience_ms;
    pthread_mutex_init(&lines->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&lines->full, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&lines->thread, NULL, watch, lines) == 0)
        return lines;
    free(lines);
    return NULL;
}

void
lines_destroy(struct lines *lines)
{
    if (!lines)
        return;
    pthread_mutex_lock(&lines->lock);
    lines->ending = true;
    pthread_cond_signal(&lines->full);
    pthread_mutex_unlock(&lines->lock);
    pthread_join(lines->thread, NULL);
    for (struct line *line = lines->ends.after, *next; line != &lines->ends; line = next) {
        next = line->after;
        free(line);
    }
    pthread_cond_destroy(&lines->full);
    pthread_mutex_destroy(&lines->lock);
    free(lines);
}

struct line *
line_open(struct lines *lines, int fd)
{
    struct line *line = calloc(1, sizeof *line);
    if (!line)
        abort();
    line->fd = fd;
    line->until_ms = clock_mono_ms() + lines->patience_ms;
    pthread_mutex_lock(&lines->lock);
    append(lines, line);
    lines->count++;
    if (crowded(lines, 0))
        pthread_cond_signal(&lines->full);
    pthread_mutex_unlock(&lines->lock);
    return line;
}

void
line_close(struct lines *lines, struct line *line)
{
    pthread_mutex_lock(&lines->lock);
    unlink_line(line);
    lines->count--;
    pthread_mutex_unlock(&lines->lock);
    free(line);
}

void
line_enter(struct lines *lines, struct line *line, enum line_state state, uint64_t bytes)
{
    pthread_mutex_lock(&lines->lock);
    line->state = state;
    line->until_ms = clock_mono_ms() + lines->patience_ms + (int64_t)(bytes / BYTES_PER_MS);
    unlink_line(line);
    append(lines, line);
    pthread_mutex_unlock(&lines->lock);
}

int
lines_count(struct lines *lines)
{
    pthread_mutex_lock(&lines->lock);
    int count = lines->count;
    pthread_mutex_unlock(&lines->lock);
    return count;
}

uint64_t
lines_evicted(struct lines *lines)
{
    pthread_mutex_lock(&lines->lock);
    uint64_t evicted = lines->evicted;
    pthread_mutex_unlock(&lines->lock);
    return evicted;
}
