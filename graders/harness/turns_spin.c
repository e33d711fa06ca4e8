/* A thread that spins without calling anything keeps the turn for ever. A
 * timer on its CPU clock takes the turn away and counts it as busy waiting.
 * Correct code uses microseconds between two stand-ins, so the timer decides
 * nothing for it, on any machine. */
#define _GNU_SOURCE /* SIGEV_THREAD_ID, gettid */

#include "turns_internal.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <valgrind/valgrind.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

#define QUANTUM_MS 20
#define QUANTUM_UNDER_VALGRIND_MS 500
/* What being caught weighs, in yields: once is enough for one actor_run(),
 * and a few times for being stuck where each of them takes long. */
#define CAUGHT_WEIGHT 50
#define CAUGHT_UNDER_VALGRIND_WEIGHT 250

__attribute__((weak)) void __tsan_init(void);

static void caught(int signal)
{
    (void)signal;
    struct actor *self = turns_self();
    int saved = errno;
    if (self == turns_current && self->in_stand_in == 0) {
        turns_enter();
        turns_yield(RUNNING_ON_VALGRIND ? CAUGHT_UNDER_VALGRIND_WEIGHT
                                        : CAUGHT_WEIGHT);
        turns_leave();
        turns_spin_rearm(self); /* it may have kept the turn */
    } else if (self == turns_current) {
        turns_spin_rearm(self);
    }
    errno = saved;
}

static bool watching(void)
{
    return __tsan_init == NULL; /* TSan defers signals: they would not come */
}

void turns_spin_watch(struct actor *self)
{
    if (!watching())
        return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = caught;
    action.sa_flags = SA_RESTART;
    sigaction(SIGVTALRM, &action, NULL);
    struct sigevent event;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = SIGVTALRM;
    event.sigev_notify_thread_id = gettid();
    if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &self->spin_timer) != 0)
        turns_stop(VERDICT_GRADER_FAULT, "no CPU timer: %s", strerror(errno));
}

void turns_spin_rearm(struct actor *self)
{
    if (!watching())
        return;
    long ms = RUNNING_ON_VALGRIND ? QUANTUM_UNDER_VALGRIND_MS : QUANTUM_MS;
    struct itimerspec quantum = {
        .it_value = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}};
    timer_settime(self->spin_timer, 0, &quantum, NULL);
}

void turns_spin_unwatch(struct actor *self)
{
    if (watching())
        timer_delete(self->spin_timer);
}
