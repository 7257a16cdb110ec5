/* sandbox.c: several walls, each of which would do: another user without any right, Landlock to
 * nothing, a list of the few calls that are left, limits. */
#include "scanner/sandbox.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { NOBODY = 65534 };

/* What reading frames, decoding and reporting take. mmap, mprotect and ioctl come with a condition
 * below. No stat: it tells what files there are, which Landlock does not keep from it. */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write), /* to standard error, and by libv4l2 */
    SCMP_SYS(close),
    SCMP_SYS(lseek), /* a file that is played again */
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(sendto),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(setitimer), /* live.c's watchdog */
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

/* What no library tries by itself: whoever calls these is not us any more, and gets no second try.
 */
static const int deadly[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(bpf),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(mount),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(keyctl),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
};

static int
add_calls(scmp_filter_ctx filter, uint32_t action, const int *calls, size_t count)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < count; i++)
        rc = seccomp_rule_add(filter, action, calls[i], 0);
    return rc;
}

/* A camera's requests bear the letter V, as a virtual console's do, and say which way they carry
 * data, which those don't. A terminal's, which could type commands, bear a T. */
static int
allow_camera(scmp_filter_ctx filter)
{
    int rc = 0;
    for (unsigned way = _IOC_WRITE; rc == 0 && way <= (_IOC_READ | _IOC_WRITE); way++) {
        const struct scmp_arg_cmp request = SCMP_A1(SCMP_CMP_MASKED_EQ,
            (uint64_t)_IOC_DIRMASK << _IOC_DIRSHIFT | (uint64_t)_IOC_TYPEMASK << _IOC_TYPESHIFT,
            (uint64_t)way << _IOC_DIRSHIFT | (uint64_t)'V' << _IOC_TYPESHIFT);
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, request);
    }
    return rc;
}

static int
add_rules(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp not_executable = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    int rc = add_calls(filter, SCMP_ACT_ALLOW, allowed, sizeof allowed / sizeof allowed[0]);
    if (rc == 0)
        rc = add_calls(filter, SCMP_ACT_KILL_PROCESS, deadly, sizeof deadly / sizeof deadly[0]);
    if (rc == 0)
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_executable);
    if (rc == 0)
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_executable);
    return rc == 0 ? allow_camera(filter) : rc;
}

static int
filter_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return -ENOMEM;
    /* The calls of another architecture, by which a filter would be passed. */
    int rc = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (rc == 0)
        rc = add_rules(filter);
    if (rc == 0)
        rc = seccomp_load(filter);
    seccomp_release(filter);
    return rc;
}

/* struct landlock_ruleset_attr as the kernel has it by now; Debian 12's header ends after `files`.
 */
struct rights {
    uint64_t files, net, scopes;
};

/* By the kernel's version of Landlock, which refuses to handle what it does not know. */
static const struct rights rights[] = {
    [1] = {.files = (1U << 13) - 1},
    [2] = {.files = (1U << 14) - 1},                        /* to move between folders */
    [3] = {.files = (1U << 15) - 1},                        /* to cut short */
    [4] = {.files = (1U << 15) - 1, .net = 3},              /* to bind and connect by TCP */
    [5] = {.files = (1U << 16) - 1, .net = 3},              /* ioctl of devices opened later */
    [6] = {.files = (1U << 16) - 1, .net = 3, .scopes = 3}, /* abstract sockets, signals */
};

/* A second wall behind seccomp, where the kernel has it: no path leads anywhere. */
static void
close_paths(void)
{
    const long newest = sizeof rights / sizeof rights[0] - 1;
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return;
    const struct rights *all = &rights[version < newest ? version : newest];
    int rules = (int)syscall(SYS_landlock_create_ruleset, all, sizeof *all, 0);
    if (rules < 0 || syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        fprintf(stderr, "scanner: Landlock refuses: %s\n", strerror(errno));
    if (rules >= 0)
        close(rules);
}

/* The scanner's own user where it is installed, else nobody. From the file itself: a name service
 * may keep a socket open. */
static void
find_user(uid_t *uid, gid_t *gid)
{
    const struct passwd *user;
    FILE *users = fopen("/etc/passwd", "re");
    *uid = *gid = NOBODY;
    while (users && (user = fgetpwent(users)))
        if (strcmp(user->pw_name, "zhaoxi-scanner") == 0 && user->pw_uid != 0) {
            *uid = user->pw_uid;
            *gid = user->pw_gid;
        }
    if (users)
        fclose(users);
}

/* Where root is not quite root (a container) this may fail: the other walls stand all the same. */
static void
give_up_rights(void)
{
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
    if (geteuid() == 0) {
        uid_t uid;
        gid_t gid;
        find_user(&uid, &gid);
        for (int right = 0; prctl(PR_CAPBSET_DROP, right, 0, 0, 0) == 0;)
            right++;
        if (setgroups(0, NULL) != 0 || setresgid(gid, gid, gid) != 0 ||
            setresuid(uid, uid, uid) != 0)
            fprintf(stderr, "scanner: stays the user that it is: %s\n", strerror(errno));
    }
    if (syscall(SYS_capset, &head, none) != 0)
        fprintf(stderr, "scanner: keeps its capabilities: %s\n", strerror(errno));
}

static void
set_limits(void)
{
    const struct rlimit none = {0, 0}, few = {16, 16};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_NPROC, &none);
    setrlimit(RLIMIT_NOFILE, &few); /* poll needs more than none */
#ifndef __SANITIZE_ADDRESS__        /* it maps terabytes */
    const struct rlimit memory = {512UL << 20, 512UL << 20};
    setrlimit(RLIMIT_AS, &memory);
#endif
}

bool
sandbox_enter(void)
{
    give_up_rights();
    set_limits();
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    int rc = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : -errno;
    if (rc == 0) {
        close_paths();
        rc = filter_calls();
    }
    if (rc != 0)
        fprintf(stderr, "scanner: no sandbox: %s\n", strerror(-rc));
    return rc == 0;
}
