#include "scanner/aim.h"

#include "scanner/card.h"
#include "scanner/sandbox.h"
#include "scanner/source.h"

#include <math.h>
#include <poll.h>
#include <stdio.h>

enum {
    DARK = 40,
    BRIGHT = 220,
    EVERY_MS = 500,
    MUTE_MS = 4000,
    EASY_TENTHS = 50, /* from here on the first step reads every clean card */
    GREY_STEP = 8,    /* every 8th pixel of every 8th row makes the mean */
};

static const char *const names[] = {
#define X(verdict, name) [verdict] = name,
    AIM_VERDICTS(X)
#undef X
};

int
aim_tenths(const struct decoded *code)
{
    if (!card_is_whole(code->text, code->len))
        return 0;
    return (int)lround(sqrt(code->area) * 10 / CARD_MODULES);
}

struct aim
aim_judge(const struct decoded *code, int grey, int height)
{
    struct aim aim = {.grey = grey, .tenths = code ? aim_tenths(code) : 0};
    if (!code)
        aim.verdict = grey < DARK ? AIM_DARK : grey > BRIGHT ? AIM_BRIGHT : AIM_NONE;
    else if (aim.tenths == 0)
        aim.verdict = AIM_OTHER;
    else if (aim.tenths < AIM_TENTHS_LEAST)
        aim.verdict = AIM_SMALL;
    else if (aim.tenths * CARD_MODULES > height * 7) /* over 0.7 of the height */
        aim.verdict = AIM_NEAR;
    else
        aim.verdict = code->step == STEP_HALF || aim.tenths < EASY_TENTHS ? AIM_GOOD : AIM_HARD;
    return aim;
}

static int
mean_of(const struct grey *y)
{
    int64_t sum = 0, count = 0;
    for (int row = 0; row < y->height; row += GREY_STEP)
        for (int x = 0; x < y->width; x += GREY_STEP, count++)
            sum += y->px[(ptrdiff_t)row * y->width + x];
    return count ? (int)(sum / count) : 0;
}

static void
look_and_say(struct decoder *decoder, const struct frame *frame)
{
    static struct decode_result found; /* 64 KiB: not on the stack */
    bool read = decoder_search(decoder, &found, &frame->y) > 0;
    struct aim aim = aim_judge(read ? &found.codes[0] : NULL, mean_of(&frame->y), frame->y.height);
    printf("%s\t%d.%d\t%d\n", names[aim.verdict], aim.tenths / 10, aim.tenths % 10, aim.grey);
    fflush(stdout);
}

static void
wait_for_frame(const struct source_kind *kind, const struct source *source, int64_t now_ms)
{
    struct pollfd fd = {.fd = kind->fd(source), .events = POLLIN};
    int64_t due = kind->due_ms(source);
    int64_t wait = due >= 0 && due - now_ms < EVERY_MS ? due - now_ms : EVERY_MS;
    if (poll(&fd, 1, wait > 0 ? (int)wait : 0) > 0 && fd.revents == POLLHUP)
        poll(NULL, 0, EVERY_MS); /* a FIFO without a writer says so without end */
}

static int
run(const struct source_kind *kind, struct source *source, struct decoder *decoder)
{
    int64_t next_ms = 0, last_ms = source_now_ms();
    for (;;) {
        struct frame frame;
        int64_t now_ms = source_now_ms();
        enum source_state state = kind->read(source, &frame, now_ms);
        if (state < 0)
            return state == SOURCE_END ? 0 : 1;
        if (state == SOURCE_FRAME) {
            last_ms = frame.captured_ms;
            if (last_ms >= next_ms) {
                look_and_say(decoder, &frame);
                next_ms = last_ms + EVERY_MS;
            }
        } else if (kind == &source_camera && now_ms - last_ms > MUTE_MS) {
            fputs("scanner: the camera gives no frames\n", stderr);
            return 1;
        }
        wait_for_frame(kind, source, source_now_ms());
    }
}

int
aim_run(const struct source_kind *kind, const char *path)
{
    struct source *source = kind ? kind->open(path, false) : NULL;
    if (!source)
        return 1;
    struct decoder *decoder = decoder_create();
    int status = 1;
    if (sandbox_enter())
        status = run(kind, source, decoder);
    decoder_destroy(decoder);
    kind->close(source);
    return status;
}
