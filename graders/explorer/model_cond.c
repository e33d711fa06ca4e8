/* model_cond.c - condition variables.
 *
 * OP_WAIT releases the mutex and puts the thread to sleep in one step; asleep,
 * its next operation is OP_WAKE. That goes on when a signal picks the thread
 * and the mutex is free, and locks it; or for no reason, or over time, and
 * then OP_RELOCK, the lock of the mutex, is a step of its own. Which waiter a
 * signal wakes is a choice of the search: POSIX promises no order.
 *
 * object->waiters are those asleep; clock_id is what deadlines are told by;
 * lost_signals counts signals that nobody was waiting for.
 */
#define _GNU_SOURCE
#include "heap.h"
#include "model.h"
#include "model_attributes.h"
#include "policy.h"
#include "search.h"
#include "trace.h"

#include <pthread.h>

static struct object *cond_object(const void *address, const void *pc)
{
    heap_check((uintptr_t)address, sizeof(pthread_cond_t), false, pc);
    struct object *cond = object_find((uintptr_t)address);
    if (!cond || cond->type != OBJECT_COND) {
        cond = model_object(address, OBJECT_COND, "a condition variable", pc);
        cond->clock_id = CLOCK_REALTIME;
        cond->made_pc = pc;
    }
    model_used(cond, pc);
    return cond;
}

void cond_make(void *address, clockid_t clock, const void *pc)
{
    struct object *cond = model_make(address, sizeof(pthread_cond_t),
                                     OBJECT_COND, "a condition variable", pc);
    cond->clock_id = clock;
}

/* ---- whom a signal wakes ---- */

/* Which waiter a signal wakes makes no difference before that one locks the
 * mutex again; so the choice is left until then, and is the search's choice
 * of who goes on. The sets of two signals are nested: whoever waited at the
 * older one and still does, waited at the newer one. The naive enumerator
 * chooses at the signal, and checks that this is the same. */
bool cond_picks_late(const struct object *cond)
{
    return engine.options.strategy != STRATEGY_NAIVE &&
           cond->token_count < TOKENS_MAX;
}

bool cond_may_pick(const struct object *cond, const struct thread *waiter)
{
    for (int i = 0; i < cond->token_count; i++)
        if (cond->tokens[i] & SET_OF(waiter->id))
            return true;
    return false;
}

bool cond_may_leave(const struct object *cond, const struct thread *waiter)
{
    for (int i = 0; i < cond->token_count; i++)
        if (set_size(cond->tokens[i] & ~SET_OF(waiter->id)) < i + 1)
            return false;
    return true;
}

static void leave(struct object *cond, const struct thread *waiter)
{
    cond->waiters &= ~SET_OF(waiter->id);
    for (int i = 0; i < cond->token_count; i++)
        cond->tokens[i] &= ~SET_OF(waiter->id);
}

/* The oldest signal that can pick this waiter does. */
static void pick(struct object *cond, const struct thread *waiter)
{
    int i = 0;
    while (!(cond->tokens[i] & SET_OF(waiter->id)))
        i++;
    for (cond->token_count--; i < cond->token_count; i++)
        cond->tokens[i] = cond->tokens[i + 1];
    leave(cond, waiter);
}

/* ---- waiting ---- */

/* Asleep; returns when it is to go on, for whatever reason. */
static void sleep_on(struct object *cond, struct object *mutex, bool timed,
                     int64_t deadline_ns, const void *pc)
{
    struct thread *self = engine.current;
    cond->waiters |= SET_OF(self->id);
    self->wake_mutex = mutex;
    self->signalled = false;
    op_publish(OP_WAKE, cond, ACCESS_WRITE, pc);
    self->op.second = mutex;
    self->op.second_access = ACCESS_ACQUIRE;
    if (engine.options.spurious > 0) {
        policy_budgets_are_used();
        self->op.clock_access = ACCESS_WRITE;
    }
    if (timed)
        op_set_deadline(deadline_ns);
    schedule();
}

/* Which of the ways counted by alternatives_of_wake() it was. */
static bool picked_by_signal(const struct object *cond,
                             const struct object *mutex)
{
    const struct thread *self = engine.current;
    return self->signalled || (self->op.alternative == 0 && !mutex->owner &&
                               cond_may_pick(cond, self));
}

static bool woke_spuriously(const struct object *cond,
                            const struct object *mutex)
{
    const struct thread *self = engine.current;
    int first = !mutex->owner && cond_may_pick(cond, self);
    return engine.spurious_left > 0 && self->op.alternative == first;
}

/* Who woke without a signal has to lock the mutex in a step of its own, as
 * everybody else. */
