#include "kiosk/speech.h"

#include "kiosk/voice.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
    HUNG_MS = 5000,               /* a sentence takes it some 20 ms */
    WAV_BYTES = 16 * 1024 * 1024, /* more is no sentence */
};

struct speech {
    pid_t pid; /* 0: none runs */
    int pidfd, wav_fd;
    int64_t started_ms;
    bool given_up; /* killed: its WAV is not wanted */
    bool missing;  /* espeak-ng can't be started: not tried again */
    const char *next_voice;
    char next[VOICE_TEXT]; /* what is to be made after the one that was given up */
    void *wav;             /* the last one, mapped */
    size_t wav_len;
};

struct speech *
speech_create(void)
{
    struct speech *s = calloc(1, sizeof *s);
    if (!s)
        abort();
    s->pidfd = s->wav_fd = -1;
    return s;
}

static void
unmap(struct speech *s)
{
    if (s->wav)
        munmap(s->wav, s->wav_len);
    s->wav = NULL;
}

static void
close_all(struct speech *s)
{
    if (s->pidfd >= 0)
        close(s->pidfd);
    if (s->wav_fd >= 0)
        close(s->wav_fd);
    s->pidfd = s->wav_fd = -1;
    s->pid = 0;
}

void
speech_destroy(struct speech *s)
{
    if (!s)
        return;
    speech_stop(s);
    if (s->pid)
        waitpid(s->pid, NULL, 0);
    close_all(s);
    unmap(s);
    free(s);
}

/* A memory file that holds the text, at its beginning; -1 on failure. */
static int
text_file(const char *text)
{
    int fd = memfd_create("zhaoxi-text", MFD_CLOEXEC);
    size_t len = strlen(text);
    if (fd >= 0 && pwrite(fd, text, len, 0) != (ssize_t)len) {
        close(fd);
        return -1;
    }
    return fd;
}

/* espeak-ng with `in` as its standard input and `out` as its output, and no other descriptor. */
static int
spawn(pid_t *pid, const char *voice, int in, int out)
{
    char *argv[] = {"espeak-ng", "-b", "1", "-m", "-s", "150", "-v", (char *)voice, "--stdin",
        "--stdout", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    int rc = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return rc;
}

static void
start(struct speech *s, const char *voice, const char *text, int64_t now_ms)
{
    int in = text_file(text);
    s->wav_fd = memfd_create("zhaoxi-speech", MFD_CLOEXEC);
    int rc = in < 0 || s->wav_fd < 0 ? errno : spawn(&s->pid, voice, in, s->wav_fd);
    if (in >= 0)
        close(in);
    if (rc == 0) {
        s->pidfd = pidfd_open(s->pid, 0);
        s->started_ms = now_ms;
        s->given_up = false;
        return;
    }
    close_all(s);
    s->missing = rc == ENOENT;
    fprintf(stderr, "kiosk: no voice: %s\n",
        s->missing ? "espeak-ng is not installed (apt install espeak-ng)" : strerror(rc));
}

void
speech_begin(struct speech *s, const char *voice, const char *text, int64_t now_ms)
{
    if (s->missing)
        return;
    if (!s->pid) {
        start(s, voice, text, now_ms);
        return;
    }
    speech_stop(s);
    s->next_voice = voice;
    snprintf(s->next, sizeof s->next, "%s", text);
}

void
speech_stop(struct speech *s)
{
    s->next[0] = '\0';
    if (s->pid && !s->given_up)
        kill(s->pid, SIGKILL);
    s->given_up = true;
}

int
speech_fd(const struct speech *s)
{
    return s->pidfd;
}

/* Maps what the process has written. */
static bool
map(struct speech *s)
{
    struct stat file;
    unmap(s);
    if (fstat(s->wav_fd, &file) != 0 || file.st_size <= 0 || file.st_size > WAV_BYTES)
        return false;
    s->wav_len = (size_t)file.st_size;
    void *wav = mmap(NULL, s->wav_len, PROT_READ, MAP_PRIVATE, s->wav_fd, 0);
    s->wav = wav == MAP_FAILED ? NULL : wav;
    return s->wav != NULL;
}

bool
speech_take(
    struct speech *s, const void **out, size_t *out_len, int64_t now_ms, int64_t *again_at_ms)
{
    int status = 0;
    if (!s->pid)
        return false;
    if (waitpid(s->pid, &status, WNOHANG) == 0) {
        if (!s->given_up && now_ms - s->started_ms >= HUNG_MS) {
            fputs("kiosk: espeak-ng hangs, and is given up\n", stderr);
            speech_stop(s);
        }
        *again_at_ms = s->given_up ? now_ms + HUNG_MS : s->started_ms + HUNG_MS;
        return false;
    }
    bool made = !s->given_up && WIFEXITED(status) && WEXITSTATUS(status) == 0 && map(s);
    close_all(s);
    if (s->next[0]) {
        start(s, s->next_voice, s->next, now_ms);
        s->next[0] = '\0';
    }
    *out = s->wav;
    *out_len = s->wav_len;
    return made;
}
