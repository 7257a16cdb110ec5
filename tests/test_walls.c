/* A picture that breaks the decoder, or has it in its hand, costs that picture and nothing else.
 * The real scanner process, with a ZBar in it that obeys hostile codes (tests/fault_zbar.c). */
#include "tests/holder.h"
#include "tests/testing.h"

#include "scanner/client.h"
#include "scanner/source.h"

#include <dirent.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Without sanitizers, which take no preload. */
static const char program[] = "build/zhaoxi-scanner", fault[] = "build/tests/fault_zbar.so";

static char folder[64], fifo[96], file[96], users[96];

/* What happened, in words: a code's text once while it is held, "down" for a process that went. */
static char story[512];
static int64_t heard_captured_ms; /* of the last code */

static void
tell(const char *word)
{
    size_t len = strlen(story), word_len = strlen(word);
    if (len >= word_len && strcmp(story + len - word_len, word) == 0)
        return;
    snprintf(story + len, sizeof story - len, "%s%s", len ? ", " : "", word);
}

static void
listen_once(struct scanner *s, int64_t now_ms)
{
    struct scanner_event event;
    struct pollfd fd = {.fd = scanner_fd(s), .events = POLLIN};
    poll(&fd, 1, 20);
    while (scanner_next(s, &event, now_ms)) {
        if (event.kind == SCANNER_CODE) {
            tell(event.text);
            heard_captured_ms = event.captured_ms;
        }
        if (event.kind == SCANNER_CAMERA && event.camera == CAMERA_STARTING && scanner_fd(s) < 0)
            tell("down");
    }
}

/* The client's clock stands still before the scanner could be silent for too long: what ends it
 * then is something else. */
static const char *
watch(const struct shot *shots, int count, const char *until)
{
    story[0] = '\0';
    struct scanner *s = scanner_create(program, fifo, false, 1000);
    struct holder *holder = holder_start(fifo, shots, count);
    for (int64_t ms = 0, from = source_now_ms(); ms < 20000 && !strstr(story, until);) {
        ms = source_now_ms() - from;
        int64_t now_ms = 1000 + (ms < 2500 ? ms : 2500);
        listen_once(s, now_ms);
        scanner_tick(s, now_ms);
    }
    holder_stop(holder);
    scanner_destroy(s);
    return story;
}

static void
crash_costs_the_picture_that_caused_it(void **state)
{
    (void)state;
    static const struct shot crash[] = {{"CARD A", 8}, {"HOSTILE CRASH", 1}, {"CARD B", 60}};
    static const struct shot abort[] = {{"CARD A", 8}, {"HOSTILE ABORT", 1}, {"CARD B", 60}};
    assert_string_equal(watch(crash, 3, "CARD B"), "CARD A, down, CARD B");
    assert_string_equal(watch(abort, 3, "CARD B"), "CARD A, down, CARD B");
}

static void
decoder_that_goes_round_for_ever_is_ended_by_its_own_watchdog(void **state)
{
    (void)state;
    static const struct shot shots[] = {{"CARD A", 8}, {"HOSTILE LOOP", 1}, {"CARD B", 90}};
    assert_string_equal(watch(shots, 3, "CARD B"), "CARD A, down, CARD B");
}

static void
process_that_talks_without_end_is_ended(void **state)
{
    (void)state;
    static const struct shot shots[] = {{"CARD A", 8}, {"HOSTILE FLOOD", 1}, {"CARD B", 90}};
    assert_string_equal(watch(shots, 3, "CARD B"), "CARD A, FLOOD, down, CARD B");
}

static void
lies_are_not_believed(void **state)
{
    (void)state;
    static const struct shot shots[] = {{"CARD A", 8}, {"HOSTILE LIE", 1}};
    struct scanner_picture picture;
    story[0] = '\0';
    struct scanner *s = scanner_create(program, fifo, false, 1000);
    struct holder *holder = holder_start(fifo, shots, 2);
    for (int64_t end = source_now_ms() + 20000; !strstr(story, "LIED");) {
        listen_once(s, 1000);
        assert_true(source_now_ms() < end);
    }
    assert_string_equal(story, "CARD A, LIED");
    assert_int_equal(heard_captured_ms, 1000);
    assert_false(scanner_picture(s, &picture));
    holder_stop(holder);
    scanner_destroy(s);
}

static void
decoder_in_foreign_hands_reaches_nothing(void **state)
{
    (void)state;
    static const struct shot shots[] = {{"CARD A", 8}, {"HOSTILE ESCAPE", 60}};
    assert_string_equal(watch(shots, 2, "HOSTILE"), "CARD A, TRIED, HOSTILE ESCAPE");
    assert_int_not_equal(access("/tmp/escape", F_OK), 0);
}

