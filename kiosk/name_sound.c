#include "kiosk/name_sound.h"

#include <fcntl.h>
#include <libgen.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { WAIT_MS = 1000 };

static void
find_program(char out[4096])
{
    char self[2048] = "";
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    snprintf(out, 4096, "%s/zhaoxi", n > 0 ? dirname(self) : "");
    if (access(out, X_OK) != 0)
        snprintf(out, 4096, "/usr/bin/zhaoxi");
}

/* Starts it with its output in a pipe, which it returns the end of; -1 where it can't. */
static int
start(pid_t *pid, const char *name)
{
    char program[4096], called[NAME_SIZE];
    int ends[2];
    find_program(program);
    snprintf(called, sizeof called, "%s", name);
    char *argv[] = {program, "pinyin", called, NULL};
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    int rc = posix_spawn(pid, program, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (rc == 0)
        return ends[0];
    fprintf(stderr, "kiosk: %s: %s\n", program, strerror(rc));
    close(ends[0]);
    return -1;
}

/* All that it says within the time, closed by a NUL. */
static void
read_answer(int from, char *out, size_t size)
{
    struct pollfd fd = {.fd = from, .events = POLLIN};
    size_t len = 0;
    ssize_t n = 1;
    while (n > 0 && len < size - 1 && poll(&fd, 1, WAIT_MS) > 0) {
        n = read(from, out + len, size - 1 - len);
        len += n > 0 ? (size_t)n : 0;
    }
    out[len] = '\0';
}

bool
name_sound(struct child *child)
{
    char answer[2 * NAME_SIZE + 8];
    pid_t pid;
    int status = -1, from = start(&pid, child->name);
    child->pinyin[0] = child->spoken[0] = '\0';
    if (from < 0)
        return false;
    read_answer(from, answer, sizeof answer);
    close(from);
    kill(pid, SIGKILL); /* one that has ended by itself is not hurt by it */
    if (waitpid(pid, &status, 0) != pid)
        return false;
    char *second = strchr(answer, '\n');
    if (!second)
        return false;
    *second++ = '\0';
    second[strcspn(second, "\n")] = '\0';
    snprintf(child->pinyin, sizeof child->pinyin, "%.*s", NAME_SIZE - 1, answer);
    snprintf(child->spoken, sizeof child->spoken, "%.*s", NAME_SIZE - 1, second);
    return child->pinyin[0] != '\0';
}
