/* spin.c - see spin.h. */
#include "spin.h"
#include "state.h"

#define QUANTUM_FIRST_NS 1000000
#define QUANTUM_LAST_NS 1000000000
#define TIME_STEPS_MAX 2000

thread_set spinners;
long plain_writes;

static long writes_seen[THREADS_MAX];
static bool looks_at_clock[THREADS_MAX];
static int64_t quantum_ns;
static int time_steps;

void spin_reset(void)
{
    spinners = 0;
    plain_writes = 0;
    quantum_ns = QUANTUM_FIRST_NS;
    time_steps = 0;
}

static struct spin_mark *mark_at(struct thread *thread, const void *pc)
{
    int known = thread->ring_next < SPIN_RING ? thread->ring_next : SPIN_RING;
    for (int i = 0; i < known; i++)
        if (thread->ring[i].pc == pc)
            return &thread->ring[i];
    struct spin_mark *mark = &thread->ring[thread->ring_next++ % SPIN_RING];
    *mark = (struct spin_mark){.pc = pc};
    return mark;
}

void spin_check(struct thread *thread)
{
    struct spin_mark *mark = mark_at(thread, thread->op.pc);
    uint64_t local = state_hash_thread(thread);
    if (thread->op.kind == OP_CLOCK)
        looks_at_clock[thread->id] = true;
    if (mark->local != local) {
        *mark = (struct spin_mark){.pc = thread->op.pc, .local = local};
        return;
    }
    struct state_hash whole;
    state_hash_now(&whole);
    if (whole.half[0] != mark->whole[0] || whole.half[1] != mark->whole[1]) {
        mark->whole[0] = whole.half[0];
        mark->whole[1] = whole.half[1];
        return;
    }
    thread->spinning = true;
    engine.spins++;
    engine.loops_seen = true;
    spinners |= SET_OF(thread->id);
    writes_seen[thread->id] = plain_writes;
}

static void wake(struct thread *thread)
{
    thread->spinning = false;
    thread->ring_next = 0;
    thread->alone = 0;
    spinners &= ~SET_OF(thread->id);
}

void spin_wake_all(const struct thread *by)
{
    for (thread_set rest = spinners; rest; rest &= rest - 1) {
        struct thread *thread = &threads[set_first(rest)];
        if (thread == by)
            continue;
        wake(thread);
        thread_happens_after(thread, by);
    }
}

thread_set spin_wake_for_memory(void)
{
    thread_set woken = 0;
    for (thread_set rest = spinners; rest; rest &= rest - 1) {
        int id = set_first(rest);
        if (writes_seen[id] == plain_writes)
            continue;
        wake(&threads[id]);
        woken |= SET_OF(id);
    }
    return woken;
}

thread_set spin_wake_for_time(void)
{
    thread_set woken = 0;
    for (thread_set rest = spinners; rest; rest &= rest - 1)
        if (looks_at_clock[set_first(rest)])
            woken |= SET_OF(set_first(rest));
    if (!woken || ++time_steps > TIME_STEPS_MAX)
        return 0;
    engine.now_ns += quantum_ns;
    if (quantum_ns < QUANTUM_LAST_NS)
        quantum_ns *= 2;
    for (thread_set rest = woken; rest; rest &= rest - 1)
        wake(&threads[set_first(rest)]);
    return woken;
}
