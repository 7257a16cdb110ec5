/* camera: runs the real scanner process on real V4L2 cameras, as the kiosk does, and prints TAP.
 * Called inside the virtual machine of tests/devices.sh with the scanner's path and a Y4M stream of
 * a card. The cameras are the kernel's vivid driver: /dev/video0 and 1 as webcams, /dev/video2
 * shows what is written to /dev/video3. The commands `unplug N` and `plug N` do what a cable does.
 */
#include "scanner/client.h"
#include "scanner/source.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 1280, HEIGHT = 720, FRAME = WIDTH * HEIGHT * 3 / 2 };

/* drivers/media/test-drivers/vivid/vivid-ctrls.c */
enum {
    VIVID = 0x00f0f000,
    TEST_PATTERN = VIVID + 0,
    LOOP_VIDEO = VIVID + 37,
    PERCENT_DROPPED = VIVID + 64,
    DISCONNECT = VIVID + 65, /* until the last who has it open closes it */
    BROKEN_BUFFER = VIVID + 66,
    ALL_WHITE = 6,
};

static int count, failed;

static void
ok(bool good, const char *sentence)
{
    printf("%sok %d - %s\n", good ? "" : "not ", ++count, sentence);
    failed += !good;
    fflush(stdout);
}

/* Returns the open device, or -1. */
static int
set_and_hold(const char *device, uint32_t id, int32_t value)
{
    struct v4l2_control control = {id, value};
    int fd = open(device, O_RDWR | O_CLOEXEC);
    if (fd >= 0 && ioctl(fd, VIDIOC_S_CTRL, &control) == 0)
        return fd;
    printf("# %s: %s\n", device, strerror(errno));
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool
set(const char *device, uint32_t id, int32_t value)
{
    int fd = set_and_hold(device, id, value);
    return fd >= 0 && close(fd) == 0;
}

struct wanted {
    bool picture;
    const char *text;
    enum wire_camera camera;
    int times;
};

static bool
is_wanted(const struct wanted *wanted, const struct scanner_event *event)
{
    if (wanted->text)
        return event->kind == SCANNER_CODE && strcmp(event->text, wanted->text) == 0;
    if (wanted->picture)
        return event->kind == SCANNER_PREVIEW;
    return event->kind == SCANNER_CAMERA && event->camera == wanted->camera;
}

/* Takes events until the wanted one has come so many times; false after 60 s of an emulated CPU. */
static bool
wait_for(struct scanner *s, struct wanted wanted)
{
    for (int64_t end = source_now_ms() + 60000; source_now_ms() < end;) {
        struct scanner_event event;
        struct pollfd fd = {.fd = scanner_fd(s), .events = POLLIN};
        poll(&fd, 1, 100);
        while (scanner_next(s, &event, source_now_ms()))
            if (is_wanted(&wanted, &event) && --wanted.times <= 0)
                return true;
        scanner_tick(s, source_now_ms());
    }
    return false;
}

static const struct wanted on = {.camera = CAMERA_ON, .times = 1},
                           missing = {.camera = CAMERA_MISSING, .times = 1},
                           pictures = {.picture = true, .times = 5};

/* Parts of a hundred of the picture that are very dark and very light. */
static bool
shades(struct scanner *s, int *dark, int *light)
{
    struct scanner_picture picture;
    if (!scanner_picture(s, &picture))
        return false;
    int all = picture.width * picture.height;
    *dark = *light = 0;
    for (int i = 0; i < all; i++) {
        *dark += picture.px[i] < 60;
        *light += picture.px[i] > 150;
    }
    *dark = *dark * 100 / all;
    *light = *light * 100 / all;
    printf(
        "# picture %dx%d, %d %% dark, %d %% light\n", picture.width, picture.height, *dark, *light);
    return true;
}

static bool
shows_bars(struct scanner *s)
{
    int dark, light;
    return shades(s, &dark, &light) && dark > 2 && light > 2;
}

static bool
shows_white(struct scanner *s)
{
    int dark, light;
    return shades(s, &dark, &light) && light > 85;
}

struct shown {
    int fd;
    void *px[2]; /* of the driver's buffers */
};

static bool
open_output(struct shown *out, const char *device)
{
    int type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_OUTPUT};
    struct v4l2_requestbuffers two = {
        .count = 2, .type = V4L2_BUF_TYPE_VIDEO_OUTPUT, .memory = V4L2_MEMORY_MMAP};
    format.fmt.pix.width = WIDTH;
    format.fmt.pix.height = HEIGHT;
    format.fmt.pix.pixelformat = V4L2_PIX_FMT_YUV420;
    out->fd = open(device, O_RDWR | O_CLOEXEC);
    if (out->fd < 0 || ioctl(out->fd, VIDIOC_S_FMT, &format) != 0 ||
        format.fmt.pix.sizeimage != FRAME || ioctl(out->fd, VIDIOC_REQBUFS, &two) != 0 ||
        two.count != 2)
        return false;
    for (unsigned i = 0; i < 2; i++) {
        struct v4l2_buffer buffer = {.index = i, .type = two.type, .memory = two.memory};
        if (ioctl(out->fd, VIDIOC_QUERYBUF, &buffer) != 0)
            return false;
        out->px[i] =
            mmap(NULL, FRAME, PROT_READ | PROT_WRITE, MAP_SHARED, out->fd, (off_t)buffer.m.offset);
        buffer.bytesused = FRAME;
        if (out->px[i] == MAP_FAILED || ioctl(out->fd, VIDIOC_QBUF, &buffer) != 0)
            return false;
    }
    return ioctl(out->fd, VIDIOC_STREAMON, &type) == 0;
}

