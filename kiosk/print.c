/* print.c: two processes, one after the other: what makes the PDF, and `zhaoxi print`, which hands
 * it to CUPS and waits for what becomes of it. */
#include "kiosk/print.h"

#include "db/care.h"
#include "db/people.h"

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

enum {
    LOOK_MS = 100,
    HUNG_MS = 90000, /* zhaoxi print gives up after a minute */
    STAYS_MS = 20000,
    ARGUMENTS = 16,
};

struct print {
    char cli[4096], db[4096], paper[4200];
    struct print_wish wish;
    enum print_state state;
    bool sending;     /* else the PDF is being made */
    pid_t pid;        /* 0: none runs */
    int64_t since_ms; /* of the process, or of the result */
};

const char *
print_words(enum print_state state)
{
    static const char *const words[PRINT_STATE_COUNT] = {
#define X(id, words) [id] = words,
        PRINT_STATES(X)
#undef X
    };
    return words[state][0] ? _(words[state]) : "";
}

struct print *
print_create(const char *cli, const char *db)
{
    struct print *p = calloc(1, sizeof *p);
    if (!p)
        abort();
    snprintf(p->cli, sizeof p->cli, "%s", cli);
    snprintf(p->db, sizeof p->db, "%s", db ? db : "");
    snprintf(p->paper, sizeof p->paper, "%s.print.pdf", p->db);
    if (p->db[0])
        unlink(p->paper);
    return p;
}

void
print_destroy(struct print *p)
{
    if (!p)
        return;
    if (p->pid) {
        kill(p->pid, SIGKILL);
        waitpid(p->pid, NULL, 0);
        unlink(p->paper);
    }
    free(p);
}

static void
finish(struct print *p, enum print_state state, int64_t now_ms)
{
    p->pid = 0;
    p->state = state;
    p->since_ms = now_ms;
    unlink(p->paper);
    if (state != PRINT_DONE)
        fprintf(stderr, "kiosk: not printed: %s\n", print_words(state));
}

/* The process has no descriptor but the log. */
static void
start(struct print *p, char *const argv[], int64_t now_ms)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    int rc = posix_spawn(&p->pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    p->state = PRINT_BUSY;
    p->since_ms = now_ms;
    if (rc == 0)
        return;
    fprintf(stderr, "kiosk: %s: %s\n", argv[0], strerror(rc));
    finish(p, PRINT_NOT_MADE, now_ms);
}

/* Whose card it is, as the command line names a person. False where nobody is. */
static bool
name_holder(char out[NO_SIZE], const struct print_wish *wish, struct db *db)
{
    struct child child;
    struct staff staff;
    if (wish->what == PRINT_CHILD_CARD && db && child_get(db, &child, wish->id))
        snprintf(out, NO_SIZE, "%s", child.no);
    else if (wish->what == PRINT_STAFF_CARD && db && staff_get(db, &staff, wish->id))
        snprintf(out, NO_SIZE, "%s", staff.no);
    else if (wish->what == PRINT_GUARDIAN_CARD)
        snprintf(out, NO_SIZE, "%lld", (long long)wish->id);
    else
        return false;
    return true;
}

static void
make_card(struct print *p, struct db *db, int64_t now_ms)
{
    static const char *const options[] = {[PRINT_CHILD_CARD] = "--child",
        [PRINT_GUARDIAN_CARD] = "--guardian",
        [PRINT_STAFF_CARD] = "--staff"};
    char no[NO_SIZE];
    if (!name_holder(no, &p->wish, db)) {
        finish(p, PRINT_NOT_MADE, now_ms);
        return;
    }
    char *argv[ARGUMENTS] = {p->cli, "--db", p->db, "cards", "print", (char *)options[p->wish.what],
        no, "--out", p->paper, NULL};
    start(p, argv, now_ms);
}

/* Who had it printed is on the record. */
static void
make_sheet(struct print *p, struct db *db, enum language language, int64_t now_ms)
{
    struct care care;
    struct staff staff;
    char month[16];
    if (!db || !care_get(db, &care, p->wish.id) || !staff_get(db, &staff, p->wish.staff_id)) {
        finish(p, PRINT_NOT_MADE, now_ms);
        return;
    }
    snprintf(month, sizeof month, "%d-%02d", p->wish.month / 100, p->wish.month % 100);
    char *argv[ARGUMENTS] = {p->cli, "--lang", language == LANGUAGE_EN ? "en" : "zh", "--db", p->db,
        "care", "sheet", care.period.name, "--month", month, "--out", p->paper, "--for", staff.no,
        NULL};
    start(p, argv, now_ms);
}

void
print_begin(struct print *p, const struct print_wish *wish, struct db *db, enum language language,
    const struct moment *now)
{
    if (p->pid)
        return;
    p->wish = *wish;
    p->sending = false;
    if (wish->what == PRINT_CARE_SHEET) {
        make_sheet(p, db, language, now->mono_ms);
        return;
    }
    if (wish->what != PRINT_ROLL) {
        make_card(p, db, now->mono_ms);
        return;
    }
    char at[24];
    snprintf(at, sizeof at, "%lld", (long long)now->utc_ms);
    char *argv[ARGUMENTS] = {"/proc/self/exe", "--db", p->db, "--lang",
        language == LANGUAGE_EN ? "en" : "zh", "--at", at, "--paper", p->paper, NULL};
    start(p, argv, now->mono_ms);
}

/* The statuses of cli/print.c. */
static enum print_state
outcome(int status)
{
    if (!WIFEXITED(status))
        return PRINT_REFUSED;
    switch (WEXITSTATUS(status)) {
    case 0:
        return PRINT_DONE;
    case 3:
        return PRINT_NO_PRINTER;
    case 4:
        return PRINT_NO_PAPER;
    case 5:
        return PRINT_NO_ANSWER;
    default:
        return PRINT_REFUSED;
    }
}

static void
ended(struct print *p, int status, int64_t now_ms)
{
    bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    p->pid = 0;
    if (p->sending) {
        finish(p, outcome(status), now_ms);
    } else if (!good) {
        finish(p, PRINT_NOT_MADE, now_ms);
    } else {
        char *argv[ARGUMENTS] = {p->cli, "print", p->paper, NULL};
        p->sending = true;
        start(p, argv, now_ms);
    }
}

int64_t
print_tick(struct print *p, int64_t now_ms)
{
    int status = 0;
    if (!p->pid) {
        if (p->state != PRINT_IDLE && now_ms - p->since_ms >= STAYS_MS)
            p->state = PRINT_IDLE;
        return p->state == PRINT_IDLE ? 0 : p->since_ms + STAYS_MS;
    }
    pid_t pid = waitpid(p->pid, &status, WNOHANG);
    if (pid == 0 && now_ms - p->since_ms >= HUNG_MS) {
        kill(p->pid, SIGKILL);
        waitpid(p->pid, NULL, 0);
        finish(p, PRINT_NO_ANSWER, now_ms);
    } else if (pid != 0) {
        ended(p, pid < 0 ? -1 : status, now_ms);
    }
    return now_ms + LOOK_MS;
}

struct print_view
print_view(const struct print *p)
{
    return (struct print_view){.state = p->state, .wish = p->wish};
}
