#include "scanner/camera_choice.h"

#include <linux/videodev2.h>
#include <stddef.h>
#include <stdlib.h>

enum { WIDTH_LEAST = 640, HEIGHT_LEAST = 480, RATE_SLACK = 500 /* 30000/2002 is 15, too */ };

/* The cheapest to convert first. Grey alone comes after colours: children see the viewfinder, and
 * colours cost half a millisecond. A JPEG costs several. */
static const struct {
    uint32_t format;
    int bits;
} formats[] = {
    {V4L2_PIX_FMT_YUV420, 12},
    {V4L2_PIX_FMT_NV12, 12},
    {V4L2_PIX_FMT_YUYV, 16},
    {V4L2_PIX_FMT_UYVY, 16},
    {V4L2_PIX_FMT_YVYU, 16},
    {V4L2_PIX_FMT_GREY, 8},
    {V4L2_PIX_FMT_MJPEG, 0},
    {V4L2_PIX_FMT_JPEG, 0},
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

static int
cost_of(uint32_t format)
{
    int i = 0;
    while (i < FORMATS && formats[i].format != format)
        i++;
    return i;
}

int
camera_format_bits(uint32_t format)
{
    int i = cost_of(format);
    return i < FORMATS ? formats[i].bits : 0;
}

bool
camera_mode_fits(const struct camera_mode *m)
{
    return cost_of(m->format) < FORMATS && m->width >= 2 && m->height >= 2 &&
           m->width <= CAMERA_WIDTH_MAX && m->height <= CAMERA_HEIGHT_MAX;
}

static bool
is_small(const struct camera_mode *m)
{
    return m->width < WIDTH_LEAST || m->height < HEIGHT_LEAST;
}

static bool
is_slow(const struct camera_mode *m)
{
    return m->rate < CAMERA_RATE - RATE_SLACK;
}

/* How many times more, or fewer, pixels than wished, in hundredths. */
static int64_t
size_off(const struct camera_mode *m)
{
    const int64_t wish = (int64_t)CAMERA_WIDTH * CAMERA_HEIGHT;
    int64_t pixels = (int64_t)m->width * m->height;
    return pixels > wish ? 100 * pixels / wish : 100 * wish / pixels;
}

bool
camera_mode_better(const struct camera_mode *a, const struct camera_mode *b)
{
    const int64_t off[][2] = {
        {is_small(a), is_small(b)},
        {is_slow(a), is_slow(b)},
        {size_off(a), size_off(b)},
        {cost_of(a->format), cost_of(b->format)},
        {abs(a->rate - CAMERA_RATE), abs(b->rate - CAMERA_RATE)},
    };
    for (size_t i = 0; i < sizeof off / sizeof off[0]; i++)
        if (off[i][0] != off[i][1])
            return off[i][0] < off[i][1];
    return false;
}

int
camera_step(int wish, int least, int most, int step)
{
    if (wish <= least || step < 1)
        return least;
    if (wish >= most)
        return most;
    return least + (wish - least + step / 2) / step * step;
}
