#include "scanner/client.h"

#include "scanner/hear.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
    SILENT_MOST_MS = 3000, /* six messages missed */
    DEATH_MS = 50,         /* what a killed process gets to be gone */
    RESTART_NEXT_MS = 200, /* the first is at once: one bad picture costs a fraction of a second */
    RESTART_MOST_MS = 10000,
    HEALTHY_MS = 10000, /* having run for so long, the next restart is at once again */
    SAID_MOST = 2000,   /* messages a second; a camera of 60 frames/s makes 182 at most */
};

struct scanner {
    char *program, *source;
    bool loop;
    pid_t pid;
    pid_t dying; /* killed, and not yet gone */
    int fd, memory_fd;
    struct wire_preview *shared;
    uint8_t *copy;
    int64_t started_ms, heard_ms, restart_at_ms, restart_ms;
    int64_t second; /* in which `said` messages came */
    int said;
    bool went_down; /* to be told to the caller */
};

/* Out of the way of the numbers that the child is to have. */
static int
moved_up(int fd)
{
    int up = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 10);
    if (fd >= 0)
        close(fd);
    return up;
}

static bool
share_memory(struct scanner *s)
{
    s->memory_fd = moved_up(memfd_create("zhaoxi-preview", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (s->memory_fd < 0 || ftruncate(s->memory_fd, sizeof *s->shared) != 0)
        return false;
    /* A child that shrank it would kill us with SIGBUS. */
    if (fcntl(s->memory_fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return false;
    void *shared =
        mmap(NULL, sizeof *s->shared, PROT_READ | PROT_WRITE, MAP_SHARED, s->memory_fd, 0);
    s->shared = shared == MAP_FAILED ? NULL : shared;
    return s->shared != NULL;
}

/* The child gets standard error, its socket and the shared memory, and no other descriptor. */
static int
spawn(struct scanner *s, int child_fd)
{
    char *argv[] = {s->program, "--source", s->source, s->loop ? "--loop" : NULL, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    /* Its watchdog is a signal that must end it, whatever this process ignores. */
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&actions, child_fd, WIRE_SOCKET_FD);
    posix_spawn_file_actions_adddup2(&actions, s->memory_fd, WIRE_PREVIEW_FD);
    posix_spawn_file_actions_addclosefrom_np(&actions, WIRE_PREVIEW_FD + 1);
    int rc = posix_spawn(&s->pid, s->program, &actions, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (rc != 0)
        s->pid = 0;
    return rc;
}

static void
start(struct scanner *s, int64_t now_ms)
{
    int pair[2];
    s->started_ms = s->heard_ms = now_ms;
    s->said = 0;
    if (!s->shared && !share_memory(s)) {
        fprintf(stderr, "kiosk: no memory to share with the scanner: %s\n", strerror(errno));
        if (s->memory_fd >= 0)
            close(s->memory_fd);
        s->memory_fd = -1;
        return;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0) {
        fprintf(stderr, "kiosk: no socket for the scanner: %s\n", strerror(errno));
        return;
    }
    int child_fd = moved_up(pair[1]);
    int rc = child_fd < 0 ? errno : spawn(s, child_fd);
    if (child_fd >= 0)
        close(child_fd);
    if (rc == 0) {
        s->fd = pair[0];
        return;
    }
    fprintf(stderr, "kiosk: the scanner does not start: %s\n", strerror(rc));
    close(pair[0]);
}

/* Whether a killed process is gone, asked for so long. A camera's driver may hold it in the kernel,
 * and would hold us if we waited. */
static bool
is_gone(struct scanner *s, int ms)
{
    for (; s->dying > 0 && waitpid(s->dying, NULL, WNOHANG) == 0; ms--) {
        if (ms <= 0)
            return false;
        usleep(1000);
    }
    s->dying = 0;
    return true;
}

static void
stop(struct scanner *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    if (s->pid > 0) {
        kill(s->pid, SIGKILL);
        s->dying = s->pid;
    }
    s->pid = 0;
    is_gone(s, DEATH_MS);
}

static void
plan_restart(struct scanner *s, int64_t now_ms)
{
    if (now_ms - s->started_ms >= HEALTHY_MS)
        s->restart_ms = 0;
    s->restart_at_ms = now_ms + s->restart_ms;
    int64_t longer = s->restart_ms ? s->restart_ms * 2 : RESTART_NEXT_MS;
    s->restart_ms = longer < RESTART_MOST_MS ? longer : RESTART_MOST_MS;
}

static void
go_down(struct scanner *s, const char *why, int64_t now_ms)
{
    fprintf(stderr, "kiosk: the scanner %s; it is started again\n", why);
    stop(s);
    plan_restart(s, now_ms);
    s->went_down = true;
}

struct scanner *
scanner_create(const char *program, const char *source, bool loop, int64_t now_ms)
{
    struct scanner *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->program = strdup(program);
    s->source = strdup(source);
    s->copy = malloc(sizeof s->shared->slots[0].px);
    s->loop = loop;
    s->fd = s->memory_fd = -1;
    if (!s->program || !s->source || !s->copy)
        abort();
    start(s, now_ms);
    if (s->fd < 0)
        plan_restart(s, now_ms);
    return s;
}

void
scanner_destroy(struct scanner *s)
{
    if (!s)
        return;
    stop(s);
    if (s->shared)
        munmap(s->shared, sizeof *s->shared);
    if (s->memory_fd >= 0)
        close(s->memory_fd);
    free(s->copy);
    free(s->source);
    free(s->program);
    free(s);
}

int
scanner_fd(const struct scanner *s)
{
    return s->fd;
}

int
scanner_pid(const struct scanner *s)
{
    return s->pid;
}

/* A process that talks without end is not ours any more, and would keep its parent from all else.
 */
static bool
says_too_much(struct scanner *s, int64_t now_ms)
{
    if (s->second != now_ms / 1000)
        s->said = 0;
    s->second = now_ms / 1000;
    return ++s->said > SAID_MOST;
}

static bool
tell_down(struct scanner *s, struct scanner_event *out)
{
    bool tell = s->went_down;
    s->went_down = false;
    *out = (struct scanner_event){.kind = SCANNER_CAMERA, .camera = CAMERA_STARTING};
    return tell;
}

bool
scanner_next(struct scanner *s, struct scanner_event *out, int64_t now_ms)
{
    struct wire_message message;
    while (s->fd >= 0 && !s->went_down) {
        ssize_t n = recv(s->fd, &message, sizeof message, 0);
        if (n > 0) {
            s->heard_ms = now_ms;
            if (says_too_much(s, now_ms))
                go_down(s, "says too much", now_ms);
            else if (hear(out, &message, (size_t)n, now_ms))
                return true;
        } else if (n < 0 && errno == EINTR) {
            continue;
        } else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return false;
        } else {
            go_down(s, "ended", now_ms);
        }
    }
    return tell_down(s, out);
}

int64_t
scanner_tick(struct scanner *s, int64_t now_ms)
{
    if (s->fd >= 0 && now_ms - s->heard_ms > SILENT_MOST_MS) {
        go_down(s, "hangs", now_ms);
    } else if (s->fd < 0 && now_ms >= s->restart_at_ms) {
        if (!is_gone(s, 0)) {
            s->restart_at_ms = now_ms + DEATH_MS;
            return s->restart_at_ms;
        }
        start(s, now_ms);
        if (s->fd < 0)
            plan_restart(s, now_ms);
    }
    return s->fd < 0 ? s->restart_at_ms : s->heard_ms + SILENT_MOST_MS + 1;
}

bool
scanner_picture(struct scanner *s, struct scanner_picture *out)
{
    if (!s->shared)
        return false;
    uint64_t number = atomic_load(&s->shared->newest);
    if (number == 0)
        return false;
    const struct wire_slot *slot = &s->shared->slots[number % WIRE_SLOTS];
    /* Read each once: the child may change them between the check and the use. */
    uint32_t width = *(const volatile uint32_t *)&slot->width;
    uint32_t height = *(const volatile uint32_t *)&slot->height;
    if (width < 2 || height < 2 || width > WIRE_SIDE_MAX || height > WIRE_SIDE_MAX || width % 2 ||
        height % 2)
        return false;
    memcpy(s->copy, slot->px, (size_t)width * height * 3 / 2);
    if (atomic_load(&s->shared->newest) - number > 1)
        return false;
    *out = (struct scanner_picture){(int)width, (int)height, s->copy};
    return true;
}
