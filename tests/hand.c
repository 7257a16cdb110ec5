/* hand: runs the real scanner process on hand scanners, as the kiosk does, and prints TAP. Called
 * inside the virtual machine of tests/devices.sh with the scanner's path. The devices are the
 * kernel's own, made by uinput: a hand scanner among a keyboard, a touchscreen and a button. */
#include "scanner/client.h"
#include "scanner/source.h"

#include <ctype.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static int count, failed;

static void
ok(bool good, const char *sentence)
{
    printf("%sok %d - %s\n", good ? "" : "not ", ++count, sentence);
    failed += !good;
    fflush(stdout);
}

/* A device: its name, and what it has. */
struct made {
    const char *name;
    unsigned short vendor;
    bool letters, button, touch, wheel;
};

static const struct made wand = {.name = "USBKey Chip Barcode Scanner", .letters = true},
                         maker_only = {.name = "4600g", .vendor = 0x0c2e, .letters = true},
                         nameless = {.name = "WCM USB HID", .letters = true},
                         keyboard = {.name = "USB Keyboard", .letters = true},
                         touchscreen = {.name = "Multi-Touch", .touch = true},
                         button = {.name = "Power Button", .button = true},
                         /* Named as one, but not to be taken. */
    panel = {.name = "Scan Panel", .letters = true, .touch = true},
                         pad = {.name = "Scan Keyboard", .letters = true, .wheel = true},
                         remote = {.name = "Barcode Remote", .button = true};

/* The uinput descriptor; closing it unplugs the device. */
static int
plug(const struct made *made)
{
    int fd = open("/dev/uinput", O_WRONLY | O_CLOEXEC);
    struct uinput_setup setup = {.id = {.bustype = BUS_USB, .vendor = made->vendor, .product = 1}};
    snprintf(setup.name, sizeof setup.name, "%s", made->name);
    bool good = fd >= 0 && ioctl(fd, UI_SET_EVBIT, EV_KEY) == 0 &&
                ioctl(fd, UI_SET_EVBIT, EV_MSC) == 0 && ioctl(fd, UI_SET_MSCBIT, MSC_SCAN) == 0;
    for (int key = KEY_ESC; made->letters && key < KEY_F10; key++)
        good &= ioctl(fd, UI_SET_KEYBIT, key) == 0;
    if (made->button)
        good &= ioctl(fd, UI_SET_KEYBIT, KEY_POWER) == 0;
    if (made->wheel)
        good &= ioctl(fd, UI_SET_EVBIT, EV_REL) == 0 && ioctl(fd, UI_SET_RELBIT, REL_X) == 0;
    if (made->touch) {
        struct uinput_abs_setup x = {.code = ABS_X, .absinfo = {.maximum = 4095}};
        good &= ioctl(fd, UI_SET_EVBIT, EV_ABS) == 0 && ioctl(fd, UI_ABS_SETUP, &x) == 0 &&
                ioctl(fd, UI_SET_KEYBIT, BTN_TOUCH) == 0;
    }
    if (!good || ioctl(fd, UI_DEV_SETUP, &setup) != 0 || ioctl(fd, UI_DEV_CREATE) != 0) {
        printf("Bail out! uinput makes no %s\n", made->name);
        exit(1);
    }
    return fd;
}

/* Another reader of a device, as a display server is; -1 where there is no such device. */
static int
read_along(const struct made *made, char path[64])
{
    for (int i = 0; i < 64; i++) {
        char name[80] = "";
        snprintf(path, 64, "/dev/input/event%d", i);
        int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        if (fd >= 0 && ioctl(fd, EVIOCGNAME(sizeof name - 1), name) >= 0 &&
            strcmp(name, made->name) == 0)
            return fd;
        if (fd >= 0)
            close(fd);
    }
    return -1;
}

static bool
has_events(int fd)
{
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    return poll(&poll_fd, 1, 0) == 1 && poll_fd.revents & POLLIN;
}

static void
emit(int fd, unsigned type, unsigned code, int value)
{
    struct input_event event = {.type = (uint16_t)type, .code = (uint16_t)code, .value = value};
    if (write(fd, &event, sizeof event) != sizeof event)
        failed++;
}

/* One report of a device, at the pace of a scanner: the kernel keeps no more than 64 events. */
static int report_us = 8000;

static void
key(int fd, unsigned code, int value)
{
    emit(fd, EV_MSC, MSC_SCAN, (int)code);
    emit(fd, EV_KEY, code, value);
    emit(fd, EV_SYN, SYN_REPORT, 0);
    usleep(report_us);
}

