/* confine_group.h - a control group of its own for a confined program: what all
 * of its processes use together is limited, where a resource limit is each
 * process's own.
 *
 * Both hierarchies that Linux has: one for each controller (version 1), or one
 * for all (version 2). Sources: the kernel's Documentation/admin-guide,
 * cgroup-v1/memory.rst, cgroup-v1/pids.rst and cgroup-v2.rst.
 */
#ifndef CONFINE_GROUP_H
#define CONFINE_GROUP_H

#include <stdbool.h>

#define GROUP_PATH 300

/* Folders of the controllers, "" where the one before has both. */
struct control_group {
    char memory[GROUP_PATH];
    char tasks[GROUP_PATH];
};

/* Whether this machine lets us make groups; takes those away that graders left
 * behind which are no more. The same on every call. Never blocks for long. */
bool groups_work(void);

/* Makes one: so many MiB in all, so many processes and threads. Returns: false
 * if it cannot. Owns: group_end(). Never blocks for long. */
bool group_make(struct control_group *group, long memory_mib, long tasks);

/* The calling process joins, with all that it will start. Async-signal-safe.
 * Never blocks. Returns: false if it cannot. */
bool group_join(const struct control_group *group);

/* Takes the group away, out of which every process has been ended. Blocks until
 * the kernel has let go of them, a second at most. Returns: whether the
 * kernel ended one for want of memory. */
bool group_end(struct control_group *group);

#endif
