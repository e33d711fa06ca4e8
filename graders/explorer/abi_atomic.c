/* abi_atomic.c - C11 atomics: __tsan_atomic*.
 *
 * Every access is one step, in one total order, whatever its memory order is:
 * results that only weak memory can produce are not found (README.md). The
 * order counts for the race detector: what is not released and acquired is
 * not ordered. Release sequences as in C17.
 */
#include "abi_access.h"
#include "clocks.h"
#include "policy.h"
#include "search.h"
#include "tls.h"

#define FLAG_ATOMIC 1 /* nothing but atomic accesses */
#define FLAG_MIXED 2

enum order { RELAXED, CONSUME, ACQUIRE, RELEASE, ACQ_REL, SEQ_CST };

static bool acquires(int order)
{
    return order == CONSUME || order == ACQUIRE || order >= ACQ_REL;
}

static bool releases(int order)
{
    return order >= RELEASE;
}

/* From now on states tell more; those that were seen before do not. */
static void see_relaxed(void)
{
    if (engine.relaxed_seen)
        return;
    engine.relaxed_seen = true;
    if (!tree_states())
        return;
    engine.restart = true;
    execution_end(END_CUT);
}

static void after_read(const struct object *object, int order)
{
    struct thread *self = engine.current;
    if (acquires(order)) {
        race_acquire(object);
        return;
    }
    see_relaxed();
    if (!self->has_acquire_pending)
        clock_clear(self->acquire_pending);
    self->has_acquire_pending = true;
    clock_join(self->acquire_pending, object->released);
}

/* A plain store begins a new release sequence; an update continues one. */
static void before_write(struct object *object, int order, bool update)
{
    const struct thread *self = engine.current;
    bool own = object->owner == self || !object->owner;
    if (!update)
        object->owner = engine.current; /* who began the sequence */
    else if (releases(order) && !own)
        object->owner = NULL; /* another one began there: whose is not told */
    if (releases(order)) {
        if (update)
            race_release(object);
        else
            race_release_store(object);
        return;
    }
    see_relaxed();
    if (self->has_release_fence) {
        if (!update && !own)
            clock_clear(object->released);
        clock_join(object->released, self->release_fence);
    } else if (!update && !own) {
        clock_clear(object->released);
    }
}

static struct object *other_object(uintptr_t address, size_t size)
{
    struct object *object = memory_object(address, size);
    if (!object->flags)
        object->flags =
            shadow_atomic_begins(address, size) ? FLAG_MIXED : FLAG_ATOMIC;
    return object;
}

/* Often the same as in the thread's step before. */
static inline struct object *object_of(uintptr_t address, size_t size)
{
    struct object *last = engine.current->op.object;
    if (last && last->address == address && last->limit == (int)size &&
        last->type == OBJECT_MEMORY)
        return last;
    return other_object(address, size);
}

static void publish(uintptr_t address, size_t size, enum op_kind kind,
                    uint64_t operand, const void *pc)
{
    bool write = kind != OP_READ;
    heap_check(address, size, write, pc);
    op_publish(kind, object_of(address, size),
               write ? ACCESS_WRITE : ACCESS_READ, pc);
    engine.current->op.address = address;
    engine.current->op.size = (uint8_t)size;
    engine.current->op.operand = operand;
    heap_use_published(address);
}

/* Returns: what keeps the knowledge that this atomic hands on. */
static struct object *take_turn(uintptr_t address, size_t size, bool write,
                                const void *pc)
{
    schedule();
    heap_check(address, size, write, pc);
    return engine.memory_is_one ? object_at(address, OBJECT_MEMORY)
                                : engine.current->op.object;
}

static inline void touch(const struct object *object, uintptr_t address,
                         size_t size, bool write, const void *pc)
{
    if (object->flags != FLAG_ATOMIC)
        shadow_access(address, size, write, true, pc);
    if (write)
        world_touch(address, size);
}

/* One function, and the two above in it: a tenth of a step is calls. */
static struct object *step(uintptr_t address, size_t size, enum op_kind kind,
                           uint64_t operand, const void *pc)
    __attribute__((flatten, noinline));
static struct object *step(uintptr_t address, size_t size, enum op_kind kind,
                           uint64_t operand, const void *pc)
{
    publish(address, size, kind, operand, pc);
    return take_turn(address, size, kind != OP_READ, pc);
}

static uint64_t two_operands(uint64_t expected, uint64_t desired)
{
    return expected * 0x9e3779b97f4a7c15u + desired;
}

/* A weak compare-exchange may fail although the values are equal: the second
 * way to go on, while the budget for such things lasts (sched.c). */
static void allow_to_fail(void)
{
    if (engine.options.spurious == 0)
        return;
    policy_budgets_are_used();
    engine.current->op.weak = true;
    engine.current->op.clock_access = ACCESS_WRITE;
}

static bool fails_spuriously(void)
{
    struct op *op = &engine.current->op;
    if (!op->weak || op->alternative == 0)
        return false;
    engine.spurious_left--;
    op->spurious = true;
    trace_reason(REASON_SPURIOUS);
    return true;
}

