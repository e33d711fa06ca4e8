/* trace.c - see trace.h. */
#include "trace.h"
#include "world.h"

#include <string.h>

#define TRACE_MAX (1 << 20)

struct trace_entry *trace;
int trace_count;

void trace_allocate(void)
{
    if (!trace)
        trace = world_map(TRACE_MAX * sizeof *trace);
}

void trace_reset(void)
{
    trace_count = 0;
}

static uint64_t value_at(uintptr_t address, size_t size)
{
    uint64_t value = 0;
    if (world_cell(address))
        memcpy(&value, (const void *)address, size < 8 ? size : 8);
    return value;
}

/* What was written is known only once the writer has gone on. */
static void settle(void)
{
    if (!trace_count)
        return;
    struct trace_entry *last = &trace[trace_count - 1];
    if (last->write)
        last->after = value_at(last->address, last->size);
}

static struct trace_entry *new_entry(const struct thread *thread,
                                     const void *pc)
{
    settle();
    if (trace_count >= TRACE_MAX)
        execution_end(END_LIMIT);
    struct trace_entry *entry = &trace[trace_count++];
    memset(entry, 0, sizeof *entry);
    entry->thread = (uint8_t)thread->id;
    entry->pc = pc;
    entry->decision = -1;
    entry->other_thread = -1;
    int depth = thread->call_depth < CALLS_MAX ? thread->call_depth : CALLS_MAX;
    for (int i = depth - 1; i >= 0 && entry->stack_depth < STACK_DEPTH; i--)
        entry->stack[entry->stack_depth++] = thread->calls[i];
    return entry;
}

void trace_step(struct thread *thread)
{
    const struct op *op = &thread->op;
    struct trace_entry *entry = new_entry(thread, op->pc);
    entry->kind = TRACE_STEP;
    entry->op = op->kind;
    entry->decision = engine.depth - 1;
    entry->alternative = op->alternative;
    entry->address = op->object ? op->object->address : op->address;
    if (op->kind == OP_READ || op->kind == OP_WRITE || op->kind == OP_UPDATE) {
        entry->address = op->address;
        entry->size = op->size;
        entry->write = op->kind != OP_READ;
        entry->before = entry->after = value_at(entry->address, entry->size);
    }
}

void trace_access(uintptr_t address, size_t size, bool write, const void *pc)
{
    struct trace_entry *entry = new_entry(engine.current, pc);
    entry->kind = TRACE_ACCESS;
    entry->address = address;
    entry->size = (uint8_t)(size < 255 ? size : 255);
    entry->write = write;
    entry->before = entry->after = value_at(address, entry->size);
}

void trace_result(long status)
{
    if (engine.recording && trace_count)
        trace[trace_count - 1].result = status;
}
