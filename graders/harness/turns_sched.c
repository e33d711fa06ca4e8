/* The turn: who has it, how it is handed over, and what the script may say
 * about it. */
#define _GNU_SOURCE /* pthread_setname_np, futex */

#include "turns_internal.h"

#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <valgrind/helgrind.h>

/* An actor that yields this often during one actor_run() waits busily: the
 * script gets the turn back. */
#define BUSY_PER_RUN 50
/* One that does it this often in all is stuck. */
#define BUSY_PER_SCENARIO 1000

static struct actor actors[ACTORS_MAX + 1]; /* [0] is the script */
static int actor_count = 1;
static unsigned long waits;
static long busy_count;
static enum wake_order order_of_waking = WAKE_OLDEST;

struct actor *turns_current = &actors[0];
static _Thread_local struct actor *self_pointer;

/* ---- handing over ---- */

static void futex(atomic_int *word, int operation, int value)
{
    syscall(SYS_futex, word, operation | FUTEX_PRIVATE_FLAG, value, NULL, NULL,
            0);
}

static void wait_for_turn(struct actor *self)
{
    while (atomic_load(&self->has_turn) == 0)
        futex(&self->has_turn, FUTEX_WAIT, 0);
    atomic_store(&self->has_turn, 0);
}

static void give_turn(struct actor *to)
{
    turns_current = to;
    atomic_store(&to->has_turn, 1);
    futex(&to->has_turn, FUTEX_WAKE, 1);
}

/* The script waits for the end of the real thread too, so that nothing of it
 * (destructors of its keys) runs beside the others. */
static void join_really(struct actor *actor)
{
    pthread_join(actor->thread, NULL);
    actor->joined = true;
}

static void pass_turn(struct actor *to)
{
    struct actor *self = turns_self();
    if (to == self)
        return;
    give_turn(to);
    wait_for_turn(self);
    turns_spin_rearm(self);
    if (self == &actors[0] && to->activity == DONE)
        join_really(to);
}

struct actor *turns_self(void)
{
    return self_pointer ? self_pointer : &actors[0];
}

/* ---- threads ---- */

static void *actor_main(void *argument)
{
    struct actor *self = argument;
    self_pointer = self;
    self->in_stand_in = 1;
    pthread_setname_np(pthread_self(), self->name);
    turns_give_signal_stack();
    turns_spin_watch(self);
    wait_for_turn(self);
    turns_spin_rearm(self);
    self->in_stand_in = 0;
    if (self->start)
        self->result = self->start(self->argument);
    else
        self->body(self->argument);
    self->in_stand_in = 1;
    self->activity = DONE;
    turns_spin_unwatch(self);
    turns_drop_signal_stack();
    turns_wake(FOR_THREAD, self, ACTORS_MAX);
    give_turn(&actors[0]);
    return self->result;
}

struct actor *turns_create(const char *name, void (*body)(void *),
                           void *(*start)(void *), void *argument)
{
    if (actor_count > ACTORS_MAX)
        turns_stop(VERDICT_LIMIT_REACHED, "more than %d threads at a time",
                   ACTORS_MAX);
    struct actor *actor = &actors[actor_count++];
    memset(actor, 0, sizeof *actor);
    snprintf(actor->name, sizeof actor->name, "%s", name);
    actor->body = body;
    actor->start = start;
    actor->argument = argument;
    actor->by_attempt = start != NULL;
    int error = pthread_create(&actor->thread, NULL, actor_main, actor);
    if (error != 0)
        turns_stop_short_of_memory("cannot create a thread");
    return actor;
}

struct actor *actor_start(const char *name, void (*body)(void *), void *arg)
{
    turns_enter();
    struct actor *actor = turns_create(name, body, NULL, arg);
    turns_leave();
    return actor;
}

