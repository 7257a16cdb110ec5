/* From inside the sandbox: every way out is tried, and refused. */
#include "tests/testing.h"

#include "scanner/decode.h"
#include "scanner/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/videodev2.h>
#include <linux/vt.h>
#include <qrencode.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each answers whether it was refused. Calls by number: what an attacker's code would do. */

static bool
refused(long rc)
{
    return rc < 0 && (errno == EPERM || errno == EACCES);
}

static bool
opens_a_file(void)
{
    return refused(syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY)) &&
           refused(syscall(SYS_openat, AT_FDCWD, "/tmp/escape", O_WRONLY | O_CREAT, 0600));
}

static bool
makes_a_socket(void)
{
    return refused(syscall(SYS_socket, AF_INET, SOCK_STREAM, 0)) &&
           refused(syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0));
}

static bool
starts_a_thread(void)
{
    return refused(syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)) &&
           refused(syscall(SYS_clone3, NULL, (size_t)0));
}

static bool
maps_executable_memory(void)
{
    long plain =
        syscall(SYS_mmap, 0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return plain != -1 &&
           refused(syscall(
               SYS_mmap, 0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) &&
           refused(syscall(SYS_mprotect, plain, 4096, PROT_READ | PROT_EXEC));
}

static bool
types_into_a_terminal(void)
{
    char key = '\n';
    struct winsize size;
    return refused(syscall(SYS_ioctl, STDERR_FILENO, TIOCSTI, &key)) &&
           refused(syscall(SYS_ioctl, STDERR_FILENO, TIOCGWINSZ, &size)) &&
           refused(syscall(SYS_ioctl, STDERR_FILENO, TIOCLINUX, &key)) &&
           refused(syscall(SYS_ioctl, STDERR_FILENO, VT_ACTIVATE, 1));
}

static bool
asks_what_files_there_are(void)
{
    struct stat info;
    char name[64];
    return refused(syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", &info, 0)) &&
           refused(syscall(SYS_access, "/etc/passwd", R_OK)) &&
           refused(syscall(SYS_readlink, "/proc/self/exe", name, sizeof name));
}

static bool
signals_another(void)
{
    return refused(syscall(SYS_kill, getppid(), SIGTERM));
}

static bool
changes_its_rights(void)
{
    struct rlimit more = {1000, 1000};
    return refused(syscall(SYS_setuid, 0)) && refused(syscall(SYS_setgroups, 0, NULL)) &&
           refused(syscall(SYS_prlimit64, 0, RLIMIT_NOFILE, &more, NULL)) &&
           refused(syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0));
}

static bool
has_no_rights(void)
{
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct rights[_LINUX_CAPABILITY_U32S_3] = {{1, 1, 1}};
    return refused(syscall(SYS_capget, &head, rights)) && refused(syscall(SYS_chroot, "/")) &&
           refused(syscall(SYS_mknod, "/tmp/none", S_IFCHR | 0600, 0));
}

static bool
removes_or_renames(void)
{
    return refused(syscall(SYS_unlink, "/tmp/none")) &&
           refused(syscall(SYS_rename, "/tmp/none", "/tmp/none2"));
}

/* What no library calls by mistake ends the process. */

static bool
forks(void)
{
    return syscall(SYS_fork) == 0;
}

static bool
executes(void)
{
    char *argv[] = {"sh", NULL};
    return syscall(SYS_execve, "/bin/sh", argv, argv) == 0;
}

static bool
traces_its_parent(void)
{
    return syscall(SYS_ptrace, PTRACE_ATTACH, getppid(), 0, 0) == 0;
}

static bool
writes_into_its_parent(void)
{
    return syscall(SYS_process_vm_writev, getppid(), NULL, 0, NULL, 0, 0) == 0;
}

static bool
mounts(void)
{
    return syscall(SYS_mount, "a", "/", "tmpfs", 0, 0) == 0;
}

/* x86-64 has a second table of the same calls (x32), which lists of calls have been passed by. */
static bool
calls_by_another_table(void)
{
    return syscall(0x40000000 | SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY) >= 0;
}

static int
in_sandbox(bool (*work)(void))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (!sandbox_enter())
            _exit(9);
        _exit(work() ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

static void
every_way_out_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool (*try)(void);
    } ways[] = {{"open a file", opens_a_file}, {"make a socket", makes_a_socket},
        {"start a thread", starts_a_thread}, {"map executable memory", maps_executable_memory},
        {"type into a terminal", types_into_a_terminal},
        {"ask what files there are", asks_what_files_there_are}, {"signal", signals_another},
        {"change rights", changes_its_rights}, {"use rights", has_no_rights},
        {"remove or rename", removes_or_renames}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (in_sandbox(ways[i].try) != 0)
            fail_msg("not refused: %s", ways[i].name);
}

static void
what_only_an_attacker_calls_ends_the_process(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool (*try)(void);
    } ways[] = {{"fork", forks}, {"execute", executes}, {"trace", traces_its_parent},
        {"write into the parent", writes_into_its_parent}, {"mount", mounts},
        {"call by another table", calls_by_another_table}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
        if (in_sandbox(ways[i].try) != 100 + SIGSYS)
            fail_msg("lives on: %s", ways[i].name);
}

static bool
may_ask_the_camera(void)
{
    struct v4l2_capability about;
    return syscall(SYS_ioctl, STDERR_FILENO, VIDIOC_QUERYCAP, &about) < 0 && errno != EPERM;
}

/* On a terminal or a file the kernel answers ENOTTY: the question came through. */
static void
questions_to_a_camera_come_through(void **state)
{
    (void)state;
    assert_int_equal(in_sandbox(may_ask_the_camera), 0);
}

static void
the_same_ways_are_open_outside(void **state)
{
    (void)state;
    assert_false(opens_a_file());
    assert_false(makes_a_socket());
    assert_false(maps_executable_memory());
    remove("/tmp/escape");
}

static struct decoder *decoder;

static bool
decodes(void)
{
    static uint8_t px[400 * 400];
    static struct decode_result found;
    QRcode *code = QRcode_encodeString("ZX1INSIDE", 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    memset(px, 255, sizeof px);
    for (int y = 0; code && y < code->width * 8; y++)
        for (int x = 0; x < code->width * 8; x++)
            px[(y + 60) * 400 + x + 60] = code->data[y / 8 * code->width + x / 8] & 1 ? 0 : 255;
    struct grey picture = {px, 400, 400};
    return decoder_search(decoder, &found, &picture) == 1 &&
           strcmp(found.codes[0].text, "ZX1INSIDE") == 0;
}

static void
decoding_works_inside(void **state)
{
    (void)state;
    decoder = decoder_create();
    assert_int_equal(in_sandbox(decodes), 0);
    decoder_destroy(decoder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_out_is_refused),
        cmocka_unit_test(what_only_an_attacker_calls_ends_the_process),
        cmocka_unit_test(questions_to_a_camera_come_through),
        cmocka_unit_test(the_same_ways_are_open_outside),
        cmocka_unit_test(decoding_works_inside),
    };
    return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