static void
write_file(const char *text)
{
    static uint8_t px[HOLDER_W * HOLDER_H * 3 / 2];
    FILE *out = fopen(file, "wbe");
    assert_non_null(out);
    memset(px, 128, sizeof px);
    holder_draw(px, text);
    fputs("YUV4MPEG2 W1280 H720 F15:1 C420jpeg\n", out);
    for (int i = 0; i < 2; i++) {
        fputs("FRAME\n", out);
        assert_int_equal(fwrite(px, sizeof px, 1, out), 1);
    }
    assert_int_equal(fclose(out), 0);
}

/* Listens until the process is down; the client's clock stands still. */
static void
await_death(struct scanner *s, int64_t now_ms)
{
    for (int64_t end = source_now_ms() + 20000; scanner_fd(s) >= 0;) {
        listen_once(s, now_ms);
        assert_true(source_now_ms() < end);
    }
}

static void
restarts_slow_down_while_every_picture_kills(void **state)
{
    (void)state;
    static const int64_t waits[] = {0, 200, 400, 800, 1600, 3200, 6400, 10000, 10000};
    write_file("HOSTILE CRASH");
    int64_t now_ms = 1000;
    struct scanner *s = scanner_create(program, file, true, now_ms);
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        await_death(s, now_ms);
        if (waits[i] > 0) {
            assert_int_equal(scanner_tick(s, now_ms), now_ms + waits[i]);
            assert_int_equal(scanner_pid(s), 0);
        }
        now_ms += waits[i];
        scanner_tick(s, now_ms);
        assert_true(scanner_pid(s) > 0);
    }
    scanner_destroy(s);
}

/* Lets the client's clock run to where the next process is started. */
static int64_t
await_start(struct scanner *s, int64_t now_ms)
{
    for (int64_t next_ms = now_ms; scanner_pid(s) == 0;) {
        now_ms = next_ms;
        next_ms = scanner_tick(s, now_ms);
    }
    return now_ms;
}

/* Lets the client's clock run for 12 s, as far as the process is heard. */
static int64_t
live_well(struct scanner *s, int64_t now_ms)
{
    for (int step = 0; step < 6; step++, now_ms += 2000) {
        story[0] = '\0';
        for (int64_t end = source_now_ms() + 20000; !story[0];) {
            listen_once(s, now_ms);
            assert_true(source_now_ms() < end);
        }
        scanner_tick(s, now_ms);
    }
    return now_ms;
}

static void
process_that_lived_well_is_replaced_at_once_again(void **state)
{
    (void)state;
    write_file("CARD A");
    int64_t now_ms = 1000;
    struct scanner *s = scanner_create(program, file, true, now_ms);
    for (int i = 0; i < 2; i++) {
        kill(scanner_pid(s), SIGKILL);
        await_death(s, now_ms);
        now_ms = await_start(s, now_ms);
    }
    now_ms = live_well(s, now_ms);
    int pid = scanner_pid(s);
    kill(pid, SIGKILL);
    await_death(s, now_ms);
    assert_int_equal(await_start(s, now_ms), now_ms);
    assert_int_not_equal(scanner_pid(s), pid);
    scanner_destroy(s);
}

static struct scanner *
start_on_file(void)
{
    write_file("CARD A");
    story[0] = '\0';
    struct scanner *s = scanner_create(program, file, true, 1000);
    for (int64_t end = source_now_ms() + 20000; source_now_ms() < end && !story[0];)
        listen_once(s, 1000);
    assert_string_equal(story, "CARD A");
    return s;
}

