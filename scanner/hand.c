#include "scanner/hand.h"

#include "scanner/burst.h"
#include "scanner/sandbox.h"
#include "scanner/say.h"
#include "scanner/source.h"

#include <dirent.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_AGAIN_MS = 1000 };

struct hand {
    const struct hand_kind *wanted; /* NULL: any */
    const char *path;               /* "": the first that is found */
    const struct hand_kind *kind;   /* of the open device */
    int fd;                         /* -1: none yet */
    struct keys keys;
    struct burst burst;
    struct speaker speaker;
    int64_t next_look_ms;
    bool missing;  /* and said so */
    bool finished; /* the parent must start another of us */
};

static const struct hand_kind *const kinds[] = {&hand_evdev, &hand_serial};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

bool
hand_calls_itself_scanner(const char *name)
{
    static const char *const words[] = {
        "barcode", "bar code", "bar_code", "qrcode", "qr code", "qr_code", "scan"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcasestr(name, words[i]))
            return true;
    return false;
}

int
hand_open_first(const char *folder, bool (*may_be)(const char *name),
    int (*open)(const char *path, bool quiet), bool quiet)
{
    DIR *all = opendir(folder);
    int fd = -1;
    for (struct dirent *entry; all && fd < 0 && (entry = readdir(all));) {
        char path[PATH_MAX];
        if (!may_be(entry->d_name))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        fd = open(path, quiet);
    }
    if (all)
        closedir(all);
    return fd;
}

/* Fills what is wanted; false where the argument is not ours. */
static bool
choose(struct hand *h, const char *argument)
{
    h->path = "";
    if (strcmp(argument, "hand") == 0)
        return true;
    for (int i = 0; i < KINDS; i++) {
        size_t len = strlen(kinds[i]->name);
        if (strncmp(argument, kinds[i]->name, len) == 0 && argument[len] == ':') {
            h->wanted = kinds[i];
            h->path = argument + len + 1;
            return true;
        }
    }
    return false;
}

bool
hand_is_meant(const char *argument)
{
    struct hand unused = {0};
    return choose(&unused, argument);
}

static void
look(struct hand *h, int64_t now_ms)
{
    for (int i = 0; h->fd < 0 && i < KINDS; i++) {
        if (h->wanted && h->wanted != kinds[i])
            continue;
        h->kind = kinds[i];
        h->fd = kinds[i]->open(h->path, h->missing);
    }
    h->next_look_ms = now_ms + LOOK_AGAIN_MS;
    bool found = h->fd >= 0;
    if (found && !sandbox_enter()) {
        h->finished = true;
    } else if (found || !h->missing) {
        h->missing = !found;
        say_value(&h->speaker, WIRE_CAMERA, found ? CAMERA_ON : CAMERA_MISSING, now_ms);
    }
}

static void
say_burst(struct hand *h, int64_t now_ms)
{
    say_code(&h->speaker, h->burst.text, h->burst.len, h->burst.last_ms, now_ms);
}

static void
take(struct hand *h, const struct hand_char *got, int64_t now_ms)
{
    if (burst_pause(&h->burst, got->at_ms))
        say_burst(h, now_ms);
    if (got->c == HAND_LOST)
        burst_spoil(&h->burst, got->at_ms);
    else if (burst_put(&h->burst, (char)got->c, got->at_ms))
        say_burst(h, now_ms);
}

static void
read_device(struct hand *h, int64_t now_ms)
{
    struct hand_char got[HAND_READ_MAX];
    int n = h->kind->read(h->fd, &h->keys, got, now_ms);
    for (int i = 0; i < n; i++)
        take(h, &got[i], now_ms);
    if (n == 0 && burst_pause(&h->burst, now_ms))
        say_burst(h, now_ms);
    if (n >= 0)
        return;
    say_value(&h->speaker, WIRE_CAMERA, CAMERA_MISSING, now_ms);
    h->finished = true;
}

static int64_t
sooner(int64_t a, int64_t b)
{
    return b >= 0 && b < a ? b : a;
}

/* Waits for the device, the parent, or the next thing that is due. */
static void
wait_for_work(struct hand *h, int64_t now_ms)
{
    struct pollfd fds[2] = {
        {.fd = WIRE_SOCKET_FD, .events = POLLIN}, {.fd = h->fd, .events = POLLIN}};
    int64_t until = h->speaker.last_ms + WIRE_ALIVE_MS;
    until = sooner(until, h->fd < 0 ? h->next_look_ms : burst_due_ms(&h->burst));
    int n = poll(fds, 2, until > now_ms ? (int)(until - now_ms) : 0);
    if (n > 0 && fds[0].revents)
        h->speaker.gone = true; /* it never writes: its end was closed */
}

int
hand_run(const char *argument)
{
    struct hand h = {.fd = -1};
    if (!choose(&h, argument))
        return 2;
    while (!h.finished && !h.speaker.gone) {
        int64_t now_ms = source_now_ms();
        say_alive(&h.speaker, now_ms);
        if (h.fd < 0 && now_ms >= h.next_look_ms)
            look(&h, now_ms);
        else if (h.fd >= 0)
            read_device(&h, now_ms);
        if (!h.finished && !h.speaker.gone)
            wait_for_work(&h, source_now_ms());
    }
    if (h.fd >= 0)
        close(h.fd);
    return 0;
}
