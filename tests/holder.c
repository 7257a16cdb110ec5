#include "tests/holder.h"

#include "scanner/source.h"

#include <fcntl.h>
#include <poll.h>
#include <qrencode.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LUMA = HOLDER_W * HOLDER_H, MODULE = 8, QUIET = 4 };

struct holder {
    pid_t pid;
    _Atomic int64_t *shown_ms; /* shared with the process */
};

struct feed {
    const char *fifo;
    int fd;
    uint8_t px[LUMA * 3 / 2];
};

void
holder_draw(uint8_t *px, const char *text)
{
    memset(px, 120, LUMA);
    QRcode *code = text ? QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1) : NULL;
    int side = code ? (code->width + 2 * QUIET) * MODULE : 0;
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            int mx = x / MODULE - QUIET, my = y / MODULE - QUIET;
            bool in = mx >= 0 && my >= 0 && mx < code->width && my < code->width;
            bool dark = in && code->data[my * code->width + mx] & 1;
            px[(100 + y) * HOLDER_W + 400 + x] = dark ? 20 : 235;
        }
    QRcode_free(code);
}

static bool
put(struct feed *f, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        ssize_t n = write(f->fd, at, size);
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

/* Waits until a scanner is there. */
static void
begin(struct feed *f)
{
    if (f->fd >= 0)
        close(f->fd);
    f->fd = open(f->fifo, O_WRONLY | O_CLOEXEC);
    if (f->fd < 0)
        _exit(1);
}

/* Until the next frame is due. A scanner that dies meanwhile is noticed at once, so that what it
 * had not read does not wait in the FIFO for the next one. */
static void
wait_until(struct feed *f, int64_t due_ms)
{
    for (int64_t now; (now = source_now_ms()) < due_ms;) {
        struct pollfd fd = {.fd = f->fd};
        if (poll(&fd, 1, (int)(due_ms - now)) > 0)
            begin(f);
    }
}

static void
run(struct feed *f, const struct shot *shots, int count, _Atomic int64_t *shown_ms)
{
    static const char head[] = "YUV4MPEG2 W1280 H720 F15:1 C420jpeg\nFRAME\n";
    signal(SIGPIPE, SIG_IGN);
    memset(f->px, 128, sizeof f->px);
    begin(f);
    int64_t due_ms = source_now_ms();
    for (int i = 0; i < count; i++) {
        holder_draw(f->px, shots[i].text);
        for (int n = 0; n < shots[i].frames; n++, due_ms += 1000 / HOLDER_FPS) {
            wait_until(f, due_ms);
            /* A header each time: whichever scanner reads this knows what it is. */
            if (!put(f, head, sizeof head - 1) || !put(f, f->px, sizeof f->px))
                begin(f);
        }
        atomic_store(&shown_ms[i], source_now_ms());
    }
    _exit(0);
}

struct holder *
holder_start(const char *fifo, const struct shot *shots, int count)
{
    struct holder *h = calloc(1, sizeof *h);
    size_t size = HOLDER_SHOTS * sizeof *h->shown_ms;
    void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!h || shared == MAP_FAILED || count > HOLDER_SHOTS)
        abort();
    h->shown_ms = shared;
    h->pid = fork();
    if (h->pid < 0)
        abort();
    if (h->pid == 0) {
        static struct feed feed;
        feed.fifo = fifo;
        feed.fd = -1;
        run(&feed, shots, count, h->shown_ms);
    }
    return h;
}

void
holder_stop(struct holder *h)
{
    kill(h->pid, SIGKILL);
    waitpid(h->pid, NULL, 0);
    munmap((void *)h->shown_ms, HOLDER_SHOTS * sizeof *h->shown_ms);
    free(h);
}

int64_t
holder_shown_ms(const struct holder *h, int shot)
{
    return atomic_load(&h->shown_ms[shot]);
}