/* A process that nobody sees die: its tracer keeps its end, as a camera's driver may. */
static pid_t
hold_back(int pid)
{
    int ready[2];
    char byte = 0;
    assert_int_equal(pipe(ready), 0);
    pid_t holder = fork();
    assert_true(holder >= 0);
    if (holder == 0) {
        byte = ptrace(PTRACE_SEIZE, pid, 0, 0) == 0 ? 'y' : 'n';
        if (write(ready[1], &byte, 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    close(ready[0]);
    close(ready[1]);
    return holder;
}

static void
process_that_cannot_die_does_not_hold_its_parent(void **state)
{
    (void)state;
    if (geteuid() != 0)
        NOT_HERE("only root may do this");
    struct scanner *s = start_on_file();
    pid_t holder = hold_back(scanner_pid(s));
    kill(scanner_pid(s), SIGKILL);
    await_death(s, 1000);
    assert_true(scanner_tick(s, 1000) > 1000);
    assert_int_equal(scanner_pid(s), 0);
    kill(holder, SIGKILL);
    assert_int_equal(waitpid(holder, NULL, 0), holder);
    await_start(s, 1000);
    assert_true(scanner_pid(s) > 0);
    scanner_destroy(s);
}

/* The rest of a line of /proc/PID/status. */
static const char *
status_of(int pid, const char *name)
{
    static char line[256];
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *in = fopen(path, "re");
    assert_non_null(in);
    bool found = false;
    while (!found && fgets(line, sizeof line, in))
        found = strncmp(line, name, strlen(name)) == 0;
    fclose(in);
    assert_true(found);
    line[strcspn(line, "\n")] = '\0';
    return line + strlen(name) + strspn(line + strlen(name), ": \t");
}

/* Puts another list of users over the machine's own, for this process and its children alone. */
static bool
install_user(void)
{
    FILE *out = fopen(users, "wbe");
    assert_non_null(out);
    fputs("root:x:0:0::/:/bin/sh\nzhaoxi-scanner:x:64123:64124::/:/bin/false\n", out);
    assert_int_equal(fclose(out), 0);
    return unshare(CLONE_NEWNS) == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount(users, "/etc/passwd", NULL, MS_BIND, NULL) == 0;
}

static void
its_own_user_is_taken_where_it_is_installed(void **state)
{
    (void)state;
    if (geteuid() != 0 || !install_user())
        NOT_HERE("only root may do this");
    struct scanner *s = start_on_file();
    assert_string_equal(status_of(scanner_pid(s), "Uid"), "64123\t64123\t64123\t64123");
    assert_string_equal(status_of(scanner_pid(s), "Gid"), "64124\t64124\t64124\t64124");
    scanner_destroy(s);
    assert_int_equal(umount("/etc/passwd"), 0);
}

/* Each descriptor's number and what it is, of those past standard error. */
static void
read_descriptors(int pid, char *out, size_t size)
{
    char path[64], target[256];
    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    out[0] = '\0';
    for (int fd = 0; fd < 64; fd++) {
        char link[128];
        snprintf(link, sizeof link, "%s/%d", path, fd);
        ssize_t n = readlink(link, target, sizeof target - 1);
        if (n < 0 || fd == STDERR_FILENO)
            continue;
        target[n] = '\0';
        target[strcspn(target, "[( ")] = '\0';
        size_t len = strlen(out);
        snprintf(out + len, size - len, "%d %s\n", fd, target);
    }
}

static void
process_that_decodes_is_nobody_with_no_rights(void **state)
{
    (void)state;
    struct scanner *s = start_on_file();
    int pid = scanner_pid(s);
    static const char *const rights[] = {"CapInh", "CapPrm", "CapEff", "CapAmb"};
    for (size_t i = 0; i < sizeof rights / sizeof rights[0]; i++)
        assert_string_equal(status_of(pid, rights[i]), "0000000000000000");
    assert_string_equal(status_of(pid, "NoNewPrivs"), "1");
    assert_string_equal(status_of(pid, "Seccomp:"), "2");
    assert_string_equal(status_of(pid, "Threads"), "1");
    if (geteuid() == 0) {
        assert_string_equal(status_of(pid, "CapBnd"), "0000000000000000");
        assert_string_equal(status_of(pid, "Groups"), "");
        assert_null(strstr(status_of(pid, "Uid"), "0\t"));
        assert_null(strstr(status_of(pid, "Gid"), "0\t"));
    }
    scanner_destroy(s);
}

static void
process_that_decodes_holds_its_source_its_socket_and_its_buffer(void **state)
{
    (void)state;
    if (geteuid() != 0)
        NOT_HERE("only root may do this");
    char found[1024], expected[256];
    struct scanner *s = start_on_file();
    read_descriptors(scanner_pid(s), found, sizeof found);
    snprintf(expected, sizeof expected,
        "0 /dev/null\n1 /dev/null\n3 socket:\n4 /memfd:zhaoxi-preview\n5 %s\n", file);
    assert_string_equal(found, expected);
    scanner_destroy(s);
}

static int
setup(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/zhaoxi-walls-XXXXXX");
    if (!mkdtemp(folder) || access(program, X_OK) != 0 || access(fault, R_OK) != 0)
        return -1;
    snprintf(fifo, sizeof fifo, "%s/fifo", folder);
    snprintf(file, sizeof file, "%s/file.y4m", folder);
    snprintf(users, sizeof users, "%s/passwd", folder);
    return mkfifo(fifo, 0600) == 0 && setenv("LD_PRELOAD", fault, 1) == 0 ? 0 : -1;
}

static int
teardown(void **state)
{
    (void)state;
    remove(fifo);
    remove(file);
    remove(users);
    return rmdir(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crash_costs_the_picture_that_caused_it),
        cmocka_unit_test(decoder_that_goes_round_for_ever_is_ended_by_its_own_watchdog),
        cmocka_unit_test(process_that_talks_without_end_is_ended),
        cmocka_unit_test(lies_are_not_believed),
        cmocka_unit_test(decoder_in_foreign_hands_reaches_nothing),
        cmocka_unit_test(restarts_slow_down_while_every_picture_kills),
        cmocka_unit_test(process_that_lived_well_is_replaced_at_once_again),
        cmocka_unit_test(process_that_cannot_die_does_not_hold_its_parent),
        cmocka_unit_test(process_that_decodes_is_nobody_with_no_rights),
        cmocka_unit_test(its_own_user_is_taken_where_it_is_installed),
        cmocka_unit_test(process_that_decodes_holds_its_source_its_socket_and_its_buffer),
    };
    return cmocka_run_group_tests_name("walls", tests, setup, teardown);
}
