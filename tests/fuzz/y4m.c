/* Fuzzes a stream's bytes, as a file and as a FIFO gives them. */
#include "scanner/source.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { READS = 64, PIPE = 60000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Touches the first and the last pixel of each plane. */
static unsigned
touch(const struct frame *frame)
{
    size_t luma = (size_t)frame->y.width * (size_t)frame->y.height;
    size_t quarter = (size_t)((frame->y.width + 1) / 2) * (size_t)((frame->y.height + 1) / 2);
    unsigned sum = frame->y.px[0] + frame->y.px[luma - 1];
    if (frame->u)
        sum += frame->u[quarter - 1] + frame->v[quarter - 1];
    return sum;
}

static void
read_fd(int fd)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct source *source = source_y4m.open(path, true);
    if (!source)
        abort();
    struct frame frame;
    for (int i = 0; i < READS; i++) {
        enum source_state state = source_y4m.read(source, &frame, (int64_t)i * 1000000);
        if (state == SOURCE_FRAME && touch(&frame) > 4 * 255)
            abort(); /* never, but it is read */
        if (state < 0)
            break;
    }
    source_y4m.close(source);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static int file = -1;
    int ends[2];
    if (file < 0)
        file = memfd_create("y4m", MFD_CLOEXEC);
    if (ftruncate(file, 0) != 0 || pwrite(file, data, size, 0) != (ssize_t)size)
        abort();
    read_fd(file);
    if (size > PIPE)
        return 0;
    if (pipe2(ends, O_CLOEXEC) != 0 || write(ends[1], data, size) != (ssize_t)size)
        abort();
    close(ends[1]);
    read_fd(ends[0]);
    close(ends[0]);
    return 0;
}
