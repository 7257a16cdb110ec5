/* fault_zbar.so: a ZBar that a picture can break, preloaded into the real scanner by tests. It
 * reads as ZBar does; a code that begins with HOSTILE then has the process in its hand. */
#include "scanner/wire.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zbar.h>

static int (*real_scan)(zbar_image_scanner_t *, zbar_image_t *);

__attribute__((constructor)) static void
find_real(void)
{
    real_scan =
        (int (*)(zbar_image_scanner_t *, zbar_image_t *))dlsym(RTLD_NEXT, "zbar_scan_image");
}

static void
crash(void)
{
    *(volatile int *)NULL = 1;
}

static void
loop(void)
{
    for (volatile unsigned i = 0;; i = i + 1)
        ;
}

static void
say(const char *text)
{
    struct wire_message message = {.kind = WIRE_CODE, .len = (uint32_t)strlen(text)};
    memcpy(message.text, text, message.len);
    send(WIRE_SOCKET_FD, &message, offsetof(struct wire_message, text) + message.len, 0);
}

static void
flood(void)
{
    for (;;)
        say("FLOOD");
}

/* Everything that its parent must not believe, and a picture that is none. */
static void
lie(void)
{
    struct wire_message lies[] = {{.kind = WIRE_CODE, .len = DECODE_TEXT_MAX},
        {.kind = WIRE_CODE, .len = 0}, {.kind = WIRE_KIND_COUNT, .len = 4},
        {.kind = WIRE_CAMERA, .value = CAMERA_STATE_COUNT}, {.kind = WIRE_CAMERA, .value = -1}};
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++)
        send(WIRE_SOCKET_FD, &lies[i], offsetof(struct wire_message, text), 0);
    static char long_one[sizeof lies[0] + 100];
    memcpy(long_one, &(struct wire_message){.kind = WIRE_CODE, .len = DECODE_TEXT_MAX + 100},
        offsetof(struct wire_message, text));
    send(WIRE_SOCKET_FD, long_one, sizeof long_one, 0);
    send(WIRE_SOCKET_FD, long_one, 3, 0);
    struct wire_preview *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, WIRE_PREVIEW_FD, 0);
    for (int i = 0; shared != MAP_FAILED && i < WIRE_SLOTS; i++)
        shared->slots[i].width = shared->slots[i].height = 60000;
    struct wire_message old = {
        .kind = WIRE_CODE, .len = 4, .captured_ms = INT64_MIN, .text = "LIED"};
    send(WIRE_SOCKET_FD, &old, offsetof(struct wire_message, text) + old.len, 0);
    for (;;)
        poll(NULL, 0, -1);
}

static bool
maps(size_t size, int protection)
{
    return mmap(NULL, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

/* Tries what a person would want of a kiosk, and says what came of it. */
static void
escape(void)
{
    char key = '\n';
    const struct {
        const char *name;
        bool done;
    } tries[] = {{"read a file", open("/etc/passwd", O_RDONLY) >= 0},
        {"write a file", open("/tmp/escape", O_WRONLY | O_CREAT, 0600) >= 0},
        {"see a folder", access("/", F_OK) == 0}, {"speak", socket(AF_INET, SOCK_STREAM, 0) >= 0},
        {"signal the kiosk", kill(getppid(), 0) == 0}, {"be root", setuid(0) == 0},
        {"take memory", maps((size_t)1 << 30, PROT_READ | PROT_WRITE)},
        {"bring code", maps(4096, PROT_READ | PROT_EXEC)},
        {"type", ioctl(STDIN_FILENO, TIOCSTI, &key) == 0 || errno != EPERM}};
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++)
        if (tries[i].done)
            say(tries[i].name);
    say("TRIED");
}

static void
obey(const char *text)
{
    static const struct {
        const char *text;
        void (*act)(void);
    } acts[] = {{"HOSTILE CRASH", crash}, {"HOSTILE ABORT", abort}, {"HOSTILE LOOP", loop},
        {"HOSTILE FLOOD", flood}, {"HOSTILE LIE", lie}, {"HOSTILE ESCAPE", escape}};
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        if (strcmp(text, acts[i].text) == 0)
            acts[i].act();
}

int
zbar_scan_image(zbar_image_scanner_t *scanner, zbar_image_t *image)
{
    int rc = real_scan(scanner, image);
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol; symbol = zbar_symbol_next(symbol))
        obey(zbar_symbol_get_data(symbol));
    return rc;
}
