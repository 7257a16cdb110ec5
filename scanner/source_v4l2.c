/* source_v4l2.c: a camera, by libv4l2, which converts what the camera speaks (MJPEG, YUYV, …) to
 * planar YUV 4:2:0. zbar_video is not used: it crashes on Debian 12 (mchehab/zbar#239). */
#include "scanner/source.h"

#include <errno.h>
#include <fcntl.h>
#include <libv4l2.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { WIDTH = 1280, HEIGHT = 720, FPS = 15, BUFFERS = 4, DEVICES = 16 };

struct source {
    int fd;
    int width, height, stride;
    struct {
        void *start;
        size_t size;
    } buffers[BUFFERS];
    unsigned count;
    uint8_t *px; /* a copy, so that the driver has its buffer back while we look */
};

static int
control(int fd, unsigned long request, void *argument)
{
    int rc;
    do
        rc = v4l2_ioctl(fd, request, argument);
    while (rc < 0 && errno == EINTR);
    return rc;
}

static bool
is_camera(int fd)
{
    struct v4l2_capability about = {0};
    if (control(fd, VIDIOC_QUERYCAP, &about) != 0)
        return false;
    uint32_t can =
        about.capabilities & V4L2_CAP_DEVICE_CAPS ? about.device_caps : about.capabilities;
    return can & V4L2_CAP_VIDEO_CAPTURE && can & V4L2_CAP_STREAMING;
}

static bool
set_format(struct source *s)
{
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    format.fmt.pix.width = WIDTH;
    format.fmt.pix.height = HEIGHT;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_YUV420;
    format.fmt.pix.field = V4L2_FIELD_ANY;
    if (control(s->fd, VIDIOC_S_FMT, &format) != 0 ||
        format.fmt.pix.pixelformat != V4L2_PIX_FMT_YUV420)
        return false;
    s->width = (int)format.fmt.pix.width & ~1;
    s->height = (int)format.fmt.pix.height & ~1;
    s->stride = (int)format.fmt.pix.bytesperline;
    struct v4l2_streamparm rate = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    rate.parm.capture.timeperframe = (struct v4l2_fract){1, FPS};
    control(s->fd, VIDIOC_S_PARM, &rate); /* a wish: some cameras have one rate only */
    return s->width >= 2 && s->height >= 2 && s->width <= DECODE_SIDE_MAX &&
           s->height <= DECODE_SIDE_MAX && s->stride >= s->width;
}

static bool
map_buffers(struct source *s)
{
    struct v4l2_requestbuffers want = {
        .count = BUFFERS, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    if (control(s->fd, VIDIOC_REQBUFS, &want) != 0 || want.count == 0)
        return false;
    unsigned count = want.count < BUFFERS ? want.count : BUFFERS;
    for (unsigned i = 0; i < count; i++) {
        struct v4l2_buffer buffer = {
            .index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
        if (control(s->fd, VIDIOC_QUERYBUF, &buffer) != 0)
            return false;
        void *start = v4l2_mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, s->fd,
            (int64_t)buffer.m.offset);
        if (start == MAP_FAILED)
            return false;
        s->buffers[i].start = start;
        s->buffers[i].size = buffer.length;
        s->count = i + 1;
        if (control(s->fd, VIDIOC_QBUF, &buffer) != 0)
            return false;
    }
    return true;
}

static void
close_camera(struct source *s)
{
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    control(s->fd, VIDIOC_STREAMOFF, &type);
    for (unsigned i = 0; i < s->count; i++)
        v4l2_munmap(s->buffers[i].start, s->buffers[i].size);
    v4l2_close(s->fd);
    free(s->px);
    free(s);
}

static struct source *
open_device(const char *path)
{
    int fd = v4l2_open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC, 0);
    if (fd < 0)
        return NULL;
    struct source *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->fd = fd;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (!is_camera(fd) || !set_format(s) || !map_buffers(s) ||
        control(fd, VIDIOC_STREAMON, &type) != 0) {
        fprintf(stderr, "scanner: %s gives no pictures\n", path);
        close_camera(s);
        return NULL;
    }
    s->px = malloc((size_t)s->width * (size_t)s->height * 3 / 2);
    if (!s->px)
        abort();
    return s;
}

static struct source *
open_camera(const char *path, bool loop)
{
    (void)loop;
    if (path[0])
        return open_device(path);
    struct source *s = NULL;
    for (int i = 0; !s && i < DEVICES; i++) {
        char name[32];
        snprintf(name, sizeof name, "/dev/video%d", i);
        s = open_device(name);
    }
    return s;
}

static void
copy_plane(uint8_t **to, const uint8_t **from, int width, int height, int stride)
{
    for (int y = 0; y < height; y++, *to += width, *from += stride)
        memcpy(*to, *from, (size_t)width);
}

static void
copy_picture(struct source *s, const uint8_t *from, struct frame *out)
{
    uint8_t *to = s->px;
    out->y = (struct grey){to, s->width, s->height};
    copy_plane(&to, &from, s->width, s->height, s->stride);
    out->u = to;
    copy_plane(&to, &from, s->width / 2, s->height / 2, s->stride / 2);
    out->v = to;
    copy_plane(&to, &from, s->width / 2, s->height / 2, s->stride / 2);
}

static enum source_state
read_camera(struct source *s, struct frame *out, int64_t now_ms)
{
    struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    if (control(s->fd, VIDIOC_DQBUF, &buffer) != 0)
        return errno == EAGAIN || errno == EIO ? SOURCE_WAIT : SOURCE_GONE;
    size_t want = (size_t)s->stride * (size_t)s->height * 3 / 2;
    /* libv4l2 hands out a short or marked buffer for a broken JPEG: drop it. */
    bool whole = buffer.index < s->count && !(buffer.flags & V4L2_BUF_FLAG_ERROR) &&
                 buffer.bytesused >= want && s->buffers[buffer.index].size >= want;
    if (whole) {
        *out = (struct frame){.captured_ms = now_ms};
        copy_picture(s, s->buffers[buffer.index].start, out);
    }
    if (control(s->fd, VIDIOC_QBUF, &buffer) != 0)
        return SOURCE_GONE;
    return whole ? SOURCE_FRAME : SOURCE_WAIT;
}

static int
fd_camera(const struct source *s)
{
    return s->fd;
}

static int64_t
due_camera(const struct source *s)
{
    (void)s;
    return -1;
}

const struct source_kind source_camera = {
    .name = "camera",
    .sandboxed = true,
    .open = open_camera,
    .close = close_camera,
    .read = read_camera,
    .fd = fd_camera,
    .due_ms = due_camera,
};
