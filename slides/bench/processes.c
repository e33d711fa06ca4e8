/* Processes: an address space each; what they share goes through the kernel. */
#include "ways.h"

#include "must.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Returns in the parent; the child runs the function and ends. */
static pid_t begin_child(void (*function)(void *), void *argument)
{
    pid_t child = fork();
    if (child < 0)
        die("fork failed: too many processes?");
    if (child == 0) {
        function(argument);
        _exit(0);
    }
    return child;
}

static void await_child(pid_t child)
{
    if (waitpid(child, NULL, 0) != child)
        die("a child cannot be waited for");
}

static void nothing(void *unused)
{
    (void)unused;
}

static double start_us(void)
{
    double begin = now_us();
    for (int i = 0; i < STARTS; i++)
        await_child(begin_child(nothing, NULL));
    return (now_us() - begin) / STARTS;
}

struct pipes {
    int there[2], back[2];
};

static void open_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        die("no pipe can be opened");
}

static void must_write(int to)
{
    if (write(to, "x", 1) != 1)
        die("a pipe cannot be written to");
}

static void must_read(int from)
{
    char byte;
    if (read(from, &byte, 1) != 1)
        die("a pipe ended");
}

static void answer(void *argument)
{
    struct pipes *pipes = argument;
    for (int i = 0; i < TURNS; i++) {
        must_read(pipes->there[0]);
        must_write(pipes->back[1]);
    }
}

static double turn_us(void)
{
    struct pipes pipes;
    open_pipe(pipes.there);
    open_pipe(pipes.back);
    pid_t child = begin_child(answer, &pipes);
    double begin = now_us();
    for (int i = 0; i < TURNS; i++) {
        must_write(pipes.there[1]);
        must_read(pipes.back[0]);
    }
    double took = now_us() - begin;
    await_child(child);
    for (int i = 0; i < 2; i++) {
        close(pipes.there[i]);
        close(pipes.back[i]);
    }
    return took / TURNS;
}

static void wait_a_little(void *unused)
{
    (void)unused;
    struct timespec time = {.tv_nsec = WAIT_MS * 1000000L};
    nanosleep(&time, NULL);
}

static double wait_ms(void)
{
    pid_t children[WAITERS];
    double begin = now_us();
    for (int i = 0; i < WAITERS; i++)
        children[i] = begin_child(wait_a_little, NULL);
    for (int i = 0; i < WAITERS; i++)
        await_child(children[i]);
    return (now_us() - begin) / 1000;
}

/* Says that it is there, then waits until the parent closes its pipe. */
static void wait_for_end(void *argument)
{
    struct pipes *pipes = argument;
    char byte;
    close(pipes->back[1]);
    must_write(pipes->there[1]);
    while (read(pipes->back[0], &byte, 1) > 0)
        continue;
}

static double memory_kib(void)
{
    pid_t children[WAITERS];
    struct pipes pipes;
    open_pipe(pipes.there);
    open_pipe(pipes.back);
    double before = resident_kib(0);
    for (int i = 0; i < WAITERS; i++)
        children[i] = begin_child(wait_for_end, &pipes);
    for (int i = 0; i < WAITERS; i++)
        must_read(pipes.there[0]);
    double after = resident_kib(0);
    for (int i = 0; i < WAITERS; i++)
        after += resident_kib(children[i]);
    close(pipes.back[1]);
    for (int i = 0; i < WAITERS; i++)
        await_child(children[i]);
    close(pipes.back[0]);
    close(pipes.there[0]);
    close(pipes.there[1]);
    return (after - before) / WAITERS;
}

static void compute_part(void *unused)
{
    (void)unused;
    _exit((int)(work(WORK / PARTS) & 1));
}

static double compute_ms(void)
{
    pid_t children[PARTS];
    double begin = now_us();
    for (int i = 0; i < PARTS; i++)
        children[i] = begin_child(compute_part, NULL);
    for (int i = 0; i < PARTS; i++)
        await_child(children[i]);
    return (now_us() - begin) / 1000;
}

const struct way way_processes = {"processes", start_us,   turn_us,
                                  wait_ms,     memory_kib, compute_ms};
