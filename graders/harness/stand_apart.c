#include "stand_apart.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    CHILD_MEMORY_MB = 2048,
    LOOK_EVERY_MS = 200,
    /* So many times its CPU time by the clock: a child that does nothing. */
    CLOCK_PER_CPU = 60,
};

/* The child's time is its CPU time: a machine that is busy with other things
 * must not change what is found out. */
struct patience {
    pid_t child;
    int cpu_ms;
    int64_t deadline_ms; /* by the clock */
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool is_used_up(const struct patience *patience)
{
    clockid_t clock;
    struct timespec used = {0};
    if (now_ms() > patience->deadline_ms)
        return true;
    return clock_getcpuclockid(patience->child, &clock) == 0 &&
           clock_gettime(clock, &used) == 0 &&
           (int64_t)used.tv_sec * 1000 + used.tv_nsec / 1000000 >
               patience->cpu_ms;
}

/* A crash of the child is expected, and leaves no core file. AddressSanitizer
 * reserves terabytes of addresses, so there the memory is not limited. */
static void limit_child(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__
    const rlim_t bytes = (rlim_t)CHILD_MEMORY_MB << 20;
    const struct rlimit memory = {bytes, bytes};
    setrlimit(RLIMIT_AS, &memory);
#endif
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGCHLD, SIG_DFL); /* the work may wait for children of its own */
}

static void write_all(int fd, const char *from, size_t bytes)
{
    while (bytes > 0) {
        ssize_t done = write(fd, from, bytes);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        from += done;
        bytes -= (size_t)done;
    }
}

/* Whether there is something to read (or the end) before patience ends. */
static bool wait_readable(int fd, const struct patience *patience)
{
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    for (;;) {
        int ready = poll(&poll_fd, 1, LOOK_EVERY_MS);
        if (ready > 0)
            return true;
        if (ready < 0 && errno != EINTR)
            return false;
        if (is_used_up(patience))
            return false;
    }
}

static enum stand_apart read_all(int fd, char *to, size_t bytes,
                                 const struct patience *patience)
{
    while (bytes > 0) {
        if (!wait_readable(fd, patience))
            return APART_LATE;
        ssize_t done = read(fd, to, bytes);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return APART_DIED;
        to += done;
        bytes -= (size_t)done;
    }
    return APART_DONE;
}

/* The child has delivered everything or failed: nothing of it is waited for.
 * Returns: whether SIGKILL ended it. A child that had died before is not
 * reached by the signal any more. */
static bool end_child(pid_t child)
{
    int status = 0;
    kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static enum stand_apart collect(int fd, void *result, size_t bytes,
                                const struct patience *patience)
{
    char *copy = malloc(bytes);
    if (copy == NULL)
        return APART_NOT_STARTED;
    enum stand_apart how = read_all(fd, copy, bytes, patience);
    if (how == APART_DONE)
        memcpy(result, copy, bytes);
    free(copy);
    return how;
}

enum stand_apart stand_apart(void (*work)(const void *argument, void *result),
                             const void *argument, void *result, size_t bytes,
                             int patience_ms)
{
    int ends[2];
    if (pipe(ends) < 0)
        return APART_NOT_STARTED;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t child = fork();
    if (child == 0) {
        limit_child();
        close(ends[0]);
        work(argument, result);
        write_all(ends[1], result, bytes);
        _exit(0);
    }
    close(ends[1]);
    enum stand_apart how = APART_NOT_STARTED;
    if (child > 0) {
        const struct patience patience = {child, patience_ms,
                                          now_ms() + (int64_t)patience_ms *
                                                         CLOCK_PER_CPU};
        how = collect(ends[0], result, bytes, &patience);
        if (end_child(child) && how == APART_DIED)
            how = APART_KILLED;
    }
    close(ends[0]);
    return how;
}
