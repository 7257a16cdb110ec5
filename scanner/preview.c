#include "scanner/preview.h"

#include "scanner/wire.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct preview {
    struct wire_preview *shared;
    uint64_t number;
};

struct preview *
preview_create(int fd)
{
    void *shared =
        mmap(NULL, sizeof(struct wire_preview), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared == MAP_FAILED)
        return NULL;
    struct preview *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    p->shared = shared;
    /* A scanner that replaces a dead one goes on where that stopped. */
    p->number = atomic_load(&p->shared->newest);
    return p;
}

void
preview_destroy(struct preview *p)
{
    if (!p)
        return;
    munmap(p->shared, sizeof *p->shared);
    free(p);
}

/* Mean of each square of `by` pixels; at most 2 x 2 samples of it, which the eye can't tell. */
static void
shrink(uint8_t *to, int width, int height, const uint8_t *from, int from_width, int by)
{
    int half = by / 2;
    for (int y = 0; y < height; y++) {
        const uint8_t *a = from + (ptrdiff_t)y * by * from_width;
        const uint8_t *b = a + (ptrdiff_t)half * from_width;
        for (int x = 0; x < width; x++, a += by, b += by)
            *to++ = (uint8_t)((a[0] + a[half] + b[0] + b[half] + 2) / 4);
    }
}

int64_t
preview_publish(struct preview *p, const struct frame *frame)
{
    int longer = frame->y.width > frame->y.height ? frame->y.width : frame->y.height;
    int by = (longer + WIRE_SIDE_MAX - 1) / WIRE_SIDE_MAX;
    int width = frame->y.width / by & ~1, height = frame->y.height / by & ~1;
    if (width < 2 || height < 2)
        return (int64_t)p->number;
    struct wire_slot *slot = &p->shared->slots[(p->number + 1) % WIRE_SLOTS];
    slot->width = (uint32_t)width;
    slot->height = (uint32_t)height;
    size_t luma = (size_t)width * (size_t)height;
    shrink(slot->px, width, height, frame->y.px, frame->y.width, by);
    if (frame->u) {
        int across = (frame->y.width + 1) / 2;
        shrink(slot->px + luma, width / 2, height / 2, frame->u, across, by);
        shrink(slot->px + luma * 5 / 4, width / 2, height / 2, frame->v, across, by);
    } else {
        memset(slot->px + luma, 128, luma / 2);
    }
    atomic_store(&p->shared->newest, ++p->number);
    return (int64_t)p->number;
}

int
preview_mute_camera(const struct preview *p)
{
    uint32_t mute = atomic_load(&p->shared->mute);
    return mute > 0 && mute <= INT16_MAX ? (int)mute - 1 : -1;
}

void
preview_set_mute_camera(struct preview *p, int number)
{
    atomic_store(&p->shared->mute, (uint32_t)(number + 1));
}
