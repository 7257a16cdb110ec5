/* The camera without a camera: which mode is chosen from the lists that real ones give, and what
 * becomes of whole and broken pictures. On a V4L2 device: tests/devices.sh. */
#include "tests/testing.h"

#include "scanner/camera_choice.h"
#include "scanner/camera_picture.h"

#include <errno.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <libv4l-plugin.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MODES = 16, W = 640, H = 480 };

#define MJPEG V4L2_PIX_FMT_MJPEG
#define YUYV V4L2_PIX_FMT_YUYV
#define NV12 V4L2_PIX_FMT_NV12
#define GREY V4L2_PIX_FMT_GREY
#define H264 V4L2_PIX_FMT_H264

static const struct {
    const char *camera;
    struct camera_mode offered[MODES], best;
} cameras[] = {
    {"cheap 720p on USB 2: 1280x720 is fast as MJPEG only",
        {{YUYV, 640, 480, 30000}, {YUYV, 1280, 720, 10000}, {YUYV, 1280, 720, 5000},
            {MJPEG, 640, 480, 30000}, {MJPEG, 1280, 720, 30000}},
        {MJPEG, 1280, 720, 30000}},
    {"old VGA camera without MJPEG",
        {{YUYV, 640, 480, 30000}, {YUYV, 640, 480, 15000}, {YUYV, 352, 288, 30000},
            {YUYV, 320, 240, 30000}, {YUYV, 160, 120, 30000}},
        {YUYV, 640, 480, 15000}},
    {"uncompressed 720p at 9 frames/s loses to less at 20",
        {{YUYV, 640, 480, 30000}, {YUYV, 800, 600, 20000}, {YUYV, 960, 720, 10000},
            {YUYV, 1280, 720, 9000}, {YUYV, 1280, 1024, 9000}},
        {YUYV, 800, 600, 20000}},
    {"1080p conference camera with H.264",
        {{YUYV, 1280, 720, 10000}, {YUYV, 1920, 1080, 5000}, {MJPEG, 1280, 720, 30000},
            {MJPEG, 1280, 720, 24000}, {MJPEG, 1280, 720, 15000}, {MJPEG, 1280, 720, 5000},
            {MJPEG, 1920, 1080, 30000}, {H264, 1280, 720, 30000}, {H264, 1920, 1080, 30000}},
        {MJPEG, 1280, 720, 15000}},
    {"USB 3: 1280x720 uncompressed at 30 spares the JPEG",
        {{MJPEG, 1280, 720, 60000}, {NV12, 1280, 720, 30000}, {YUYV, 1280, 720, 30000},
            {NV12, 1920, 1080, 30000}, {NV12, 3840, 2160, 15000}},
        {NV12, 1280, 720, 30000}},
    {"a rate of 14.985 is 15", {{MJPEG, 640, 480, 30000}, {MJPEG, 1280, 720, 14985}},
        {MJPEG, 1280, 720, 14985}},
    {"document camera with large pictures only",
        {{MJPEG, 2592, 1944, 15000}, {MJPEG, 1920, 1080, 30000}, {MJPEG, 3264, 2448, 15000}},
        {MJPEG, 1920, 1080, 30000}},
    {"1080p beats a quarter of it where 720p is missing",
        {{MJPEG, 320, 240, 30000}, {MJPEG, 640, 480, 30000}, {MJPEG, 1920, 1080, 30000}},
        {MJPEG, 1920, 1080, 30000}},
    {"a small picture, however fast, reads nothing at arm's length",
        {{YUYV, 320, 240, 60000}, {YUYV, 640, 480, 10000}}, {YUYV, 640, 480, 10000}},
    {"infrared camera", {{GREY, 640, 360, 30000}, {GREY, 640, 480, 15000}},
        {GREY, 640, 480, 15000}},
    {"colours for the viewfinder before grey, grey before a JPEG",
        {{GREY, 1280, 720, 30000}, {YUYV, 1280, 720, 30000}, {MJPEG, 1280, 720, 30000}},
        {YUYV, 1280, 720, 30000}},
    {"a driver that says no rates", {{YUYV, 320, 240, 0}, {YUYV, 640, 480, 0}},
        {YUYV, 640, 480, 0}},
    {"nothing but slow modes: the right size, as fast as it goes",
        {{YUYV, 640, 480, 8000}, {YUYV, 1280, 720, 7000}, {YUYV, 1280, 720, 8000}},
        {YUYV, 1280, 720, 8000}},
};

