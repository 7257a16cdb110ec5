/* camera: runs the real scanner process on a real V4L2 camera, as the kiosk does, and prints TAP.
 * Called inside the virtual machine of tests/devices.sh with the scanner's path. Its camera is the
 * kernel's vivid driver, taken away and given back by the commands in `unplug` and `plug`. */
#include "scanner/client.h"
#include "scanner/source.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>

static int count, failed;

static void
ok(bool good, const char *sentence)
{
    printf("%sok %d - %s\n", good ? "" : "not ", ++count, sentence);
    failed += !good;
    fflush(stdout);
}

struct wanted {
    bool picture;
    enum wire_camera camera;
    int times;
};

static bool
is_wanted(const struct wanted *wanted, const struct scanner_event *event)
{
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

/* vivid draws colour bars: a picture has very dark and very light parts. */
static bool
has_bars(struct scanner *s)
{
    struct scanner_picture picture;
    if (!scanner_picture(s, &picture))
        return false;
    int dark = 0, light = 0, all = picture.width * picture.height;
    for (int i = 0; i < all; i++) {
        dark += picture.px[i] < 60;
        light += picture.px[i] > 150;
    }
    printf("# picture %dx%d, %d dark, %d light\n", picture.width, picture.height, dark, light);
    return dark > all / 50 && light > all / 50;
}

int
main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: camera SCANNER UNPLUG PLUG\n", stderr);
        return 2;
    }
    struct scanner *s = scanner_create(argv[1], "camera", false, source_now_ms());
    struct wanted on = {.camera = CAMERA_ON, .times = 1}, pictures = {.picture = true, .times = 5};
    struct wanted missing = {.camera = CAMERA_MISSING, .times = 1};
    ok(wait_for(s, on), "the camera is found and gives frames");
    ok(wait_for(s, pictures), "the viewfinder gets pictures");
    ok(has_bars(s), "they show what the camera shows");
    int pid = scanner_pid(s);
    ok(system(argv[2]) == 0, "the camera is taken away");
    ok(wait_for(s, missing), "the scanner says that it is missing");
    ok(system(argv[3]) == 0, "the camera is given back");
    ok(wait_for(s, on), "it is found again");
    ok(wait_for(s, pictures), "and gives pictures again");
    ok(scanner_pid(s) != pid, "by a new process: the old one was shut in with its camera");
    scanner_destroy(s);
    printf("1..%d\n", count);
    return failed != 0;
}