static int woken(struct object *cond, struct object *mutex, const void *pc)
{
    struct thread *self = engine.current;
    if (picked_by_signal(cond, mutex)) {
        if (!self->signalled)
            pick(cond, self);
        trace_reason(REASON_SIGNAL);
    } else {
        if (woke_spuriously(cond, mutex)) {
            engine.spurious_left--;
            trace_reason(REASON_SPURIOUS);
            self->op.spurious = true;
        } else {
            op_expire();
            self->wake_status = ETIMEDOUT;
        }
        leave(cond, self);
        op_publish(OP_RELOCK, mutex, ACCESS_ACQUIRE, pc);
        schedule();
    }
    self->signalled = false;
    int status = mutex_take_free(mutex, pc);
    if (status == 0)
        status = self->wake_status;
    self->wake_status = 0;
    return status;
}

/* Returns: 0, ETIMEDOUT, or what locking the mutex again returned. */
int cond_wait(void *cond_address, void *mutex_address,
              const struct timespec *until, clockid_t clock, const void *pc)
{
    struct object *cond = cond_object(cond_address, pc);
    struct object *mutex = mutex_object(mutex_address, pc);
    if (until && !is_timespec(until))
        return EINVAL;
    policy_may_wait_with(mutex, pc);
    policy_conditions_are_used();
    if (clock == COND_CLOCK)
        clock = cond->clock_id;
    int64_t deadline_ns = until ? deadline_from(until, clock) : 0;
    op_publish(OP_WAIT, cond, ACCESS_WRITE, pc);
    engine.current->op.second = mutex;
    engine.current->op.second_access = ACCESS_RELEASE;
    schedule();
    cond = cond_object(cond_address, pc); /* it may be gone by now */
    policy_one_mutex_a_condition(cond, mutex, pc);
    mutex_release_fully(mutex);
    sleep_on(cond, mutex, until != NULL, deadline_ns, pc);
    return woken(cond, mutex, pc);
}

/* ---- signalling ---- */

static void wake(struct object *cond, struct thread *sleeper, const void *pc)
{
    struct op *op = &sleeper->op;
    reduce_withdrawn(sleeper);
    leave(cond, sleeper);
    sleeper->signalled = true;
    sleeper->signalled_pc = pc;
    op->kind = OP_RELOCK;
    op->object = sleeper->wake_mutex;
    op->access = ACCESS_ACQUIRE;
    op->second = NULL;
    op->second_access = op->clock_access = ACCESS_NONE;
    op->timed = false;
    thread_happens_after(sleeper, engine.current);
}

static void wake_chosen(struct object *cond, const void *pc)
{
    thread_set left = cond->waiters;
    for (int i = engine.current->op.alternative; i > 0; i--)
        left &= left - 1;
    wake(cond, &threads[set_first(left)], pc);
}

static void wake_all(struct object *cond, const void *pc)
{
    while (cond->waiters)
        wake(cond, &threads[set_first(cond->waiters)], pc);
    cond->token_count = 0;
}

int cond_signal(void *address, const void *pc)
{
    op_publish(OP_SIGNAL, cond_object(address, pc), ACCESS_WRITE, pc);
    schedule();
    struct object *cond = cond_object(address, pc);
    if (set_size(cond->waiters) <= cond->token_count)
        cond->lost_signals++; /* nobody, or all are being woken already */
    else if (cond_picks_late(cond))
        cond->tokens[cond->token_count++] = cond->waiters;
    else
        wake_chosen(cond, pc);
    return 0;
}

int cond_broadcast(void *address, const void *pc)
{
    op_publish(OP_BROADCAST, cond_object(address, pc), ACCESS_WRITE, pc);
    schedule();
    struct object *cond = cond_object(address, pc);
    if (!cond->waiters)
        cond->lost_signals++;
    wake_all(cond, pc);
    return 0;
}

/* POSIX lets it be destroyed as soon as everybody is awakened, though they
 * may not have come to run yet. */
void cond_destroy(void *address, const void *pc)
{
    struct object *cond = cond_object(address, pc);
    if (set_size(cond->waiters) <= cond->token_count)
        wake_all(cond, pc);
    model_destroy(cond, sizeof(pthread_cond_t), "a condition variable", pc);
}

/* ---- POSIX ---- */

int model_pthread_cond_init(pthread_cond_t *address,
                            const pthread_condattr_t *attributes)
{
    cond_make(address, cond_clock_of(attributes), CALLER);
    return 0;
}

int model_pthread_cond_destroy(pthread_cond_t *address)
{
    cond_destroy(address, CALLER);
    return 0;
}

int model_pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    return cond_wait(cond, mutex, NULL, COND_CLOCK, CALLER);
}

int model_pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                 const struct timespec *until)
{
    return cond_wait(cond, mutex, until, COND_CLOCK, CALLER);
}

int model_pthread_cond_clockwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                 clockid_t clock, const struct timespec *until)
{
    return cond_wait(cond, mutex, until, clock, CALLER);
}

int model_pthread_cond_signal(pthread_cond_t *cond)
{
    return cond_signal(cond, CALLER);
}

int model_pthread_cond_broadcast(pthread_cond_t *cond)
{
    return cond_broadcast(cond, CALLER);
}
