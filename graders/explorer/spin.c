/* spin.c - see spin.h. */
#include "spin.h"
#include "search.h"
#include "state.h"

#define QUANTUM_FIRST_NS 1000000
#define QUANTUM_LAST_NS 1000000000
#define TIME_STEPS_MAX 2000

thread_set spinners;

static uint64_t memory_seen[THREADS_MAX];
static bool looks_at_clock[THREADS_MAX];
static int64_t quantum_ns;
static int time_steps;

void spin_reset(void)
{
    spinners = 0;
    quantum_ns = QUANTUM_FIRST_NS;
    time_steps = 0;
}

/* ---- to sleep ---- */

static bool others_could_run(const struct thread *thread, int from)
{
    for (int i = from; i < engine.depth; i++)
        if (nodes[i].enabled & ~SET_OF(thread->id))
            return true;
    return false;
}

static bool reads_clock(int from)
{
    for (int i = from; i < engine.depth; i++)
        if (nodes[i].kind == OP_CLOCK)
            return true;
    return false;
}

static thread_set others_enabled(const struct thread *thread)
{
    thread_set others = 0;
    for (thread_set rest = engine.live & ~spinners & ~SET_OF(thread->id); rest;
         rest &= rest - 1)
        if (op_alternatives(&threads[set_first(rest)]) > 0)
            others |= SET_OF(set_first(rest));
    return others;
}

/* The thread ran alone from decision `from` back to the same state. Puts it to
 * sleep, unless it now keeps others from running that elsewhere in the circle
 * can: that would look like a livelock. Returns: whether it is asleep. */
static bool falls_asleep(struct thread *thread, int from)
{
    if (!others_enabled(thread) && others_could_run(thread, from))
        return false;
    thread->spinning = true;
    engine.spins++;
    engine.loops_seen = true;
    spinners |= SET_OF(thread->id);
    memory_seen[thread->id] = state_hash_memory();
    looks_at_clock[thread->id] = reads_clock(from);
    return true;
}

/* Puts the mark at longer and longer distances, so that a circle of any length
 * comes back to one: Brent, "An improved Monte Carlo factorization
 * algorithm", BIT 1980. */
static void put_mark(struct thread *thread, uint64_t local)
{
    thread->mark = (struct spin_mark){.pc = thread->op.pc,
                                      .local = local,
                                      .depth = engine.depth,
                                      .next = 2 * thread->alone};
}

/* The hash of the whole state is dear: taken when the thread itself is as it
 * was for the first time, compared from then on. */
static bool is_at_mark(struct thread *thread, uint64_t local)
{
    struct spin_mark *mark = &thread->mark;
    struct state_hash whole;
    if (mark->depth < 0 || mark->pc != thread->op.pc || mark->local != local)
        return false;
    state_hash_now(&whole);
    if (mark->whole_known && whole.half[0] == mark->whole[0] &&
        whole.half[1] == mark->whole[1])
        return true;
    mark->whole[0] = whole.half[0];
    mark->whole[1] = whole.half[1];
    mark->whole_known = true;
    mark->depth = engine.depth;
    return false;
}

void spin_check(struct thread *thread)
{
    bool is_time = thread->alone >= thread->mark.next;
    if (thread->mark.pc != thread->op.pc && !is_time)
        return;
    uint64_t local = state_hash_thread(thread);
    if (is_at_mark(thread, local)) {
        if (!falls_asleep(thread, thread->mark.depth))
            thread->mark.next = 0; /* asked again a step further on */
    } else if (is_time) {
        put_mark(thread, local);
    }
}

/* ---- awake again ---- */

static void wake(struct thread *thread)
{
    thread->spinning = false;
    spin_begin(thread);
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
    uint64_t memory = spinners ? state_hash_memory() : 0;
    for (thread_set rest = spinners; rest; rest &= rest - 1) {
        int id = set_first(rest);
        if (memory_seen[id] == memory)
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
