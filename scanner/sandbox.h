/* sandbox.h: takes from the process all that decoding does not need. Inside scanner/ only.
 *
 * ZBar parses whatever is held before a camera in a public room. From here on the process keeps its
 * open descriptors (camera, socket, shared picture) and can get no others. */
#pragma once

#include <stdbool.h>

/* No way back. After it: no file, socket or process can be made, nothing executed, no memory mapped
 * executable, no other process touched, no terminal typed into (seccomp allow-list, Landlock to
 * nothing where the kernel has it, no new privileges, resource limits). Root becomes the user
 * zhaoxi-scanner, or nobody, without groups and capabilities. What is not allowed fails with EPERM;
 * what nobody calls by mistake (execve, ptrace, …) ends the process. For one thread: call it before
 * there are others. False, with the reason on standard error, where the kernel refuses: the caller
 * must not decode then. */
bool sandbox_enter(void);
