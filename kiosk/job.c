#include "kiosk/job.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { LOOK_MS = 100, ARGUMENTS = 10 + JOB_WORDS };

struct runner {
    char cli[4096], db[4096], calendar[4200];
    struct job_view view;
    pid_t pid; /* 0: none runs */
    int out;   /* what it says; -1: none runs */
    size_t len;
};

struct runner *
runner_create(const char *cli, const char *db, const char *assets)
{
    struct runner *r = calloc(1, sizeof *r);
    if (!r)
        abort();
    snprintf(r->cli, sizeof r->cli, "%s", cli);
    snprintf(r->db, sizeof r->db, "%s", db ? db : "");
    snprintf(r->calendar, sizeof r->calendar, "%s/calendar/cn.csv", assets);
    r->out = -1;
    return r;
}

void
runner_destroy(struct runner *r)
{
    if (!r)
        return;
    if (r->pid) {
        kill(r->pid, SIGTERM);
        waitpid(r->pid, NULL, 0);
    }
    if (r->out >= 0)
        close(r->out);
    free(r);
}

/* The words of each command, after the program and its options. */
static const char *const words[][4] = {
    [JOB_NONE] = {NULL},
    [JOB_CHECK] = {"doctor"},
    [JOB_BACKUP] = {"backup", "--to-stick"},
    [JOB_LIST] = {"restore", "--list"},
    [JOB_CALENDAR] = {"import", "--calendar"}, /* and the file */
    [JOB_RESTORE] = {"restore"},               /* and the file */
    [JOB_PAIR] = {"pair", "-"},
    [JOB_SYNC] = {"sync"},
    [JOB_BUNDLE] = {"bundle", "write", "--to-stick"},
    [JOB_FETCH] = {"bundle", "read", "--from-stick"},
    [JOB_RECEIPT] = {"receipt", "-"},
    [JOB_EXPORT] = {"export"}, /* and the words */
};

static int
words_of(struct runner *r, const struct job_wish *wish, char *argv[])
{
    int n = 0;
    for (; n < 4 && words[wish->job][n]; n++)
        argv[n] = (char *)words[wish->job][n];
    if (wish->job == JOB_CALENDAR)
        argv[n++] = r->calendar;
    if (wish->job == JOB_RESTORE)
        argv[n++] = (char *)wish->file;
    for (int i = 0; wish->job == JOB_EXPORT && i < wish->word_count; i++)
        argv[n++] = (char *)wish->words[i];
    return n;
}

/* The program reads `in`, and writes all it says to `out`. */
static bool
start(struct runner *r, const struct job_wish *wish, enum language language, int in, int out)
{
    posix_spawn_file_actions_t actions;
    char *argv[ARGUMENTS] = {
        r->cli, "--db", r->db, "--lang", language == LANGUAGE_EN ? "en" : "zh", NULL};
    argv[5 + words_of(r, wish, argv + 5)] = NULL;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, out, 2);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    int rc = posix_spawn(&r->pid, r->cli, &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (rc == 0)
        return true;
    fprintf(stderr, "kiosk: %s: %s\n", r->cli, strerror(rc));
    r->pid = 0;
    return false;
}

static void
close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

bool
runner_begin(struct runner *r, const struct job_wish *wish, enum language language, int64_t now_ms)
{
    int in[2], out[2];
    (void)now_ms;
    if (r->pid)
        return false;
    r->view = (struct job_view){.job = wish->job};
    r->len = 0;
    if (pipe2(in, O_CLOEXEC) != 0)
        return true;
    if (pipe2(out, O_CLOEXEC) != 0) {
        close_both(in);
        return true;
    }
    /* A pipe has room for the code: nothing waits here. */
    bool given = dprintf(in[1], "%s\n", wish->input) > 0;
    r->view.busy = given && start(r, wish, language, in[0], out[1]);
    close_both(in);
    close(out[1]);
    r->out = out[0];
    if (fcntl(r->out, F_SETFL, O_NONBLOCK) != 0)
        fprintf(stderr, "kiosk: fcntl: %s\n", strerror(errno));
    return true;
}

static void
hear(struct runner *r)
{
    for (;;) {
        char more[512];
        ssize_t n = read(r->out, more, sizeof more);
        if (n <= 0)
            return;
        size_t room = sizeof r->view.said - 1 - r->len;
        size_t taken = (size_t)n < room ? (size_t)n : room;
        memcpy(r->view.said + r->len, more, taken);
        r->len += taken;
        r->view.said[r->len] = '\0';
    }
}

/* A refusal begins with the program's name, for a terminal. */
static void
drop_name(char *said)
{
    static const char name[] = "zhaoxi: ";
    if (strncmp(said, name, sizeof name - 1) == 0)
        memmove(said, said + sizeof name - 1, strlen(said) - (sizeof name - 1) + 1);
}

int64_t
runner_tick(struct runner *r, int64_t now_ms)
{
    int status = 0;
    if (!r->pid)
        return 0;
    hear(r);
    pid_t ended = waitpid(r->pid, &status, WNOHANG);
    if (ended == 0)
        return now_ms + LOOK_MS;
    hear(r);
    drop_name(r->view.said);
    r->view.busy = false;
    r->view.good = ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    r->pid = 0;
    close(r->out);
    r->out = -1;
    return 0;
}

const struct job_view *
runner_view(const struct runner *r)
{
    return &r->view;
}
