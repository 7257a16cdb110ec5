#include "scanner/sandbox.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What reading frames, decoding and reporting take. mmap and mprotect come with a condition below.
 */
static const int allowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(write), /* to standard error, and by libv4l2 */
    SCMP_SYS(close),
    SCMP_SYS(lseek), /* a file that is played again */
    SCMP_SYS(ioctl), /* the camera's */
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
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat), /* fstat, as glibc calls it: a path needs Landlock's leave */
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
};

static int
allow_calls(scmp_filter_ctx filter)
{
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof allowed / sizeof allowed[0]; i++)
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    const struct scmp_arg_cmp not_executable = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    if (rc == 0)
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_executable);
    if (rc == 0)
        rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_executable);
    return rc;
}

static int
filter_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter)
        return -ENOMEM;
    int rc = allow_calls(filter);
    if (rc == 0)
        rc = seccomp_load(filter);
    seccomp_release(filter);
    return rc;
}

/* A second wall behind seccomp, where the kernel has it: no path leads anywhere. */
static void
close_paths(void)
{
    struct landlock_ruleset_attr all = {
        .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0)
        return;
    if (syscall(SYS_landlock_restrict_self, rules, 0) != 0)
        fprintf(stderr, "scanner: Landlock refuses: %s\n", strerror(errno));
    close(rules);
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
    set_limits();
    prctl(PR_SET_DUMPABLE, 0);
    int rc = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : -errno;
    if (rc == 0) {
        close_paths();
        rc = filter_calls();
    }
    if (rc != 0)
        fprintf(stderr, "scanner: no sandbox: %s\n", strerror(-rc));
    return rc == 0;
}
