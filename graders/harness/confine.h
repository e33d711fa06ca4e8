/* confine.h - runs a program that nobody trusts, and ends all of it.
 *
 * The one place where confinement lives. Layers of today: another uid (when
 * the grader is root), new pid, ipc and network namespaces (where allowed),
 * a session of its own, resource limits, no new privileges, no descriptors,
 * an empty environment. More layers (seccomp, Landlock, mounts) belong here.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum confine_layer {
    CONFINE_LIMITS = 1,
    CONFINE_NO_NEW_PRIVILEGES = 2,
    CONFINE_SESSION = 4,
    CONFINE_UID = 8,
    CONFINE_NAMESPACES = 16, /* pid, ipc, net */
};

struct confine_limits {
    long cpu_s;
    long memory_mib; /* of data; 0 = no limit (ThreadSanitizer needs that) */
    long file_mib;   /* a file that it writes */
    long processes;  /* and threads, where the uid is its own */
    const char *environment; /* one more "NAME=value" for it, or NULL */
    bool talk;               /* its standard input stays open, see input_fd */
};

struct confined {
    pid_t pid;     /* as seen from here */
    int report_fd; /* what it writes to the descriptor INTERLEAVE_REPORT_FD */
    int output_fd; /* its standard output and error */
    int input_fd;  /* for its standard input; -1 if that is closed */
    unsigned layers;
    uid_t uid;
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

/* One word for a set of layers: "namespaces", "uid" or "limits".
 * Never blocks. */
const char *confine_level(unsigned layers);

#endif
