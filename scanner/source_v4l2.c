/* source_v4l2.c: a camera, by V4L2: its best mode, the newest whole frame. zbar_video is not used:
 * it crashes on Debian 12 (mchehab/zbar#239). */
#include "scanner/camera_modes.h"
#include "scanner/camera_picture.h"
#include "scanner/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { BUFFERS = 4, DEVICES = 64, AGE_MOST_MS = 4000 };

struct source {
    int fd, number;
    struct camera_picture *picture;
    struct {
        void *start;
        size_t size;
    } buffers[BUFFERS];
    unsigned count;
};

static bool
is_camera(int fd, struct v4l2_capability *about)
{
    if (camera_ioctl(fd, VIDIOC_QUERYCAP, about) != 0)
        return false;
    uint32_t can =
        about->capabilities & V4L2_CAP_DEVICE_CAPS ? about->device_caps : about->capabilities;
    return can & V4L2_CAP_VIDEO_CAPTURE && can & V4L2_CAP_STREAMING;
}

static struct v4l2_requestbuffers
request(unsigned count)
{
    return (struct v4l2_requestbuffers){
        .count = count, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
}

static bool
map_buffers(struct source *s)
{
    struct v4l2_requestbuffers want = request(BUFFERS);
    if (camera_ioctl(s->fd, VIDIOC_REQBUFS, &want) != 0 || want.count == 0)
        return false;
    unsigned count = want.count < BUFFERS ? want.count : BUFFERS;
    for (unsigned i = 0; i < count; i++) {
        struct v4l2_buffer buffer = {
            .index = i, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
        if (camera_ioctl(s->fd, VIDIOC_QUERYBUF, &buffer) != 0)
            return false;
        void *start = mmap(
            NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, s->fd, (off_t)buffer.m.offset);
        if (start == MAP_FAILED)
            return false;
        s->buffers[i].start = start;
        s->buffers[i].size = buffer.length;
        s->count = i + 1;
        if (camera_ioctl(s->fd, VIDIOC_QBUF, &buffer) != 0)
            return false;
    }
    return true;
}

/* Leaves the camera as it was before map_buffers, so that another mode may be set. What fails here
 * failed already: the camera is gone. */
static void
end_stream(struct source *s)
{
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    struct v4l2_requestbuffers none = request(0);
    camera_ioctl(s->fd, VIDIOC_STREAMOFF, &type);
    for (unsigned i = 0; i < s->count; i++)
        munmap(s->buffers[i].start, s->buffers[i].size);
    s->count = 0;
    camera_ioctl(s->fd, VIDIOC_REQBUFS, &none);
}

static void
close_camera(struct source *s)
{
    end_stream(s);
    camera_picture_destroy(s->picture);
    close(s->fd);
    free(s);
}

/* Sets the format and starts. The driver may answer with another size, or, for another program's
 * camera or a bus without room, not at all. */
static bool
begin_stream(struct source *s, struct v4l2_format format, int rate)
{
    uint32_t wish = format.fmt.pix.pixelformat;
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (camera_ioctl(s->fd, VIDIOC_S_FMT, &format) != 0 || format.fmt.pix.pixelformat != wish ||
        !camera_picture_begin(s->picture, &format))
        return false;
    struct v4l2_streamparm parm = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    parm.parm.capture.timeperframe = (struct v4l2_fract){1000, (uint32_t)rate};
    camera_ioctl(s->fd, VIDIOC_S_PARM, &parm); /* a wish: some cameras have one rate only */
    if (map_buffers(s) && camera_ioctl(s->fd, VIDIOC_STREAMON, &type) == 0) {
        fprintf(stderr, "scanner: %.4s %ux%u, %d frames/s wanted\n", (const char *)&wish,
            format.fmt.pix.width, format.fmt.pix.height, rate / 1000);
        return true;
    }
    end_stream(s);
    return false;
}

static bool
begin_best(struct source *s)
{
    struct camera_mode modes[CAMERA_MODES];
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    int count = camera_modes(s->fd, modes);
    for (int i = 0; i < count; i++) {
        format.fmt.pix.width = (uint32_t)modes[i].width;
        format.fmt.pix.height = (uint32_t)modes[i].height;
        format.fmt.pix.pixelformat = modes[i].format;
        if (begin_stream(s, format, modes[i].rate ? modes[i].rate : CAMERA_RATE))
            return true;
    }
    return camera_picture_find(s->picture, &format) && begin_stream(s, format, CAMERA_RATE);
}

static struct source *
open_device(const char *path, int number)
{
    struct v4l2_capability about;
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    struct camera_picture *picture =
        is_camera(fd, &about) ? camera_picture_create(fd, v4lconvert_get_default_dev_ops()) : NULL;
    if (!picture) {
        close(fd);
        return NULL;
    }
    struct source *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    *s = (struct source){.fd = fd, .number = number, .picture = picture};
    if (begin_best(s)) {
        fprintf(stderr, "scanner: the camera is %s, %.32s\n", path, (const char *)about.card);
        camera_set_controls(fd);
        return s;
    }
    fprintf(stderr, "scanner: %s gives no pictures\n", path);
    close_camera(s);
    return NULL;
}

struct source *
source_camera_open_after(int number)
{
    struct source *s = NULL;
    for (int i = 1; !s && i <= DEVICES; i++) {
        char path[32];
        int next = (number + i) % DEVICES;
        snprintf(path, sizeof path, "/dev/video%d", next);
        s = open_device(path, next);
    }
    return s;
}

int
source_camera_number(const struct source *s)
{
    return s->number;
}

static struct source *
open_camera(const char *path, bool loop)
{
    (void)loop;
    return path[0] ? open_device(path, -1) : source_camera_open_after(-1);
}

/* The driver's own time where it is of a clock that we know, and likely. */
static int64_t
captured_ms(const struct v4l2_buffer *buffer, int64_t now_ms)
{
    struct timespec t;
    if ((buffer->flags & V4L2_BUF_FLAG_TIMESTAMP_MASK) != V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC ||
        clock_gettime(CLOCK_MONOTONIC, &t) != 0)
        return now_ms;
    int64_t age_ms = ((int64_t)t.tv_sec - buffer->timestamp.tv_sec) * 1000 +
                     (t.tv_nsec / 1000 - buffer->timestamp.tv_usec) / 1000;
    return age_ms > 0 && age_ms < AGE_MOST_MS ? now_ms - age_ms : now_ms;
}

/* Takes the newest frame of those that wait: a slow board works off no backlog. Returns what
 * VIDIOC_DQBUF said at last where there is none. */
static int
take_newest(struct source *s, struct v4l2_buffer *out)
{
    bool have = false;
    for (unsigned i = 0; i < s->count; i++) {
        struct v4l2_buffer next = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
        if (camera_ioctl(s->fd, VIDIOC_DQBUF, &next) != 0)
            return have && errno == EAGAIN ? 0 : -errno;
        if (have && camera_ioctl(s->fd, VIDIOC_QBUF, out) != 0)
            return -errno;
        *out = next;
        have = true;
    }
    return 0;
}

static enum source_state
read_camera(struct source *s, struct frame *out, int64_t now_ms)
{
    struct v4l2_buffer buffer = {0};
    int rc = take_newest(s, &buffer);
    if (rc != 0)
        return rc == -EAGAIN ? SOURCE_WAIT : SOURCE_GONE;
    *out = (struct frame){.captured_ms = captured_ms(&buffer, now_ms)};
    bool whole =
        buffer.index < s->count && !(buffer.flags & V4L2_BUF_FLAG_ERROR) &&
        buffer.bytesused <= s->buffers[buffer.index].size &&
        camera_picture_read(s->picture, out, s->buffers[buffer.index].start, buffer.bytesused);
    if (camera_ioctl(s->fd, VIDIOC_QBUF, &buffer) != 0)
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
    .open = open_camera,
    .close = close_camera,
    .read = read_camera,
    .fd = fd_camera,
    .due_ms = due_camera,
};