/* Shows the stream again and again to the camera; runs in a process of its own until killed. */
static void
show(const char *stream, const char *device)
{
    struct shown out;
    char line[256];
    FILE *in = fopen(stream, "rbe");
    bool good = in && open_output(&out, device);
    while (good) {
        rewind(in);
        good = fgets(line, sizeof line, in) != NULL;
        while (good && fgets(line, sizeof line, in)) {
            struct v4l2_buffer buffer = {
                .type = V4L2_BUF_TYPE_VIDEO_OUTPUT, .memory = V4L2_MEMORY_MMAP};
            good = ioctl(out.fd, VIDIOC_DQBUF, &buffer) == 0 &&
                   fread(out.px[buffer.index], FRAME, 1, in) == 1;
            buffer.bytesused = FRAME;
            good = good && ioctl(out.fd, VIDIOC_QBUF, &buffer) == 0;
        }
    }
    printf("# nothing is shown on %s: %s\n", device, strerror(errno));
    fflush(stdout);
    _exit(1);
}

static void
test_named(const char *program)
{
    struct scanner *s =
        scanner_create(program, "camera:/dev/v4l/by-id/second", false, source_now_ms());
    ok(wait_for(s, on) && wait_for(s, pictures), "a camera that is named by its id gives pictures");
    ok(shows_white(s), "and it is that one");
    scanner_destroy(s);
}

static void
test_found_and_broken(struct scanner *s)
{
    ok(wait_for(s, on), "the first camera is found and gives frames");
    ok(wait_for(s, pictures), "the viewfinder gets pictures");
    ok(shows_bars(s), "they show what the camera shows");
    int pid = scanner_pid(s);
    bool injected = true;
    for (int i = 0; i < 5; i++)
        injected = injected && set("/dev/video0", BROKEN_BUFFER, 1) && wait_for(s, pictures);
    ok(injected, "broken frames between whole ones stop nothing");
    ok(scanner_pid(s) == pid, "by the same process");
}

/* Marks each frame of the camera as broken; runs in a process of its own until killed. */
static void
break_all(const char *device)
{
    int fd = set_and_hold(device, BROKEN_BUFFER, 1);
    struct v4l2_control control = {BROKEN_BUFFER, 1};
    while (fd >= 0 && ioctl(fd, VIDIOC_S_CTRL, &control) == 0)
        usleep(1000);
    _exit(1);
}

static void
test_all_broken(struct scanner *s)
{
    int old = scanner_pid(s);
    pid_t pid = fork();
    if (pid == 0)
        break_all("/dev/video0");
    ok(wait_for(s, missing), "a camera that gives broken frames alone is said to be missing");
    ok(wait_for(s, on) && wait_for(s, pictures), "pictures come again");
    ok(shows_white(s), "from another camera: the bad one is passed over");
    ok(scanner_pid(s) != old, "by a new process: the old one was shut in with its camera");
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void
test_mute(struct scanner *s)
{
    ok(set("/dev/video1", PERCENT_DROPPED, 100), "that camera gives no more frames");
    ok(wait_for(s, missing), "it is said to be missing");
    ok(wait_for(s, on) && wait_for(s, pictures), "pictures come from the third");
}

static void
test_card(struct scanner *s, const char *stream, const char *text)
{
    ok(set("/dev/video2", LOOP_VIDEO, 1), "a card is held before it");
    pid_t pid = fork();
    if (pid == 0)
        show(stream, "/dev/video3");
    ok(wait_for(s, (struct wanted){.text = text, .times = 1}), "and is read");
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static void
test_unplugged(struct scanner *s)
{
    int cable = set_and_hold("/dev/video2", DISCONNECT, 1);
    ok(cable >= 0, "that camera is unplugged");
    ok(wait_for(s, missing), "it is said to be missing");
    ok(wait_for(s, on) && wait_for(s, pictures), "pictures come from the first, which works again");
    ok(shows_bars(s), "and show what that shows");
    close(cable);
}

static void
test_given_back(struct scanner *s)
{
    ok(system("unplug") == 0, "every camera is unplugged");
    ok(wait_for(s, missing), "the scanner says so");
    ok(system("plug") == 0, "they are given back");
    ok(wait_for(s, on) && wait_for(s, pictures), "one is found");
    ok(shows_bars(s), "and shows what it showed");
}

int
main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: camera SCANNER STREAM TEXT\n", stderr);
        return 2;
    }
    ok(set("/dev/video1", TEST_PATTERN, ALL_WHITE), "the second camera shows white");
    test_named(argv[1]);
    struct scanner *s = scanner_create(argv[1], "camera", false, source_now_ms());
    test_found_and_broken(s);
    test_all_broken(s);
    test_mute(s);
    test_card(s, argv[2], argv[3]);
    test_unplugged(s);
    test_given_back(s);
    scanner_destroy(s);
    printf("1..%d\n", count);
    return failed != 0;
}