/* Types as a scanner does: by a US keyboard's places, shift for upper case, Enter at the end. */
static void
type_code(int fd, const char *text)
{
    static const struct {
        unsigned first;
        const char *keys;
    } rows[] = {{KEY_1, "1234567890-="}, {KEY_Q, "qwertyuiop[]"}, {KEY_A, "asdfghjkl;'`"},
        {KEY_Z, "zxcvbnm,./"}};
    for (; *text; text++)
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            const char *at = strchr(rows[i].keys, tolower((unsigned char)*text));
            if (!at)
                continue;
            bool shift = isupper((unsigned char)*text);
            if (shift)
                key(fd, KEY_LEFTSHIFT, 1);
            key(fd, rows[i].first + (unsigned)(at - rows[i].keys), 1);
            key(fd, rows[i].first + (unsigned)(at - rows[i].keys), 0);
            if (shift)
                key(fd, KEY_LEFTSHIFT, 0);
        }
    key(fd, KEY_ENTER, 1);
    key(fd, KEY_ENTER, 0);
}

/* The next event of a kind; false after 30 s of an emulated CPU. */
static bool
next_event(struct scanner *s, enum scanner_event_kind kind, struct scanner_event *out)
{
    for (int64_t end = source_now_ms() + 30000; source_now_ms() < end;) {
        struct pollfd fd = {.fd = scanner_fd(s), .events = POLLIN};
        poll(&fd, 1, 100);
        while (scanner_next(s, out, source_now_ms()))
            if (out->kind == kind)
                return true;
        scanner_tick(s, source_now_ms());
    }
    return false;
}

static bool
becomes(struct scanner *s, enum wire_camera camera)
{
    struct scanner_event event;
    while (next_event(s, SCANNER_CAMERA, &event))
        if (event.camera == camera)
            return true;
    return false;
}

static bool
reads(struct scanner *s, int device, const char *text)
{
    static struct scanner_event event;
    type_code(device, text);
    return next_event(s, SCANNER_CODE, &event) && strcmp(event.text, text) == 0;
}

static struct scanner *
start(const char *program, const char *source)
{
    return scanner_create(program, source, false, source_now_ms());
}

/* Nothing of these may be taken, however they call themselves; each is still heard by others. */
static void
check_others(const char *program)
{
    static const struct made *const others[] = {
        &keyboard, &touchscreen, &button, &panel, &pad, &remote};
    enum { OTHERS = sizeof others / sizeof others[0] };
    static const unsigned keys[OTHERS] = {KEY_A, BTN_TOUCH, KEY_POWER, KEY_A, KEY_A, KEY_POWER};
    int devices[OTHERS];
    char path[64], source[80];
    for (int i = 0; i < OTHERS; i++)
        devices[i] = plug(others[i]);
    struct scanner *s = start(program, "hand");
    ok(becomes(s, CAMERA_MISSING), "among other devices no hand scanner is found");
    int pid = scanner_pid(s), device = plug(&wand);
    ok(becomes(s, CAMERA_ON) && scanner_pid(s) == pid, "one that is plugged in later is");
    int along = read_along(&wand, path);
    ok(reads(s, device, "ZX1ABCDEFGHJKMNPQRSTVWXYZ0123456789"), "what it types is read");
    ok(along >= 0 && !has_events(along), "and nobody else gets any of it");
    for (int i = 0; i < OTHERS; i++) {
        char sentence[128];
        int other = read_along(others[i], path);
        key(devices[i], keys[i], 1);
        snprintf(sentence, sizeof sentence, "%s is heard by all", others[i]->name);
        ok(other >= 0 && has_events(other), sentence);
        close(other);
    }
    close(along);
    scanner_destroy(s);
    along = read_along(&wand, path);
    type_code(device, "ZX1");
    ok(has_events(along), "without the scanner process the hand scanner is as before");
    close(along);
    close(device);
    read_along(&touchscreen, path);
    snprintf(source, sizeof source, "hand:%s", path);
    s = start(program, source);
    ok(becomes(s, CAMERA_MISSING), "a touchscreen is refused, even by its exact path");
    scanner_destroy(s);
    for (int i = 0; i < OTHERS; i++)
        close(devices[i]);
}