void turns_start_script(void)
{
    struct actor *script = &actors[0];
    VALGRIND_HG_DISABLE_CHECKING(actors, sizeof actors);
    VALGRIND_HG_DISABLE_CHECKING(&turns_current, sizeof turns_current);
    VALGRIND_HG_DISABLE_CHECKING(&actor_count, sizeof actor_count);
    VALGRIND_HG_DISABLE_CHECKING(&waits, sizeof waits);
    VALGRIND_HG_DISABLE_CHECKING(&busy_count, sizeof busy_count);
    self_pointer = script;
    snprintf(script->name, sizeof script->name, "main");
    pthread_setname_np(pthread_self(), "main");
    script->thread = pthread_self();
    script->activity = READY;
    turns_give_signal_stack();
    turns_spin_watch(script);
    turns_spin_rearm(script);
}

struct actor *turns_next_actor(struct actor *after)
{
    struct actor *next = after ? after + 1 : &actors[0];
    return next < &actors[actor_count] ? next : NULL;
}

/* ---- blocking and waking ---- */

static bool anybody_stuck_busy(void)
{
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;)
        if (a->activity == READY && a->busy_in_a_row > 0)
            return true;
    return false;
}

/* Runs a READY actor once. Returns whether it did more than look busy. */
static bool run_once(struct actor *actor)
{
    long busy_before = actor->busy_total;
    actor->busy_in_a_row = 0;
    pass_turn(actor);
    return actor->busy_total == busy_before || actor->activity != READY;
}

/* One round over everybody who may run but the caller. */
static bool run_round(struct actor *caller, bool by_attempt_only)
{
    bool progress = false;
    for (struct actor *a = &actors[0]; (a = turns_next_actor(a)) != NULL;) {
        if (a == caller || a->activity != READY)
            continue;
        if (by_attempt_only && !a->by_attempt)
            continue;
        if (a->busy_total > BUSY_PER_SCENARIO)
            turns_stop_stuck();
        progress |= run_once(a);
    }
    return progress;
}

/* The script itself is blocked: everybody else goes on until it can. */
static void wait_as_script(void)
{
    struct actor *script = &actors[0];
    while (script->activity == BLOCKED) {
        turns_expire_deadlines();
        if (script->activity != BLOCKED || run_round(script, false))
            continue;
        if (script->activity != BLOCKED || anybody_stuck_busy())
            continue;
        if (!turns_advance_to_next_deadline())
            turns_stop_stuck();
    }
}

/* Blocks the caller until somebody unblocks it or the deadline has passed.
 * Returns false if it was the deadline. */
bool turns_block(enum reason reason, const void *object, clockid_t clock,
                 const struct timespec *deadline)
{
    struct actor *self = turns_self();
    self->activity = BLOCKED;
    self->reason = reason;
    self->object = object;
    self->wait_number = ++waits;
    self->timed_out = false;
    self->has_deadline = deadline != NO_DEADLINE;
    self->clock = clock;
    if (deadline)
        self->deadline_ns = turns_timespec_ns(deadline);
    if (self == &actors[0])
        wait_as_script();
    else
        pass_turn(&actors[0]);
    self->reason = FOR_NOTHING;
    self->object = NULL;
    self->has_deadline = false;
    return !self->timed_out;
}

void turns_unblock(struct actor *actor)
{
    actor->activity = READY;
}

struct actor *turns_longest_waiter(enum reason reason, const void *object)
{
    struct actor *best = NULL;
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;) {
        if (a->activity != BLOCKED || a->reason != reason ||
            a->object != object)
            continue;
        bool older = best && a->wait_number < best->wait_number;
        if (!best || older == (order_of_waking == WAKE_OLDEST))
            best = a;
    }
    return best;
}

int turns_wake(enum reason reason, const void *object, int how_many)
{
    int woken = 0;
    struct actor *actor;
    while (woken < how_many &&
           (actor = turns_longest_waiter(reason, object)) != NULL) {
        turns_unblock(actor);
        woken++;
    }
    return woken;
}

/* A step that somebody may want to pause after. */
void turns_step(enum step step)
{
    struct actor *self = turns_self();
    bool counts = self->pause_after == step || self->pause_after == STEP_ANY;
    if (self == &actors[0] || self->pause_after == STEP_NONE || !counts)
        return;
    if (--self->pause_count > 0)
        return;
    self->pause_after = STEP_NONE;
    self->activity = PAUSED;
    turns_record("is preempted", NULL);
    pass_turn(&actors[0]);
}