/* What a read acquires comes before the read, as seen by the race detector:
 * it is ordered after the write that it reads from. */
#define ATOMICS(bits, type)                                                    \
    type model___tsan_atomic##bits##_load(const volatile type *a, int order)   \
    {                                                                          \
        const void *pc = CALLER;                                               \
        struct object *object = step((uintptr_t)a, sizeof *a, OP_READ, 0, pc); \
        after_read(object, order);                                             \
        touch(object, (uintptr_t)a, sizeof *a, false, pc);                     \
        return *a;                                                             \
    }                                                                          \
    void model___tsan_atomic##bits##_store(volatile type *a, type value,       \
                                           int order)                          \
    {                                                                          \
        const void *pc = CALLER;                                               \
        struct object *object =                                                \
            step((uintptr_t)a, sizeof *a, OP_WRITE, (uint64_t)value, pc);      \
        touch(object, (uintptr_t)a, sizeof *a, true, pc);                      \
        before_write(object, order, false);                                    \
        *a = value;                                                            \
    }                                                                          \
    UPDATE(bits, type, exchange, value)                                        \
    UPDATE(bits, type, fetch_add, (type)(old + value))                         \
    UPDATE(bits, type, fetch_sub, (type)(old - value))                         \
    UPDATE(bits, type, fetch_and, (type)(old & value))                         \
    UPDATE(bits, type, fetch_or, (type)(old | value))                          \
    UPDATE(bits, type, fetch_xor, (type)(old ^ value))                         \
    UPDATE(bits, type, fetch_nand, (type) ~(old & value))                      \
    static int compare##bits(volatile type *a, type *expected, type desired,   \
                             int order, int failure_order, bool weak,          \
                             const void *pc)                                   \
    {                                                                          \
        reads(expected, sizeof *expected, pc);                                 \
        type wanted = *expected;                                               \
        publish((uintptr_t)a, sizeof *a, OP_UPDATE,                            \
                two_operands((uint64_t)wanted, (uint64_t)desired), pc);        \
        if (weak)                                                              \
            allow_to_fail();                                                   \
        struct object *object = take_turn((uintptr_t)a, sizeof *a, true, pc);  \
        type old = *a;                                                         \
        if (old != wanted || fails_spuriously()) {                             \
            after_read(object, failure_order);                                 \
            touch(object, (uintptr_t)a, sizeof *a, false, pc);                 \
            writes(expected, sizeof *expected, pc);                            \
            *expected = old;                                                   \
            return 0;                                                          \
        }                                                                      \
        after_read(object, order);                                             \
        touch(object, (uintptr_t)a, sizeof *a, true, pc);                      \
        before_write(object, order, true);                                     \
        *a = desired;                                                          \
        return 1;                                                              \
    }                                                                          \
    int model___tsan_atomic##bits##_compare_exchange_strong(                   \
        volatile type *a, type *expected, type desired, int order,             \
        int failure_order)                                                     \
    {                                                                          \
        return compare##bits(a, expected, desired, order, failure_order,       \
                             false, CALLER);                                   \
    }                                                                          \
    int model___tsan_atomic##bits##_compare_exchange_weak(                     \
        volatile type *a, type *expected, type desired, int order,             \
        int failure_order)                                                     \
    {                                                                          \
        return compare##bits(a, expected, desired, order, failure_order, true, \
                             CALLER);                                          \
    }                                                                          \
    type model___tsan_atomic##bits##_compare_exchange_val(                     \
        volatile type *a, type expected, type desired, int order,              \
        int failure_order)                                                     \
    {                                                                          \
        compare##bits(a, &expected, desired, order, failure_order, false,      \
                      CALLER);                                                 \
        return expected;                                                       \
    }

#define UPDATE(bits, type, name, result)                                       \
    type model___tsan_atomic##bits##_##name(volatile type *a, type value,      \
                                            int order)                         \
    {                                                                          \
        const void *pc = CALLER;                                               \
        struct object *object =                                                \
            step((uintptr_t)a, sizeof *a, OP_UPDATE, (uint64_t)value, pc);     \
        type old = *a;                                                         \
        (void)old;                                                             \
        after_read(object, order);                                             \
        touch(object, (uintptr_t)a, sizeof *a, true, pc);                      \
        before_write(object, order, true);                                     \
        *a = result;                                                           \
        return old;                                                            \
    }

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

void model___tsan_atomic_thread_fence(int order)
{
    struct thread *self = engine.current;
    op_publish(OP_FENCE, NULL, ACCESS_NONE, CALLER);
    schedule();
    see_relaxed();
    if (acquires(order) && self->has_acquire_pending)
        clock_join(self->clock, self->acquire_pending);
    if (releases(order)) {
        clock_copy(self->release_fence, self->clock);
        self->has_release_fence = true;
        self->clock[self->id]++;
    }
}

void model___tsan_atomic_signal_fence(int order)
{
    (void)order;
}