static void
best_mode_of_real_cameras_is_chosen_in_any_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cameras / sizeof cameras[0]; i++)
        for (int turn = 0; turn < MODES; turn++) {
            struct camera_mode best = {0};
            for (int k = 0; k < MODES; k++) {
                const struct camera_mode *mode = &cameras[i].offered[(k + turn) % MODES];
                if (camera_mode_fits(mode) && (!best.width || camera_mode_better(mode, &best)))
                    best = *mode;
            }
            if (memcmp(&best, &cameras[i].best, sizeof best) != 0)
                fail_msg("%s: %.4s %dx%d at %d", cameras[i].camera, (char *)&best.format,
                    best.width, best.height, best.rate);
        }
}

static void
formats_and_sizes_that_we_cannot_take_are_never_chosen(void **state)
{
    (void)state;
    const struct camera_mode bad[] = {{H264, 1280, 720, 30000}, {MJPEG, 3840, 2160, 30000},
        {MJPEG, 0, 0, 30000}, {MJPEG, -1280, 720, 30000}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(camera_mode_fits(&bad[i]));
}

static void
size_by_steps_is_the_nearest_that_there_is(void **state)
{
    (void)state;
    assert_int_equal(camera_step(1280, 16, 4096, 16), 1280);
    assert_int_equal(camera_step(720, 16, 4096, 32), 720 - 720 % 32 + 16);
    assert_int_equal(camera_step(1280, 48, 640, 16), 640);
    assert_int_equal(camera_step(15000, 20000, 30000, 1), 20000);
    assert_int_equal(camera_step(1280, 16, 4096, 0), 16);
}

/* A picture of a light and a dark half as a camera's JPEG. */
static char *
make_jpeg(gsize *size)
{
    GdkPixbuf *pixbuf = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, W, H);
    guchar *px = gdk_pixbuf_get_pixels(pixbuf);
    int stride = gdk_pixbuf_get_rowstride(pixbuf);
    for (int y = 0; y < H; y++)
        memset(px + (ptrdiff_t)y * stride, y < H / 2 ? 220 : 30, (size_t)W * 3);
    char *jpeg = NULL;
    assert_true(
        gdk_pixbuf_save_to_buffer(pixbuf, &jpeg, size, "jpeg", NULL, "quality", "90", NULL));
    g_object_unref(pixbuf);
    return jpeg;
}

static void *
device_init(int fd)
{
    (void)fd;
    return NULL;
}

static void
device_close(void *payload)
{
    (void)payload;
}

/* A camera that says what it is, and has no list and no control. */
static int
device_ioctl(void *payload, int fd, unsigned long request, void *argument)
{
    (void)payload;
    (void)fd;
    if (request != VIDIOC_QUERYCAP) {
        errno = ENOTTY;
        return -1;
    }
    struct v4l2_capability *about = argument;
    *about = (struct v4l2_capability){.driver = "test", .capabilities = V4L2_CAP_VIDEO_CAPTURE};
    return 0;
}

static const struct libv4l_dev_ops device = {
    .init = device_init, .close = device_close, .ioctl = device_ioctl};

static struct camera_picture *
begin(uint32_t format, uint32_t stride)
{
    int fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    struct camera_picture *picture = camera_picture_create(fd, &device);
    assert_non_null(picture);
    close(fd);
    struct v4l2_format from = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    from.fmt.pix.width = W;
    from.fmt.pix.height = H;
    from.fmt.pix.pixelformat = format;
    from.fmt.pix.bytesperline = stride;
    assert_true(camera_picture_begin(picture, &from));
    return picture;
}

static bool
halves_are_right(const struct frame *frame)
{
    const uint8_t *y = frame->y.px;
    return frame->y.width == W && frame->y.height == H && y[100 * W + 7] > 200 &&
           y[(H - 100) * W + 7] < 50 && frame->u[1000] > 118 && frame->u[1000] < 138 &&
           frame->v[W * H / 4 - 1] > 118 && frame->v[W * H / 4 - 1] < 138;
}

static void
whole_jpeg_is_read_with_stray_zeros_behind_it_too(void **state)
{
    (void)state;
    static uint8_t buffer[W * H];
    struct camera_picture *picture = begin(MJPEG, 0);
    struct frame frame = {0};
    gsize size;
    char *jpeg = make_jpeg(&size);
    memcpy(buffer, jpeg, size);
    assert_true(camera_picture_read(picture, &frame, buffer, size));
    assert_true(halves_are_right(&frame));
    assert_true(camera_picture_read(picture, &frame, buffer, size + 500));
    g_free(jpeg);
    camera_picture_destroy(picture);
}

