#include "scanner/watch.h"

#include <stdlib.h>
#include <string.h>

enum {
    ACROSS = 64, /* cells of the thumbnail */
    DOWN = 36,
    STEP = 4,          /* every 4th pixel of every 4th row goes into its cell */
    CELL_CHANGED = 10, /* of 255: beyond a cheap camera's noise once averaged */
    CELLS_MOVING = 6,
    STAY_AWAKE_MS = 3000, /* after the last motion or code */
    ASLEEP_EVERY = 8,     /* frames between two looks at a still picture */
};

struct watch {
    struct decoder *decoder;
    uint8_t last[ACROSS * DOWN];
    bool have_last;
    int64_t awake_until_ms;
    unsigned frames;
};

struct watch *
watch_create(void)
{
    struct watch *w = calloc(1, sizeof *w);
    if (!w)
        abort();
    w->decoder = decoder_create();
    return w;
}

void
watch_destroy(struct watch *w)
{
    if (!w)
        return;
    decoder_destroy(w->decoder);
    free(w);
}

static uint8_t
cell_mean(const struct grey *y, int left, int top, int width, int height)
{
    unsigned sum = 0, count = 0;
    for (int row = top; row < top + height; row += STEP) {
        const uint8_t *px = y->px + (ptrdiff_t)row * y->width;
        for (int x = left; x < left + width; x += STEP, count++)
            sum += px[x];
    }
    return count ? (uint8_t)(sum / count) : 0;
}

static bool
moves(struct watch *w, const struct grey *y)
{
    int width = y->width / ACROSS, height = y->height / DOWN, changed = 0;
    for (int i = 0; i < ACROSS * DOWN; i++) {
        uint8_t mean = cell_mean(y, i % ACROSS * width, i / ACROSS * height, width, height);
        changed += abs(mean - w->last[i]) > CELL_CHANGED;
        w->last[i] = mean;
    }
    bool first = !w->have_last;
    w->have_last = true;
    return first || changed >= CELLS_MOVING;
}

int
watch_frame(struct watch *w, struct decode_result *out, const struct frame *frame, bool *moving)
{
    out->count = 0;
    *moving = moves(w, &frame->y);
    if (*moving)
        w->awake_until_ms = frame->captured_ms + STAY_AWAKE_MS;
    w->frames++;
    bool awake = frame->captured_ms < w->awake_until_ms;
    if (!awake && w->frames % ASLEEP_EVERY != 0)
        return 0;
    if (decoder_look(w->decoder, out, &frame->y, LOOK_HALF) == 0 && awake) {
        enum decode_look dear[] = {LOOK_FINE, LOOK_PLAIN, LOOK_INVERTED, LOOK_SOFT, LOOK_DOUBLE};
        decoder_look(w->decoder, out, &frame->y, dear[w->frames % 5]);
    }
    if (out->count > 0)
        w->awake_until_ms = frame->captured_ms + STAY_AWAKE_MS;
    return out->count;
}
