#include "scanner/live.h"

#include "scanner/preview.h"
#include "scanner/sandbox.h"
#include "scanner/say.h"
#include "scanner/watch.h"

#include <poll.h>
#include <stdio.h>
#include <sys/time.h>

enum {
    REOPEN_FIRST_MS = 500,
    REOPEN_MOST_MS = 5000,
    FRAME_AGE_MOST_MS = 4000, /* a camera that gives nothing for so long is closed and opened */
    PREVIEW_STILL_MS = 500,   /* between two pictures while nothing moves */
    FIFO_LOOK_MS = 100,
    ASLEEP_MS = 120, /* between two frames while nobody is near */
    LOOK_MOST_S = 1, /* of this process's own time: a busy board makes nobody guilty */
};

struct live {
    const struct source_kind *kind;
    const char *path;
    bool loop;
    struct source *source;
    enum wire_camera state;
    struct watch *watch;
    struct preview *preview;
    struct speaker speaker;
    int64_t next_open_ms, reopen_ms, next_read_ms, last_frame_ms, last_preview_ms;
    bool sandboxed;
    bool finished; /* the parent must start another of us */
};

static void
set_state(struct live *l, enum wire_camera state, int64_t now_ms)
{
    if (l->state == state)
        return;
    l->state = state;
    say_value(&l->speaker, WIRE_CAMERA, state, now_ms);
}

static void
close_source(struct live *l, int64_t now_ms)
{
    if (l->source)
        l->kind->close(l->source);
    l->source = NULL;
    l->next_open_ms = now_ms + l->reopen_ms;
}

static bool
is_any_camera(const struct live *l)
{
    return l->kind == &source_camera && !l->path[0];
}

static void
try_open(struct live *l, int64_t now_ms)
{
    l->source = is_any_camera(l) ? source_camera_open_after(preview_mute_camera(l->preview))
                                 : l->kind->open(l->path, l->loop);
    if (l->source) {
        l->last_frame_ms = now_ms;
        /* Nothing was decoded so far. Without its sandbox this process decodes nothing at all. */
        l->sandboxed = true;
        l->finished = !sandbox_enter();
        return;
    }
    set_state(l, CAMERA_MISSING, now_ms);
    l->next_open_ms = now_ms + l->reopen_ms;
    l->reopen_ms = l->reopen_ms * 2 < REOPEN_MOST_MS ? l->reopen_ms * 2 : REOPEN_MOST_MS;
}

/* The watchdog on a decoder that a picture sends round for ever: SIGPROF ends this process, and the
 * parent starts another. 0 calls it off. */
static void
watchdog(int seconds)
{
    const struct itimerval timer = {.it_value = {.tv_sec = seconds}};
    setitimer(ITIMER_PROF, &timer, NULL);
}

static void
handle_frame(struct live *l, const struct frame *frame)
{
    static struct decode_result found; /* 64 KiB: not on the stack of each call */
    bool moving = false;
    l->last_frame_ms = frame->captured_ms;
    l->reopen_ms = REOPEN_FIRST_MS;
    set_state(l, CAMERA_ON, frame->captured_ms);
    watchdog(LOOK_MOST_S);
    int count = watch_frame(l->watch, &found, frame, &moving);
    watchdog(0);
    if (count > 0) {
        const struct decoded *code = &found.codes[0]; /* one a frame: the largest card */
        say_code(&l->speaker, code->text, code->len, frame->captured_ms, source_now_ms());
    }
    if (!watch_is_awake(l->watch, frame->captured_ms))
        l->next_read_ms = frame->captured_ms + ASLEEP_MS;
    if (moving || frame->captured_ms - l->last_preview_ms >= PREVIEW_STILL_MS) {
        l->last_preview_ms = frame->captured_ms;
        say_value(
            &l->speaker, WIRE_PREVIEW, preview_publish(l->preview, frame), frame->captured_ms);
    }
}

static void
read_source(struct live *l, int64_t now_ms)
{
    struct frame frame;
    switch (l->kind->read(l->source, &frame, now_ms)) {
    case SOURCE_FRAME:
        handle_frame(l, &frame);
        return;
    case SOURCE_WAIT:
        if (l->kind != &source_camera || now_ms - l->last_frame_ms <= FRAME_AGE_MOST_MS)
            return;
        fputs("scanner: the camera gives no frames\n", stderr);
        if (is_any_camera(l))
            preview_set_mute_camera(l->preview, source_camera_number(l->source));
        break;
    case SOURCE_END:
        close_source(l, now_ms);
        set_state(l, CAMERA_ENDED, now_ms);
        l->kind = NULL;
        return;
    case SOURCE_GONE:
        break;
    }
    close_source(l, now_ms);
    set_state(l, CAMERA_MISSING, now_ms);
    /* From the sandbox no camera can be opened again: the parent starts a process that can. */
    l->finished = l->sandboxed;
}

static int64_t
sooner(int64_t a, int64_t b)
{
    return b >= 0 && b < a ? b : a;
}

/* Waits for the source, the parent, or the next thing that is due. */
static void
wait_for_work(struct live *l, int64_t now_ms)
{
    struct pollfd fds[2] = {{.fd = WIRE_SOCKET_FD, .events = POLLIN}, {.fd = -1}};
    int64_t until = l->speaker.last_ms + WIRE_ALIVE_MS;
    if (l->kind && l->source && now_ms < l->next_read_ms) {
        until = sooner(until, l->next_read_ms);
    } else if (l->kind && l->source) {
        fds[1] = (struct pollfd){.fd = l->kind->fd(l->source), .events = POLLIN};
        until = sooner(until, l->kind->due_ms(l->source));
    } else if (l->kind) {
        until = sooner(until, l->next_open_ms);
    }
    int64_t wait = until > now_ms ? until - now_ms : 0;
    int n = poll(fds, 2, (int)wait);
    if (n > 0 && fds[0].revents)
        l->speaker.gone = true; /* it never writes: its end was closed */
    /* A FIFO whose writer has gone reports that without end. */
    if (n > 0 && fds[1].revents == POLLHUP)
        poll(fds, 1, FIFO_LOOK_MS);
}

int
live_run(const struct source_kind *kind, const char *path, bool loop)
{
    struct live l = {.kind = kind,
        .path = path,
        .loop = loop,
        .state = CAMERA_STATE_COUNT,
        .watch = watch_create(),
        .preview = preview_create(WIRE_PREVIEW_FD),
        .reopen_ms = REOPEN_FIRST_MS};
    if (!l.preview) {
        fputs("scanner: no memory shared by the parent\n", stderr);
        return 1;
    }
    int64_t now_ms = source_now_ms();
    set_state(&l, kind ? CAMERA_STARTING : CAMERA_OFF, now_ms);
    while (!l.finished && !l.speaker.gone) {
        now_ms = source_now_ms();
        say_alive(&l.speaker, now_ms);
        if (l.kind && !l.source && now_ms >= l.next_open_ms)
            try_open(&l, now_ms);
        if (l.kind && l.source && now_ms >= l.next_read_ms)
            read_source(&l, now_ms);
        if (!l.finished && !l.speaker.gone)
            wait_for_work(&l, source_now_ms());
    }
    if (l.kind && l.source)
        l.kind->close(l.source);
    watch_destroy(l.watch);
    preview_destroy(l.preview);
    return 0;
}
