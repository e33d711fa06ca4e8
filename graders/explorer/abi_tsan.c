/* abi_tsan.c - what code compiled with -fsanitize=thread calls: plain
 * accesses, calls and returns. The attempt is linked without libtsan; these
 * are the entry points that the compiler names.
 */
#include "abi_access.h"
#include "tls.h"

#define LOOP_ACCESSES 20000 /* then accesses become steps: is it a loop? */
#define LOOP_STRIDE 512

/* An access that is a step of its own: because it races where races are no
 * failure, or because its thread has done nothing visible for long. */
static void step_access(struct object *object, uintptr_t address, size_t size,
                        bool write, const void *pc)
{
    op_publish(write ? OP_WRITE : OP_READ, object,
               write ? ACCESS_WRITE : ACCESS_READ, pc);
    engine.current->op.address = address;
    engine.current->op.size = (uint8_t)size;
    heap_use_published(address);
    schedule();
    heap_check(address, size, write, pc); /* others may have freed it */
}

static void long_segment(uintptr_t address, size_t size, bool write,
                         const void *pc)
{
    struct thread *self = engine.current;
    long accesses = self->segment_accesses;
    if (engine.accesses > engine.options.accesses_max)
        execution_end(END_LIMIT);
    if (accesses % LOOP_STRIDE)
        return;
    step_access(object_at(address & ~(uintptr_t)7, OBJECT_MEMORY), address,
                size, write, pc);
    self->segment_accesses = accesses; /* the step has set it back */
}

static inline bool is_private(const struct thread *self, uintptr_t address)
{
    return address - (uintptr_t)self->stack_base < STACK_SIZE &&
           !engine.stacks_are_shared;
}

void plain_access(uintptr_t address, size_t size, bool write, const void *pc)
{
    struct thread *self = engine.current;
    bool visible = visible_count && visible_contains(pc);
    if (__builtin_expect(engine.recording, 0) && !visible)
        trace_access(address, size, write, pc);
    heap_check(address, size, write, pc);
    if (tls_contains(address))
        return;
    if (visible)
        step_access(memory_object(address, size), address, size, write, pc);
    else if (++self->segment_accesses > LOOP_ACCESSES)
        long_segment(address, size, write, pc);
    engine.accesses++;
    if (is_private(self, address))
        return;
    if (write)
        world_touch(address, size);
    shadow_access(address, size, write, visible, pc);
}

/* The same, with the most frequent case first: an own local variable. */
static inline void access_of_program(uintptr_t address, size_t size, bool write,
                                     const void *pc)
{
    struct thread *self = engine.current;
    if (is_private(self, address) && !__builtin_expect(engine.recording, 0) &&
        self->segment_accesses < LOOP_ACCESSES) {
        self->segment_accesses++;
        engine.accesses++;
        return;
    }
    plain_access(address, size, write, pc);
}

#define ACCESSES(size)                                                         \
    void model___tsan_read##size(const void *address)                          \
    {                                                                          \
        access_of_program((uintptr_t)address, size, false, CALLER);            \
    }                                                                          \
    void model___tsan_write##size(void *address)                               \
    {                                                                          \
        access_of_program((uintptr_t)address, size, true, CALLER);             \
    }                                                                          \
    void model___tsan_unaligned_read##size(const void *address)                \
    {                                                                          \
        access_of_program((uintptr_t)address, size, false, CALLER);            \
    }                                                                          \
    void model___tsan_unaligned_write##size(void *address)                     \
    {                                                                          \
        access_of_program((uintptr_t)address, size, true, CALLER);             \
    }                                                                          \
    void model___tsan_volatile_read##size(const void *address)                 \
    {                                                                          \
        access_of_program((uintptr_t)address, size, false, CALLER);            \
    }                                                                          \
    void model___tsan_volatile_write##size(void *address)                      \
    {                                                                          \
        access_of_program((uintptr_t)address, size, true, CALLER);             \
    }

ACCESSES(1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)

void model___tsan_read_range(const void *address, size_t size)
{
    access_of_program((uintptr_t)address, size, false, CALLER);
}

void model___tsan_write_range(void *address, size_t size)
{
    access_of_program((uintptr_t)address, size, true, CALLER);
}

void model___tsan_vptr_read(const void *address)
{
    access_of_program((uintptr_t)address, sizeof(void *), false, CALLER);
}

void model___tsan_vptr_update(void *address, void *value)
{
    (void)value;
    access_of_program((uintptr_t)address, sizeof(void *), true, CALLER);
}

/* The compiler passes where its own caller will go on. */
void model___tsan_func_entry(const void *return_address)
{
    struct thread *self = engine.current;
    if (self->call_depth < CALLS_MAX)
        self->calls[self->call_depth] = return_address;
    self->call_depth++;
    if ((char *)self->registers[0] < self->stack_touched)
        self->stack_touched = (char *)self->registers[0];
}

void model___tsan_func_exit(void)
{
    engine.current->call_depth--;
}

void model___tsan_init(void)
{
}