/* The caller looks busy: sched_yield(), a sleep, or caught spinning, which
 * weighs more because it costs more. */
void turns_yield(long weight)
{
    struct actor *self = turns_self();
    busy_count += weight;
    self->busy_total += weight;
    self->busy_in_a_row += weight;
    if (self != &actors[0]) {
        pass_turn(&actors[0]);
        return;
    }
    if (self->busy_total > BUSY_PER_SCENARIO)
        turns_stop_stuck();
    run_round(self, false);
    turns_expire_deadlines();
}

/* A sleep is looking again later; only far too many of them are stuck. */
void turns_count_sleep(void)
{
    struct actor *self = turns_self();
    busy_count++;
    if (++self->busy_total > BUSY_PER_SCENARIO)
        turns_stop_stuck();
}

/* ---- what a script says ---- */

static enum actor_state state_of(const struct actor *actor)
{
    if (actor->activity == DONE)
        return ACTOR_FINISHED;
    return actor->activity == PAUSED ? ACTOR_PAUSED : ACTOR_BLOCKED;
}

enum actor_state actor_run(struct actor *actor)
{
    turns_enter();
    turns_expire_deadlines();
    if (actor->activity == PAUSED)
        actor->activity = READY;
    actor->busy_in_a_row = 0;
    while (actor->activity == READY && actor->busy_in_a_row < BUSY_PER_RUN) {
        if (actor->busy_total > BUSY_PER_SCENARIO)
            turns_stop_stuck();
        pass_turn(actor);
        while (run_round(actor, true))
            ;
    }
    actor->pause_after = STEP_NONE;
    turns_leave();
    return state_of(actor);
}

enum actor_state actor_run_until(struct actor *actor, enum step step, int nth)
{
    actor->pause_after = step;
    actor->pause_count = nth;
    return actor_run(actor);
}

void actor_pause(void)
{
    struct actor *self = turns_self();
    turns_enter();
    self->activity = PAUSED;
    pass_turn(&actors[0]);
    turns_leave();
}

bool actor_finished(const struct actor *actor)
{
    return actor->activity == DONE;
}

bool actor_blocked(const struct actor *actor)
{
    return actor->activity == BLOCKED;
}

bool actor_is_busy(const struct actor *actor)
{
    return actor->activity == READY && actor->busy_in_a_row > 0;
}

int actor_locks_held(const struct actor *actor)
{
    return actor->locks_held;
}

static void unpause_everybody(void)
{
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;)
        if (a->activity == PAUSED)
            a->activity = READY;
}

static bool all_finished(void)
{
    for (struct actor *a = &actors[0]; (a = turns_next_actor(a)) != NULL;)
        if (a->activity != DONE)
            return false;
    return true;
}

bool actors_settle(void)
{
    turns_enter();
    do {
        unpause_everybody();
        turns_expire_deadlines();
    } while (run_round(&actors[0], false));
    turns_leave();
    return all_finished();
}

void actors_finish(void)
{
    turns_enter();
    while (!actors_settle()) {
        if (anybody_stuck_busy())
            continue; /* until its busy_total says that it is stuck */
        if (!turns_advance_to_next_deadline())
            turns_stop_stuck();
    }
    actor_count = 1;
    turns_leave();
}

void actor_finish(struct actor *actor)
{
    enum actor_state state;
    while ((state = actor_run(actor)) != ACTOR_FINISHED)
        if (state == ACTOR_BLOCKED && !actor_is_busy(actor) &&
            !turns_advance_to_next_deadline())
            turns_stop_stuck();
}

const char *actor_self_name(void)
{
    return turns_self()->name;
}

bool actor_wake_spuriously(struct actor *actor)
{
    if (actor->activity != BLOCKED || actor->reason != FOR_CONDITION)
        return false;
    turns_unblock(actor);
    return true;
}

void wake_order(enum wake_order order)
{
    order_of_waking = order;
}

long busy_steps(void)
{
    return busy_count;
}
