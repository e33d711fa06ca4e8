/*
 * testing.h - what the tests of the library share: deaths and hand-shakes.
 *
 * No test sleeps or looks at how long something took.  Where one needs
 * another thread to be blocked, it looks at the list of waiters until the
 * thread is on it.
 */
#ifndef INTERLEAVE_TESTING_H
#define INTERLEAVE_TESTING_H

#include <criterion/criterion.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../src/waiters.h"
#include "must.h"

/* How a child process ended, and what it wrote to stderr. */
struct death {
    int status;
    char message[2048];
};

static inline void child_of_death(int write_end, void (*function)(void))
{
    const struct rlimit no_core = {0, 0};

    (void)setrlimit(RLIMIT_CORE, &no_core);
    (void)signal(SIGABRT, SIG_DFL);
    (void)dup2(write_end, STDERR_FILENO);
    (void)close(write_end);
    function();
    _exit(0);
}

/* Runs function in a child process. */
static inline struct death death_of(void (*function)(void))
{
    struct death death = {.status = 0};
    size_t length = 0;
    ssize_t got;
    int ends[2];
    pid_t child;

    cr_assert_eq(pipe(ends), 0);
    child = fork();
    cr_assert_geq(child, 0);
    if (child == 0) {
        (void)close(ends[0]);
        child_of_death(ends[1], function);
    }
    (void)close(ends[1]);
    while ((got = read(ends[0], death.message + length,
                       sizeof(death.message) - 1 - length)) > 0) {
        length += (size_t)got;
    }
    (void)close(ends[0]);
    cr_assert_eq(waitpid(child, &death.status, 0), child);
    return death;
}

static inline void expect_text(const struct death *death, const char *text)
{
    cr_assert(strstr(death->message, text) != NULL, "no '%s' in: %s", text,
              death->message);
}

/* The one line on stderr must hold the three texts. */
static inline void expect_abort(void (*function)(void), const char *text,
                                const char *more, const char *still_more)
{
    const struct death death = death_of(function);
    const char *newline = strchr(death.message, '\n');

    cr_assert(WIFSIGNALED(death.status) && WTERMSIG(death.status) == SIGABRT,
              "status %d, message: %s", death.status, death.message);
    expect_text(&death, text);
    expect_text(&death, more);
    expect_text(&death, still_more);
    cr_assert(newline != NULL && newline[1] == '\0', "not one line: %s",
              death.message);
}

/* Returns when that many threads are on the list. */
static inline void await_waiters(pthread_mutex_t *lock,
                                 struct sync_waiter *const *list, int wanted)
{
    int found;

    do {
        const struct sync_waiter *waiter;

        found = 0;
        MUST(pthread_mutex_lock(lock));
        for (waiter = *list; waiter != NULL; waiter = waiter->next) {
            found++;
        }
        MUST(pthread_mutex_unlock(lock));
        (void)sched_yield();
    } while (found < wanted);
}

#endif
