/* bench_walls: what a picture that crashes the decoder costs: from the moment at which it was
 * before the scanner to the next code read. The real scanner process and its parent's side,
 * 1280x720 at 15 frames/s through a FIFO. */
#include "tests/holder.h"

#include "scanner/client.h"
#include "scanner/source.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RUNS = 20, PATIENCE_MS = 20000 };

/* Listens until a code that begins with `text` is read; when that was, or 0. */
static int64_t
await_code(struct scanner *s, const char *text)
{
    for (int64_t end = source_now_ms() + PATIENCE_MS; source_now_ms() < end;) {
        struct scanner_event event;
        int64_t wait_ms = scanner_tick(s, source_now_ms()) - source_now_ms();
        struct pollfd fd = {.fd = scanner_fd(s), .events = POLLIN};
        poll(&fd, 1, wait_ms > 0 ? (int)wait_ms : 0);
        while (scanner_next(s, &event, source_now_ms()))
            if (event.kind == SCANNER_CODE && strncmp(event.text, text, strlen(text)) == 0)
                return source_now_ms();
    }
    return 0;
}

/* A card, a hostile picture, another card. -1 where one was not read. */
static int64_t
gap(const char *fifo)
{
    static const struct shot shots[] = {{"CARD A", 8}, {"HOSTILE CRASH", 1}, {"CARD B", 90}};
    struct scanner *s = scanner_create("build/zhaoxi-scanner", fifo, false, source_now_ms());
    struct holder *holder = holder_start(fifo, shots, 3);
    int64_t before_ms = await_code(s, "CARD A"), after_ms = await_code(s, "CARD B");
    int64_t gap_ms = before_ms && after_ms ? after_ms - holder_shown_ms(holder, 1) : -1;
    holder_stop(holder);
    scanner_destroy(s);
    return gap_ms;
}

static int
compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static int
measure(const char *fifo)
{
    int64_t gaps[RUNS];
    for (int i = 0; i < RUNS; i++) {
        gaps[i] = gap(fifo);
        if (gaps[i] < 0) {
            fputs("bench-walls: a card was not read\n", stderr);
            return 1;
        }
    }
    qsort(gaps, RUNS, sizeof gaps[0], compare);
    printf("crash_gap_p50_ms\t%lld\tms\t-\t-\n", (long long)gaps[RUNS / 2]);
    printf("crash_gap_ms\t%lld\tms\t<300\t-\n", (long long)gaps[(RUNS * 95 + 99) / 100 - 1]);
    return 0;
}

int
main(void)
{
    char folder[] = "/tmp/zhaoxi-walls-XXXXXX", fifo[64];
    if (!mkdtemp(folder))
        return 1;
    snprintf(fifo, sizeof fifo, "%s/fifo", folder);
    int rc = mkfifo(fifo, 0600) == 0 && setenv("LD_PRELOAD", "build/tests/fault_zbar.so", 1) == 0
                 ? measure(fifo)
                 : 1;
    fprintf(stderr,
        "bench-walls: from the crashing frame's last byte in the FIFO to the next card read; %d "
        "runs, the 95th in a hundred; a frame every 66 ms. A camera's own opening is not in it.\n",
        RUNS);
    remove(fifo);
    rmdir(folder);
    return rc;
}