static void
broken_jpegs_are_dropped_and_the_next_whole_one_is_read(void **state)
{
    (void)state;
    struct camera_picture *picture = begin(MJPEG, 0);
    struct frame frame = {0};
    gsize size;
    char *whole = make_jpeg(&size);
    uint8_t *px = g_malloc(size);
    const gsize cut[] = {0, 1, 2, 4, 100, size / 2, size - 1};
    memcpy(px, whole, size);
    assert_true(camera_picture_read(picture, &frame, px, size));
    for (size_t i = 0; i < sizeof cut / sizeof cut[0]; i++) {
        assert_false(camera_picture_read(picture, &frame, px, cut[i]));
        assert_true(camera_picture_read(picture, &frame, px, size));
        assert_true(halves_are_right(&frame));
    }
    memset(px + 2, 0, 300); /* no header */
    assert_false(camera_picture_read(picture, &frame, px, size));
    memset(px, 0, size);
    assert_false(camera_picture_read(picture, &frame, px, size));
    g_free(px);
    g_free(whole);
    camera_picture_destroy(picture);
}

static void
camera_that_never_writes_the_end_mark_is_read_all_the_same(void **state)
{
    (void)state;
    struct camera_picture *picture = begin(MJPEG, 0);
    struct frame frame = {0};
    gsize size;
    char *jpeg = make_jpeg(&size);
    for (int i = 0; i < 3; i++)
        assert_true(camera_picture_read(picture, &frame, (uint8_t *)jpeg, size - 2));
    assert_true(halves_are_right(&frame));
    g_free(jpeg);
    camera_picture_destroy(picture);
}

static void
plain_formats_are_read_and_short_ones_dropped(void **state)
{
    (void)state;
    static uint8_t px[(W + 32) * H * 2];
    const struct {
        uint32_t format, stride;
        size_t whole;
        int of_row; /* bytes */
    } plain[] = {{GREY, W, W * H, W}, {NV12, W, W * H * 3 / 2, W},
        {V4L2_PIX_FMT_YUV420, W, W * H * 3 / 2, W}, {YUYV, W * 2, W * H * 2, W * 2},
        {YUYV, W * 2 + 64, (W * 2 + 64) * H, W * 2 + 64}};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        struct camera_picture *picture = begin(plain[i].format, plain[i].stride);
        struct frame frame = {0};
        memset(px, 128, sizeof px);
        for (int at = 0; at < plain[i].of_row * H; at += plain[i].format == YUYV ? 2 : 1)
            px[at] = at < plain[i].of_row * H / 2 ? 220 : 30;
        assert_true(camera_picture_read(picture, &frame, px, plain[i].whole));
        assert_true(halves_are_right(&frame));
        assert_false(camera_picture_read(picture, &frame, px, plain[i].whole - 1));
        assert_false(camera_picture_read(picture, &frame, px, 0));
        camera_picture_destroy(picture);
    }
}

static void
sizes_that_are_odd_or_too_large_are_refused(void **state)
{
    (void)state;
    struct camera_picture *picture = begin(YUYV, W * 2);
    const uint32_t bad[][3] = {{0, 0, 0}, {641, 480, 1282}, {640, 481, 1280}, {4096, 2160, 8192}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct v4l2_format from = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
        from.fmt.pix.pixelformat = YUYV;
        from.fmt.pix.width = bad[i][0];
        from.fmt.pix.height = bad[i][1];
        from.fmt.pix.bytesperline = bad[i][2];
        assert_false(camera_picture_begin(picture, &from));
    }
    camera_picture_destroy(picture);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_mode_of_real_cameras_is_chosen_in_any_order),
        cmocka_unit_test(formats_and_sizes_that_we_cannot_take_are_never_chosen),
        cmocka_unit_test(size_by_steps_is_the_nearest_that_there_is),
        cmocka_unit_test(whole_jpeg_is_read_with_stray_zeros_behind_it_too),
        cmocka_unit_test(broken_jpegs_are_dropped_and_the_next_whole_one_is_read),
        cmocka_unit_test(camera_that_never_writes_the_end_mark_is_read_all_the_same),
        cmocka_unit_test(plain_formats_are_read_and_short_ones_dropped),
        cmocka_unit_test(sizes_that_are_odd_or_too_large_are_refused),
    };
    return cmocka_run_group_tests_name("camera", tests, NULL, NULL);
}
