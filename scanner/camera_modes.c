#include "scanner/camera_modes.h"

#include <errno.h>
#include <linux/videodev2.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ioctl.h>

enum { ENTRIES_MOST = 256 /* of a driver's list: one without end must not hold us */ };

int
camera_ioctl(int fd, unsigned long request, void *argument)
{
    int rc;
    do
        rc = ioctl(fd, request, argument);
    while (rc < 0 && errno == EINTR);
    return rc;
}

static int
rate_of(const struct v4l2_fract *interval)
{
    return interval->numerator ? (int)((uint64_t)interval->denominator * 1000 / interval->numerator)
                               : 0;
}

static void
keep_better(struct camera_mode *best, const struct camera_mode *mode)
{
    if (camera_mode_fits(mode) && (!best->width || camera_mode_better(mode, best)))
        *best = *mode;
}

static void
try_rates(int fd, struct camera_mode *best, struct camera_mode mode)
{
    struct v4l2_frmivalenum list = {.pixel_format = mode.format,
        .width = (uint32_t)mode.width,
        .height = (uint32_t)mode.height};
    for (; list.index < ENTRIES_MOST; list.index++) {
        if (camera_ioctl(fd, VIDIOC_ENUM_FRAMEINTERVALS, &list) != 0)
            break;
        if (list.type == V4L2_FRMIVAL_TYPE_DISCRETE) {
            mode.rate = rate_of(&list.discrete);
        } else {
            int slowest = rate_of(&list.stepwise.max), fastest = rate_of(&list.stepwise.min);
            mode.rate = camera_step(CAMERA_RATE, slowest, fastest, 1);
        }
        keep_better(best, &mode);
        if (list.type != V4L2_FRMIVAL_TYPE_DISCRETE)
            return;
    }
    if (list.index == 0)
        keep_better(best, &mode);
}

static void
try_sizes(int fd, struct camera_mode *best, uint32_t format)
{
    struct camera_mode mode = {.format = format, .width = CAMERA_WIDTH, .height = CAMERA_HEIGHT};
    struct v4l2_frmsizeenum list = {.pixel_format = format};
    for (; list.index < ENTRIES_MOST; list.index++) {
        if (camera_ioctl(fd, VIDIOC_ENUM_FRAMESIZES, &list) != 0)
            break;
        if (list.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
            mode.width = (int)list.discrete.width;
            mode.height = (int)list.discrete.height;
            try_rates(fd, best, mode);
            continue;
        }
        const struct v4l2_frmsize_stepwise *s = &list.stepwise;
        mode.width =
            camera_step(CAMERA_WIDTH, (int)s->min_width, (int)s->max_width, (int)s->step_width);
        mode.height =
            camera_step(CAMERA_HEIGHT, (int)s->min_height, (int)s->max_height, (int)s->step_height);
        try_rates(fd, best, mode);
        return;
    }
    if (list.index == 0) /* no list: the driver will choose */
        try_rates(fd, best, mode);
}

/* Keeps the modes in order. */
static int
insert(struct camera_mode out[CAMERA_MODES], int count, const struct camera_mode *mode)
{
    int at = count;
    for (; at > 0 && camera_mode_better(mode, &out[at - 1]); at--)
        out[at] = out[at - 1];
    out[at] = *mode;
    return count + 1;
}

int
camera_modes(int fd, struct camera_mode out[CAMERA_MODES])
{
    struct v4l2_fmtdesc list = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    int count = 0;
    for (; list.index < ENTRIES_MOST && count < CAMERA_MODES; list.index++) {
        if (camera_ioctl(fd, VIDIOC_ENUM_FMT, &list) != 0)
            break;
        struct camera_mode best = {0};
        const struct camera_mode any = {list.pixelformat, CAMERA_WIDTH, CAMERA_HEIGHT, 0};
        if (camera_mode_fits(&any))
            try_sizes(fd, &best, list.pixelformat);
        if (best.width)
            count = insert(out, count, &best);
    }
    return count;
}

/* Each is set only where the driver has it, in this order: the first of a name that is taken
 * counts.
 *
 * Exposure is automatic, but must not lengthen the time between frames: many cameras fall to 5
 * frames/s in a dim room, and a waved card is then a smear. 50 Hz is China's mains.
 *
 * Focus stays automatic. A fixed one would not hunt, but what FOCUS_ABSOLUTE counts is not agreed
 * on: millimetres for the USB standard, steps that grow as things come nearer for Logitech. A
 * number that suits one make blinds another, and a hunting lens is late by a second. Where the
 * driver can keep the search to near things, it shall. */
static const struct {
    const char *name;
    uint32_t id;
    int32_t value;
} controls[] = {
    {"exposure automatic", V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY},
    {"exposure automatic", V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_AUTO},
    {"steady frame rate", V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0},
    {"mains 50 Hz", V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CID_POWER_LINE_FREQUENCY_50HZ},
    {"focus automatic", V4L2_CID_FOCUS_AUTO, 1},
    {"focus near", V4L2_CID_AUTO_FOCUS_RANGE, V4L2_AUTO_FOCUS_RANGE_MACRO},
};

void
camera_set_controls(int fd)
{
    uint32_t done = 0;
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        struct v4l2_control control = {controls[i].id, controls[i].value};
        if (controls[i].id == done || camera_ioctl(fd, VIDIOC_S_CTRL, &control) != 0)
            continue;
        done = controls[i].id;
        fprintf(stderr, "scanner: the camera is set to %s\n", controls[i].name);
    }
}
