/* model_barrier.c - barriers. object->limit is the number of parties, count
 * how many have come in this round, waiters those asleep.
 *
 * Who comes last is no matter, but for which thread is told
 * PTHREAD_BARRIER_SERIAL_THREAD; POSIX leaves open which, so that is a choice
 * when the round is complete, and the arrivals commute. Only if more threads
 * come than there are parties does their order decide who gets into a round
 * (engine.barriers_crowded).
 */
#define _GNU_SOURCE
#include "clocks.h"
#include "heap.h"
#include "model.h"
#include "policy.h"
#include "search.h"

#include <pthread.h>

static const char noun[] = "a barrier";

static struct object *barrier_object(const void *address, const void *pc)
{
    heap_check((uintptr_t)address, sizeof(pthread_barrier_t), false, pc);
    policy_has_to_be_made(address, noun, pc);
    struct object *barrier = model_object(address, OBJECT_BARRIER, noun, pc);
    model_used(barrier, pc);
    return barrier;
}

int model_pthread_barrier_init(pthread_barrier_t *address,
                               const pthread_barrierattr_t *attributes,
                               unsigned parties)
{
    (void)attributes;
    if (parties == 0 || parties > INT32_MAX)
        return EINVAL;
    struct object *barrier =
        model_make(address, sizeof *address, OBJECT_BARRIER, noun, CALLER);
    barrier->limit = (int)parties;
    barrier->tokens[0] = 0;
    return 0;
}

int model_pthread_barrier_destroy(pthread_barrier_t *address)
{
    const void *pc = CALLER;
    model_destroy(barrier_object(address, pc), sizeof *address, noun, pc);
    return 0;
}

/* Of those who have come, as far as they are known. */
static void see_crowd(struct object *barrier)
{
    barrier->tokens[0] |= SET_OF(engine.current->id);
    if (set_size(barrier->tokens[0]) > barrier->limit)
        policy_barriers_are_crowded();
}

/* The sleepers go on after everybody who has come, without a decision. */
static void complete(struct object *barrier)
{
    struct thread *self = engine.current;
    for (thread_set rest = barrier->waiters; rest; rest &= rest - 1)
        thread_happens_after(self, &threads[set_first(rest)]);
    race_acquire(barrier);
    for (thread_set rest = barrier->waiters; rest; rest &= rest - 1) {
        struct thread *sleeper = &threads[set_first(rest)];
        thread_happens_after(sleeper, self);
        clock_join(sleeper->clock, barrier->released);
        sleeper->state = THREAD_NEW;
        engine.eager |= SET_OF(sleeper->id);
    }
    clock_clear(barrier->released);
    barrier->count = 0;
    barrier->waiters = 0;
}

/* The round's alternative says which thread is the serial one: 0 is the last
 * to come, then the sleepers in order. */
static thread_set serial_thread(const struct object *barrier, int alternative)
{
    thread_set left = barrier->waiters;
    if (alternative == 0)
        return SET_OF(engine.current->id);
    while (--alternative > 0)
        left &= left - 1;
    return SET_OF(set_first(left));
}

int model_pthread_barrier_wait(pthread_barrier_t *address)
{
    const void *pc = CALLER;
    struct object *barrier = barrier_object(address, pc);
    struct thread *self = engine.current;
    op_publish(OP_BARRIER_ARRIVE, barrier,
               engine.barriers_crowded ? ACCESS_WRITE : ACCESS_READ, pc);
    schedule();
    barrier = barrier_object(address, pc);
    see_crowd(barrier);
    race_release(barrier);
    self->signalled = false;
    if (++barrier->count == barrier->limit) {
        thread_set serial = serial_thread(barrier, self->op.alternative);
        if (serial != SET_OF(self->id))
            threads[set_first(serial)].signalled = true;
        complete(barrier);
        return serial == SET_OF(self->id) ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
    }
    barrier->waiters |= SET_OF(self->id);
    op_publish(OP_BARRIER_LEAVE, barrier, ACCESS_NONE, pc);
    schedule();
    bool is_serial = self->signalled;
    self->signalled = false;
    return is_serial ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}