static void
check_coming_and_going(const char *program)
{
    int device = plug(&wand), pid;
    struct scanner *s = start(program, "hand");
    ok(becomes(s, CAMERA_ON), "a hand scanner that is there is found");
    for (int i = 0; i < 2; i++) {
        pid = scanner_pid(s);
        key(device, KEY_Z, 1);
        close(device);
        ok(becomes(s, CAMERA_MISSING), "pulled out in the middle of a code, it is missed");
        device = plug(&maker_only);
        ok(becomes(s, CAMERA_ON), "another, known by its maker alone, is found");
        ok(scanner_pid(s) != pid, "by a new process: the old one was shut in");
        ok(reads(s, device, "https//example.org/a-b"), "and read");
    }
    scanner_destroy(s);
    close(device);
}

static void
check_lost_events(const char *program)
{
    static const char whole[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    int device = plug(&wand);
    struct scanner *s = start(program, "hand");
    static struct scanner_event event;
    bool on = becomes(s, CAMERA_ON);
    kill(scanner_pid(s), SIGSTOP);
    report_us = 0;
    type_code(device, "zx1abcdefghi");
    kill(scanner_pid(s), SIGCONT);
    ok(on && next_event(s, SCANNER_CODE, &event) && strcmp(event.text, "zx1abcdefghi") == 0,
        "a process that comes late finds twelve characters waiting, scan codes left out");
    kill(scanner_pid(s), SIGSTOP);
    for (int i = 0; i < 20; i++)
        type_code(device, whole);
    report_us = 8000;
    kill(scanner_pid(s), SIGCONT);
    sleep(1);
    type_code(device, "ZX1END");
    int codes = 0, parts = 0;
    while (on && next_event(s, SCANNER_CODE, &event) && strcmp(event.text, "ZX1END") != 0) {
        codes++;
        parts += strcmp(event.text, whole) != 0;
    }
    ok(on && codes < 20 && strcmp(event.text, "ZX1END") == 0,
        "where the kernel lost events the next code is read");
    ok(parts == 0, "and no part of a code was taken for one");
    scanner_destroy(s);
    close(device);
}

static void
check_exact_and_held(const char *program)
{
    char path[64], source[80];
    int device = plug(&nameless), other = read_along(&nameless, path);
    snprintf(source, sizeof source, "hand:%s", path);
    struct scanner *s = start(program, source);
    ok(becomes(s, CAMERA_ON) && reads(s, device, "zx1exact"),
        "one that says nothing of itself is taken by its exact path");
    scanner_destroy(s);
    close(other);
    close(device);
    device = plug(&wand);
    other = read_along(&wand, path);
    bool held = ioctl(other, EVIOCGRAB, 1) == 0;
    s = start(program, "hand");
    ok(held && becomes(s, CAMERA_MISSING), "one that another program holds is left to it");
    close(other);
    ok(becomes(s, CAMERA_ON), "and taken once it is free");
    scanner_destroy(s);
    key(device, KEY_LEFTSHIFT, 1);
    s = start(program, "hand");
    ok(becomes(s, CAMERA_MISSING),
        "one with a key down is left until others have heard its release");
    key(device, KEY_LEFTSHIFT, 0);
    ok(becomes(s, CAMERA_ON), "and taken then");
    scanner_destroy(s);
    close(device);
}

static void
check_serial(const char *program)
{
    static struct scanner_event event;
    static const char link[] = "/dev/serial/by-id/usb-Newland_FM430_QR_Code_Reader-if00";
    char line[64] = "";
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    mkdir("/dev/serial", 0755);
    mkdir("/dev/serial/by-id", 0755);
    struct scanner *s = start(program, "hand");
    bool missing = becomes(s, CAMERA_MISSING);
    bool linked = grantpt(master) == 0 && unlockpt(master) == 0 &&
                  ptsname_r(master, line, sizeof line) == 0 &&
                  symlink("/dev/null", "/dev/serial/by-id/usb-Modem-if00") == 0 &&
                  symlink(line, link) == 0;
    ok(missing && linked && becomes(s, CAMERA_ON), "a serial one is found by its link");
    ok(write(master, "ZX1SERIAL\r\n", 11) == 11 && next_event(s, SCANNER_CODE, &event) &&
            strcmp(event.text, "ZX1SERIAL") == 0,
        "and read");
    scanner_destroy(s);
    close(master);
}

int
main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: hand SCANNER\n", stderr);
        return 2;
    }
    check_others(argv[1]);
    check_coming_and_going(argv[1]);
    check_lost_events(argv[1]);
    check_exact_and_held(argv[1]);
    check_serial(argv[1]);
    printf("1..%d\n", count);
    return failed != 0;
}
