/* trace.c - see trace.h. */
#include "trace.h"
#include "search.h"
#include "world.h"

#include <stdio.h>
#include <string.h>

#define TRACE_MAX (1 << 19)

struct trace_entry *trace;
int trace_count;
bool trace_is_full;
void (*trace_hook)(int entry);

void trace_reset(void)
{
    if (!trace)
        trace = world_map(TRACE_MAX * sizeof *trace);
    trace_count = 0;
    trace_is_full = false;
}

/* ---- before and after ---- */

static uint64_t value_at(uintptr_t address, size_t size)
{
    uint64_t value = 0;
    bool is_guard =
        is_stack(address) && (address - STACKS_BASE) % STACK_SIZE < GUARD_SIZE;
    if (world_cell(address) && !is_guard)
        memcpy(&value, (const void *)address, size < 8 ? size : 8);
    return value;
}

static void note_held(struct trace_entry *entry)
{
    const struct thread *thread = &threads[entry->thread];
    entry->held_count = 0;
    for (int i = 0; i < thread->held_count && i < TRACE_HELD; i++) {
        entry->held[i] = thread->held[i]->address;
        entry->held_pc[i] = thread->held_pc[i];
        entry->held_count++;
    }
}

void trace_close(void)
{
    if (!trace_count)
        return;
    struct trace_entry *last = &trace[trace_count - 1];
    if (last->write)
        last->after = value_at(last->address, last->size);
    const struct object *object =
        last->kind == TRACE_STEP ? object_find(last->address) : NULL;
    last->count_after = object ? object->count : 0;
    note_held(last);
}

/* Where too much happens, the beginning is kept, and the end: the last entry
 * is used again and again. */
static struct trace_entry *new_entry(enum trace_kind kind,
                                     const struct thread *thread,
                                     const void *pc)
{
    trace_close();
    trace_is_full |= trace_count >= TRACE_MAX;
    if (trace_is_full)
        trace_count = TRACE_MAX - 1;
    struct trace_entry *entry = &trace[trace_count++];
    memset(entry, 0, sizeof *entry);
    entry->kind = (uint8_t)kind;
    entry->thread = (uint8_t)thread->id;
    entry->pc = pc;
    entry->decision = entry->other_thread = entry->owner_before = -1;
    int depth = thread->call_depth < CALLS_MAX ? thread->call_depth : CALLS_MAX;
    for (int i = depth - 1; i >= 0 && entry->stack_depth < STACK_DEPTH; i--)
        entry->stack[entry->stack_depth++] = thread->calls[i];
    return entry;
}

static void complete(void)
{
    if (trace_hook)
        trace_hook(trace_count - 1);
}

/* ---- steps ---- */

/* Whether it gets what it asks for; only asked of operations that may not. */
static bool gains(const struct op *op)
{
    switch (op->kind) {
    case OP_SEM_TRYWAIT:
    case OP_SEM_WAIT_TIMED:
        return op->object->count > 0;
    case OP_TRYLOCK:
    case OP_LOCK_TIMED:
    case OP_TRY_READ_LOCK:
    case OP_READ_LOCK_TIMED:
    case OP_TRY_WRITE_LOCK:
    case OP_WRITE_LOCK_TIMED:
        return op->access != ACCESS_READ;
    default:
        return true;
    }
}

static void note_object(struct trace_entry *entry, const struct op *op)
{
    const struct object *object = op->object;
    entry->address = object ? object->address : op->address;
    if (!object)
        return;
    entry->object_type = object->type;
    entry->count_before = object->count;
    entry->waiters = object->waiters;
    if (object->owner)
        entry->owner_before = object->owner->id;
    if (op->kind == OP_FREE)
        entry->address = op->address;
    if (op_mutex(op))
        entry->second = op_mutex(op)->address;
}

static void note_memory(struct trace_entry *entry, const struct op *op)
{
    if (op->kind < OP_READ || op->kind > OP_UPDATE)
        return;
    entry->address = op->address;
    entry->size = op->size;
    entry->write = op->kind != OP_READ;
    entry->before = entry->after = value_at(entry->address, entry->size);
}

static struct trace_entry *new_step(const struct thread *thread)
{
    const struct op *op = &thread->op;
    struct trace_entry *entry = new_entry(TRACE_STEP, thread, op->pc);
    entry->op = op->kind;
    entry->alternative = op->alternative;
    entry->gained = gains(op);
    note_object(entry, op);
    note_memory(entry, op);
    return entry;
}

void trace_step(struct thread *thread)
{
    if (thread->op.kind == OP_JOIN) {
        trace_thread(TRACE_JOIN, (int)thread->op.address, thread->op.pc);
        return;
    }
    struct trace_entry *entry = new_step(thread);
    entry->decision = engine.depth - 1;
    entry->preempts = nodes[entry->decision].cost;
    complete();
}

void trace_release(void)
{
    new_step(engine.current);
    complete();
}

void trace_reason(enum trace_reason reason)
{
    if (engine.recording && trace_count)
        trace[trace_count - 1].reason = (uint8_t)reason;
}

/* ---- the rest ---- */

void trace_access(uintptr_t address, size_t size, bool write, const void *pc)
{
    struct trace_entry *entry = new_entry(TRACE_ACCESS, engine.current, pc);
    entry->address = address;
    entry->size = size;
    entry->write = write;
    entry->before = entry->after = value_at(address, size);
    complete();
}

void trace_thread(enum trace_kind kind, int other_thread, const void *pc)
{
    if (!engine.recording || engine.current == &nobody)
        return;
    new_entry(kind, engine.current, pc)->other_thread = other_thread;
    complete();
}

void trace_block(enum trace_kind kind, uintptr_t address, size_t size,
                 const void *pc)
{
    if (!engine.recording)
        return;
    struct trace_entry *entry = new_entry(kind, engine.current, pc);
    entry->address = address;
    entry->size = size;
    complete();
}

void trace_print(const char *text, const void *pc)
{
    struct trace_entry *entry = new_entry(TRACE_PRINT, engine.current, pc);
    snprintf(entry->text, sizeof entry->text, "%s", text);
    complete();
}

void trace_fail(const void *pc)
{
    if (!engine.recording || engine.current == &nobody)
        return;
    new_entry(TRACE_FAIL, engine.current, pc);
    complete();
}
