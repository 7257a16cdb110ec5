/* hand_evdev.c: a hand scanner that types, read from its own event device and from no other.
 *
 * The device is grabbed, so that nothing of it reaches a text field, an input method or a console.
 * By itself it is taken only if all of this holds:
 *   - its name says that it reads codes, or its USB maker makes nothing else;
 *   - it has every key that a card's text needs, and Enter;
 *   - it points nowhere: no touchscreen, mouse or keyboard with a pad;
 *   - nobody else has grabbed it.
 * An exact path needs the last three. */
#include "scanner/hand.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static const char folder[] = "/dev/input";

/* USB makers of scanners, by the kernel's usb.ids: their devices may be called by a model's number
 * alone. */
static const unsigned makers[] = {
    0x0536, /* Hand Held Products */
    0x05e0, /* Symbol, Zebra */
    0x05f9, /* PSC, Datalogic */
    0x065a, /* Optoelectronics */
    0x080c, /* Datalogic */
    0x0c2e, /* Metrologic, Honeywell */
    0x1eab, /* Newland */
};

enum { BITS = 8 * sizeof(unsigned long), KEY_WORDS = KEY_MAX / BITS + 1 };

static bool
has_bit(const unsigned long *words, unsigned bit)
{
    return words[bit / BITS] >> bit % BITS & 1;
}

static bool
types_text(int fd)
{
    static const unsigned char needed[] = {KEY_A, KEY_B, KEY_C, KEY_D, KEY_E, KEY_F, KEY_G, KEY_H,
        KEY_I, KEY_J, KEY_K, KEY_L, KEY_M, KEY_N, KEY_O, KEY_P, KEY_Q, KEY_R, KEY_S, KEY_T, KEY_U,
        KEY_V, KEY_W, KEY_X, KEY_Y, KEY_Z, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8,
        KEY_9, KEY_0, KEY_ENTER};
    unsigned long keys[KEY_WORDS] = {0};
    if (ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys), keys) < 0)
        return false;
    for (size_t i = 0; i < sizeof needed; i++)
        if (!has_bit(keys, needed[i]))
            return false;
    return !has_bit(keys, BTN_LEFT) && !has_bit(keys, BTN_TOUCH);
}

static bool
points(int fd)
{
    unsigned long absolute[ABS_MAX / BITS + 1] = {0}, relative[REL_MAX / BITS + 1] = {0};
    /* A device without such axes answers with none. */
    if (ioctl(fd, EVIOCGBIT(EV_ABS, sizeof absolute), absolute) < 0 ||
        ioctl(fd, EVIOCGBIT(EV_REL, sizeof relative), relative) < 0)
        return true;
    return has_bit(absolute, ABS_X) || has_bit(absolute, ABS_MT_POSITION_X) ||
           has_bit(relative, REL_X);
}

/* Grabbed with a key down, others would never hear of its release, and repeat it for ever. */
static bool
is_typing(int fd)
{
    unsigned long down[KEY_WORDS] = {0};
    bool any = ioctl(fd, EVIOCGKEY(sizeof down), down) < 0;
    for (int i = 0; i < KEY_WORDS; i++)
        any |= down[i] != 0;
    return any;
}

/* The kernel holds 64 events for a reader that is late, and scan codes would take a third of them.
 * Kernels before 4.4 can't leave them out. */
static void
leave_out_scan_codes(int fd)
{
    static const unsigned long none[MSC_MAX / BITS + 1] = {0}; /* it wants whole words */
    struct input_mask mask = {
        .type = EV_MSC, .codes_size = sizeof none, .codes_ptr = (uintptr_t)none};
    ioctl(fd, EVIOCSMASK, &mask);
}

/* NULL once the device is ours alone, or why it is not. */
static const char *
take_hold(int fd)
{
    int version, boottime = CLOCK_BOOTTIME;
    if (ioctl(fd, EVIOCGVERSION, &version) != 0)
        return "is no input device";
    if (!types_text(fd) || points(fd))
        return "is no hand scanner: it does not type, or it points";
    if (is_typing(fd))
        return "is being typed on: it is taken when it rests";
    if (ioctl(fd, EVIOCGRAB, 1) != 0)
        return errno == EBUSY ? "is held by another program" : strerror(errno);
    return ioctl(fd, EVIOCSCLOCKID, &boottime) == 0 ? NULL : strerror(errno);
}

static int
open_device(const char *path, bool quiet)
{
    char name[128] = "";
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    const char *why = fd < 0 ? strerror(errno) : take_hold(fd);
    if (why) {
        if (!quiet)
            fprintf(stderr, "scanner: %s %s%s\n", path, fd < 0 ? "does not open: " : "", why);
        if (fd >= 0)
            close(fd);
        return -1;
    }
    leave_out_scan_codes(fd);
    ioctl(fd, EVIOCGNAME(sizeof name - 1), name);
    fprintf(stderr, "scanner: the hand scanner is %s, %s\n", path, name);
    return fd;
}

/* What the kernel says of an event device, read without opening it: opening wakes it. */
static void
read_about(char *out, int size, const char *event, const char *what)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "/sys/class/input/%s/device/%s", event, what);
    FILE *in = fopen(path, "re");
    if (!in || !fgets(out, size, in))
        out[0] = '\0';
    if (in)
        fclose(in);
}

static bool
may_be_scanner(const char *event)
{
    char name[128], vendor[16];
    if (strncmp(event, "event", 5) != 0)
        return false;
    read_about(name, sizeof name, event, "name");
    if (hand_calls_itself_scanner(name))
        return true;
    read_about(vendor, sizeof vendor, event, "id/vendor");
    unsigned long maker = strtoul(vendor, NULL, 16);
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
        if (maker == makers[i])
            return true;
    return false;
}

static int
open_evdev(const char *path, bool quiet)
{
    return path[0] ? open_device(path, quiet)
                   : hand_open_first(folder, may_be_scanner, open_device, quiet);
}

static int
read_evdev(int fd, struct keys *keys, struct hand_char out[HAND_READ_MAX], int64_t now_ms)
{
    struct input_event events[HAND_READ_MAX];
    ssize_t size = read(fd, events, sizeof events);
    (void)now_ms; /* each event has its own time */
    if (size < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    int n = 0;
    for (size_t i = 0; i < (size_t)size / sizeof events[0]; i++) {
        char c;
        enum keys_answer answer = keys_take(keys, &events[i], &c);
        if (answer == KEYS_NOTHING)
            continue;
        out[n++] = (struct hand_char){
            .c = answer == KEYS_LOST ? HAND_LOST : (unsigned char)c,
            .at_ms = (int64_t)events[i].input_event_sec * 1000 + events[i].input_event_usec / 1000,
        };
    }
    return n;
}

const struct hand_kind hand_evdev = {.name = "hand", .open = open_evdev, .read = read_evdev};
