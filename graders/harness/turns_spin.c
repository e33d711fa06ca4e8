/* A thread that spins keeps the turn for ever; here it is taken away, and that
 * counts as busy waiting. Two limits, one for each way to spin:
 *
 * - with calls (a trylock, a malloc, a clock): so many stand-ins since it got
 *   the turn. Counted, so the same on every machine.
 * - without any: ticks of a timer on its own CPU clock, so many in a row in the
 *   attempt's code without a stand-in between. Correct code uses microseconds
 *   between two stand-ins. A thread that the machine stops (a hypervisor whose
 *   lost time is charged to it) gets one tick for that, however long it took.
 */
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

#define CALLS_MAX 20000
#define CALLS_OF_SCRIPT_MAX 1000000 /* many short operations in a row */
#define TICKS_MAX 5
#define TICK_MS 4
#define TICK_UNDER_VALGRIND_MS 100
/* What being caught weighs, in yields: once is enough for one actor_run(),
 * and a few times for being stuck where each of them takes long. */
#define CAUGHT_WEIGHT 50
#define CAUGHT_UNDER_VALGRIND_WEIGHT 250

__attribute__((weak)) void __tsan_init(void);

static bool watching(void)
{
    return __tsan_init == NULL; /* TSan defers signals: they would not come */
}

static void wait_for_tick(struct actor *self)
{
    if (!watching())
        return;
    long ms = RUNNING_ON_VALGRIND ? TICK_UNDER_VALGRIND_MS : TICK_MS;
    struct itimerspec quantum = {.it_value = {.tv_nsec = ms * 1000000}};
    timer_settime(self->spin_timer, 0, &quantum, NULL);
}

static void take_turn_away(void)
{
    turns_enter();
    turns_yield(RUNNING_ON_VALGRIND ? CAUGHT_UNDER_VALGRIND_WEIGHT
                                    : CAUGHT_WEIGHT);
    turns_spin_rearm(turns_self()); /* it may have kept the turn */
    turns_leave();
}

void turns_enter(void)
{
    struct actor *self = turns_self();
    if (self->in_stand_in++ > 0)
        return;
    self->ticks = 0;
    self->calls++;
}

void turns_leave(void)
{
    struct actor *self = turns_self();
    bool is_script = turns_next_actor(NULL) == self;
    long most = is_script ? CALLS_OF_SCRIPT_MAX : CALLS_MAX;
    if (--self->in_stand_in == 0 && self->calls > most)
        take_turn_away();
}

static void tick(int signal)
{
    (void)signal;
    struct actor *self = turns_self();
    int saved = errno;
    if (self != turns_current)
        return; /* it gets a new timer with the turn */
    if (self->in_stand_in == 0 && ++self->ticks == TICKS_MAX)
        take_turn_away();
    else
        wait_for_tick(self);
    errno = saved;
}

void turns_spin_watch(struct actor *self)
{
    if (!watching())
        return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = tick;
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
    self->ticks = 0;
    self->calls = 0;
    wait_for_tick(self);
}

void turns_spin_unwatch(struct actor *self)
{
    if (watching())
        timer_delete(self->spin_timer);
}
