/* confine_filters.h - the layers that a process puts on itself, just before it
 * becomes the program that nobody trusts. None of them can be taken off again.
 */
#ifndef CONFINE_FILTERS_H
#define CONFINE_FILTERS_H

#include <stdbool.h>

/* Whether the kernel has filters of system calls. Never blocks. */
bool seccomp_works(void);

/* Whether the kernel has filters of files. Never blocks. */
bool landlock_works(void);

/* From here on system calls that no attempt, compiler or tool needs fail with
 * EPERM: sockets, tracing, other processes' memory, mounts, namespaces, keys,
 * System V objects, kernel modules. Never blocks. Requires: no new privileges.
 * Returns: false if the filter could not be loaded. */
bool seccomp_confine(void);

/* From here on only these files can be reached: the system's programs and
 * libraries, to read and execute; `directory` and what is in it, for
 * everything, but to remove files only if it `removes`; the folder that it
 * lies in, and `program`, to read and execute. No signal reaches what is not
 * confined with it, where the kernel can tell. Never blocks. Requires: no new
 * privileges. Returns: false if the kernel refused. */
bool landlock_confine(const char *directory, const char *program, bool removes);

#endif
