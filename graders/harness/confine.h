/* confine.h - runs a program that nobody trusts, and ends all of it.
 *
 * The one place where confinement lives. Layers: another uid (when the grader
 * is root), new pid, ipc, network and mount namespaces (where allowed), a
 * session of its own, resource limits, no new privileges, a filter of system
 * calls (seccomp), of files (Landlock), no descriptors, an empty environment.
 *
 * Which of them there are makes a level; INTERLEAVE_CONFINE in the environment
 * asks for one, and INTERLEAVE_CONFINE_MIN for one at least:
 *   full       root, all layers
 *   container  root, but without namespaces, as in most containers
 *   laptop     not root: a user namespace where allowed; else advisory
 *   none       limits and a session only
 */
#ifndef CONFINE_H
#define CONFINE_H

#include "confine_group.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum confine_layer {
    CONFINE_LIMITS = 1,
    CONFINE_NO_NEW_PRIVILEGES = 2,
    CONFINE_SESSION = 4,
    CONFINE_UID = 8,
    CONFINE_NAMESPACES = 16, /* pid, ipc, net, mount */
    CONFINE_SECCOMP = 32,
    CONFINE_LANDLOCK = 64,
    CONFINE_GROUP = 128, /* memory and processes of all together */
    CONFINE_LAST = CONFINE_GROUP,
};

struct confine_limits {
    long cpu_s;
    long memory_mib; /* of data, each process; 0 = no limit (ThreadSanitizer
                      * needs that); all together: GROUP_MEMORY */
    long file_mib;   /* a file that it writes */
    long processes;  /* and threads; where others have its uid, so many more */
    const char *environment; /* one more "NAME=value" for it, or NULL */
    bool talk;               /* its standard input stays open, see input_fd */
    bool all_files;          /* one's own program: no filter of files */
    bool removes; /* may remove files, which are then counted by nobody */
};

/* What a group may use: a process as large as it may be, and as much again. */
#define GROUP_MEMORY(mib) ((mib) > 0 ? 2 * (mib) + 256 : 4096)

struct confined {
    pid_t pid;     /* as seen from here */
    int report_fd; /* what it writes to the descriptor INTERLEAVE_REPORT_FD */
    int output_fd; /* its standard output and error */
    int input_fd;  /* for its standard input; -1 if that is closed */
    unsigned layers;
    uid_t uid;
    struct control_group group;
    bool out_of_memory; /* confine_end() says so: all of it together */
};

/* Starts argv[0] (a path) with a working directory, which then belongs to the
 * program's uid, and with `input` on its standard input. Those that are
 * read from are non-blocking. Never blocks for long. Returns: false, with the
 * reason in problem, if it cannot; that is a grader fault.
 * Owns: confine_end() gives everything back. */
bool confine_start(struct confined *out, const char *const argv[],
                   const char *directory, const char *input,
                   const struct confine_limits *limits, char *problem,
                   size_t problem_size);

/* Ends every process of it, whatever these do, and closes the descriptors.
 * Blocks until the first process is reaped. Returns: its wait status. */
int confine_end(struct confined *confined);

/* The layers that this machine and this user allow; the same on every call.
 * Never blocks for long. */
unsigned confine_layers(void);

/* A layer's name for result.json and people. Never blocks. */
const char *confine_layer_name(enum confine_layer layer);

/* One word for a set of layers: "full", "container", "laptop" or "none".
 * Never blocks. */
const char *confine_level(unsigned layers);

/* Whether confine_layers() is what was asked for (the environment). Never
 * blocks for long. Returns: false, with a sentence that says what to do. */
bool confine_is_enough(char *problem, size_t size);

#endif
