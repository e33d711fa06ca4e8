/* Stand-ins for barriers and once: the real ones are never called, because
 * they would block inside the C library. */
#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <errno.h>
#include <valgrind/helgrind.h>

/* ThreadSanitizer's own annotations; absent unless it is linked. */
__attribute__((weak)) void __tsan_release(void *);
__attribute__((weak)) void __tsan_acquire(void *);

void turns_happens_before(const void *object)
{
    void *address = (void *)(uintptr_t)object;
    ANNOTATE_HAPPENS_BEFORE(address);
    if (__tsan_release)
        __tsan_release(address);
}

void turns_happens_after(const void *object)
{
    void *address = (void *)(uintptr_t)object;
    ANNOTATE_HAPPENS_AFTER(address);
    if (__tsan_acquire)
        __tsan_acquire(address);
}

int turns_pthread_barrier_init(pthread_barrier_t *barrier,
                               const pthread_barrierattr_t *attributes,
                               unsigned count)
{
    (void)attributes;
    if (count == 0)
        return EINVAL;
    turns_enter();
    turns_forget_object(barrier);
    turns_object(barrier, OBJECT_BARRIER)->needed = count;
    turns_leave();
    return 0;
}

int turns_pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    turns_enter();
    if (turns_longest_waiter(FOR_BARRIER, barrier))
        turns_stop(VERDICT_MISUSE,
                   "destroys a barrier at which threads still wait");
    turns_forget_object(barrier);
    turns_leave();
    return 0;
}

int turns_pthread_barrier_wait(pthread_barrier_t *address)
{
    turns_enter();
    struct object *barrier = turns_object(address, OBJECT_BARRIER);
    if (barrier->needed == 0)
        turns_stop(VERDICT_MISUSE, "waits at a barrier without init");
    TURNS_RECORD("at a barrier");
    turns_happens_before(address);
    unsigned round = barrier->round;
    bool last = ++barrier->arrived == barrier->needed;
    if (last) {
        barrier->arrived = 0;
        barrier->round++;
        turns_wake(FOR_BARRIER, address, ACTORS_MAX);
    }
    while (turns_object(address, OBJECT_BARRIER)->round == round)
        turns_block(FOR_BARRIER, address, CLOCK_MONOTONIC, NO_DEADLINE);
    turns_happens_after(address);
    turns_leave();
    return last ? PTHREAD_BARRIER_SERIAL_THREAD : 0;
}

static void run_once(const void *address, void (*routine)(void))
{
    turns_enter();
    struct object *once = turns_object(address, OBJECT_ONCE);
    if (once->owner == turns_self())
        turns_stop_stuck();
    while (!once->done && once->owner)
        turns_block(FOR_ONCE, address, CLOCK_MONOTONIC, NO_DEADLINE);
    if (!once->done) {
        once->owner = turns_self();
        turns_leave();
        routine();
        turns_enter();
        once->done = true;
        once->owner = NULL;
        turns_happens_before(address);
        turns_wake(FOR_ONCE, address, ACTORS_MAX);
    }
    turns_happens_after(address);
    turns_leave();
}

int turns_pthread_once(pthread_once_t *once, void (*routine)(void))
{
    run_once(once, routine);
    return 0;
}

void turns_call_once(once_flag *once, void (*routine)(void))
{
    run_once(once, routine);
}
