#include "scanner/watch.h"

#include "scanner/card.h"

#include <stdlib.h>
#include <string.h>

enum {
    ACROSS = 64, /* cells of the thumbnail */
    DOWN = 36,
    STEP = 4,          /* every 4th pixel of every 4th row goes into its cell */
    CELL_CHANGED = 10, /* of 255 */
    CHANGE_BEYOND = 6, /* times the median: four of its standard deviations, if noise is normal */
    CELLS_MOVING = 6,
    STAY_AWAKE_MS = 3000, /* after the last motion or card */
    GLANCE_MS = 480,      /* between two looks at a still picture */
};

struct watch {
    struct decoder *decoder;
    uint8_t last[ACROSS * DOWN];
    bool have_last;
    int64_t awake_until_ms;
    int64_t next_glance_ms;
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

/* The change that half of the cells stay below: what noise makes of a still picture, or a lamp of
 * the whole room. */
static int
median_of(const uint16_t count[256])
{
    int seen = 0, change = 0;
    while (change < 255 && (seen += count[change]) * 2 < ACROSS * DOWN)
        change++;
    return change;
}

static bool
moves(struct watch *w, const struct grey *y)
{
    uint16_t count[256] = {0};
    int width = y->width / ACROSS, height = y->height / DOWN;
    for (int i = 0; i < ACROSS * DOWN; i++) {
        uint8_t mean = cell_mean(y, i % ACROSS * width, i / ACROSS * height, width, height);
        count[abs(mean - w->last[i])]++;
        w->last[i] = mean;
    }
    int beyond = CHANGE_BEYOND * median_of(count), changed = 0;
    for (int change = 255; change > CELL_CHANGED && change > beyond; change--)
        changed += count[change];
    bool first = !w->have_last;
    w->have_last = true;
    return first || changed >= CELLS_MOVING;
}

int
watch_frame(struct watch *w, struct decode_result *out, const struct frame *frame, bool *moving)
{
    /* A still picture is looked at now and then: a card may have come between two frames. */
    static const struct decode_effort glance = {.sure = 8000, .hinted = 4000, .unsure = 2000};
    out->count = 0;
    *moving = moves(w, &frame->y);
    if (*moving)
        w->awake_until_ms = frame->captured_ms + STAY_AWAKE_MS;
    bool awake = watch_is_awake(w, frame->captured_ms);
    if (awake) {
        decoder_search(w->decoder, out, &frame->y);
    } else if (frame->captured_ms >= w->next_glance_ms) {
        decoder_look(w->decoder, out, &frame->y, &glance);
        w->next_glance_ms = frame->captured_ms + GLANCE_MS;
    }
    /* Another program's code may hang on the wall all day. */
    if (out->count > 0 && card_is_whole(out->codes[0].text, out->codes[0].len))
        w->awake_until_ms = frame->captured_ms + STAY_AWAKE_MS;
    return out->count;
}

bool
watch_is_awake(const struct watch *w, int64_t now_ms)
{
    return now_ms < w->awake_until_ms;
}
