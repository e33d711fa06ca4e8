/* state.c - see state.h. Parts whose order is not part of the state (objects,
 * blocks, lines of memory) are hashed one by one and added up. */
#include "state.h"
#include "explore_internal.h"
#include "heap.h"
#include "history.h"
#include "outcomes.h"
#include "lockset.h"
#include "shadow.h"
#include "spin.h"
#include "tls.h"
#include "world.h"

#include <string.h>

#define K0 0x9e3779b97f4a7c15u
#define K1 0xbf58476d1ce4e5b9u
#define K2 0x94d049bb133111ebu

static uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ unsigned __int128 product =
        (unsigned __int128)(a ^ K0) * (b ^ K1);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t hash_bytes(const void *bytes, size_t size, uint64_t seed)
{
    const char *at = bytes;
    uint64_t hash = seed ^ size * K2, word;
    for (; size >= 8; size -= 8, at += 8) {
        memcpy(&word, at, 8);
        hash = mix(hash, word);
    }
    if (size) {
        word = 0;
        memcpy(&word, at, size);
        hash = mix(hash, word);
    }
    return hash;
}

struct sum {
    uint64_t half[2];
};

static void add(struct sum *sum, uint64_t part)
{
    sum->half[0] += mix(part, K2);
    sum->half[1] += mix(part ^ K1, K0);
}

/* ---- memory ---- */

static void add_globals(struct sum *sum)
{
    for (long i = 0; i < dirty_count; i++) {
        const struct dirty_line *line = &dirty_lines[i];
        /* The copy's last line may be shorter; what lies behind it never
         * differs, because it is page padding of both. */
        if (memcmp(line->start, line->initial, 1 << LINE_SHIFT) != 0)
            add(sum, hash_bytes(line->start, 1 << LINE_SHIFT,
                                (uintptr_t)line->start));
    }
}

uint64_t state_hash_globals(void)
{
    struct sum sum = {{K0, K1}};
    add_globals(&sum);
    return sum.half[0];
}

static void add_heap(struct sum *sum)
{
    for (int i = 0; i < block_count; i++) {
        const struct block *block = &blocks[i];
        uint64_t seed = mix(block->address, block->size + block->live);
        add(sum, block->live
                     ? hash_bytes((void *)block->address, block->size, seed)
                     : seed);
    }
}

/* ---- threads ---- */

uint64_t state_hash_thread(struct thread *thread)
{
    if (thread->hash_is_known)
        return thread->hash;
    uint64_t hash = hash_bytes(thread->registers, sizeof thread->registers,
                               (uintptr_t)thread->op.pc);
    const char *live = (const char *)thread->registers[0];
    if (live >= thread->stack_base && live < thread->stack_top)
        hash = hash_bytes(live, (size_t)(thread->stack_top - live), hash);
    thread->hash = hash;
    thread->hash_is_known = true;
    return hash;
}

uint64_t state_hash_memory(void)
{
    struct sum sum = {{K0, K1}};
    add_globals(&sum);
    add_heap(&sum);
    for (int i = 0; i < engine.thread_count; i++)
        if (threads[i].stack_shared && threads[i].state != THREAD_FINISHED)
            add(&sum, state_hash_thread(&threads[i]));
    return sum.half[0];
}

static uint64_t hash_op(const struct thread *thread)
{
    const struct op *op = &thread->op;
    uint64_t hash = mix(op->kind, (uintptr_t)op->pc);
    if (op->object)
        hash = mix(hash, op->object->address);
    if (op->second)
        hash = mix(hash, op->second->address);
    hash = mix(hash, op->address);
    hash = mix(hash, op->operand);
    if (op->timed) {
        int64_t left_ns = op->deadline_ns - engine.now_ns;
        hash = mix(hash, (uint64_t)(left_ns > 0 ? left_ns : 0));
    }
    return hash;
}

static void add_threads(struct sum *sum)
{
    for (int i = 0; i < engine.thread_count; i++) {
        struct thread *t = &threads[i];
        uint64_t hash = mix((uint64_t)i + 1, t->state == THREAD_FINISHED);
        hash = mix(hash, (uint64_t)t->joined * 2 + t->detached);
        hash = mix(hash, (uintptr_t)t->result);
        if (t->state != THREAD_FINISHED) {
            hash = mix(hash, state_hash_thread(t));
            hash = mix(hash, hash_op(t));
            hash =
                mix(hash, (uint64_t)(unsigned)t->saved_errno << 32 | t->random);
            hash = mix(hash, (uint64_t)(unsigned)t->overtaken);
            hash = mix(hash, (unsigned)t->wake_status << 1 | t->signalled);
            if (tls_size)
                hash = hash_bytes(tls_bytes(t), tls_size, hash);
            hash = mix(hash, (uintptr_t)t->cleanup);
            if (t->has_keys)
                hash = hash_bytes(t->keys, sizeof t->keys, hash);
        }
        add(sum, hash);
    }
}

/* ---- objects ---- */

static void add_objects(struct sum *sum)
{
    for (const struct object *o = objects_live; o; o = o->next_live) {
        if (o->type == OBJECT_UNUSED || o->type == OBJECT_MEMORY ||
            o->type == OBJECT_CLOCK)
            continue;
        uint64_t hash = mix(o->address, o->type);
        hash = mix(hash, (uint64_t)o->kind << 8 | o->flags);
        hash =
            mix(hash, (uint64_t)(unsigned)o->count << 32 | (unsigned)o->limit);
        hash = mix(hash, o->owner ? (uint64_t)o->owner->id + 1 : 0);
        hash = mix(hash, (uint64_t)o->waiters);
        hash = mix(hash, (uint64_t)(o->waiters >> 64));
        hash = hash_bytes(o->order, sizeof o->order, hash);
        if (o->token_count)
            hash = hash_bytes(o->tokens,
                              (size_t)o->token_count * sizeof *o->tokens, hash);
        add(sum, hash);
    }
}

/* ---- what the race detector knows ---- */

static bool knows(const uint32_t *clock, const struct record *record)
{
    return clock[record_thread(record)] >= record->epoch;
}

/* Who began an atomic's release sequence decides what a relaxed store does to
 * it. */
static uint64_t hash_of_sequence(const struct object *object)
{
    if (!engine.relaxed_seen || object->type != OBJECT_MEMORY || !object->owner)
        return K2;
    return K2 + (uint64_t)object->owner->id + 1;
}

/* Objects that were asked what they hand on, for this state. */
static long compared;

/* What hands knowledge of the access on: locks and so on, and what relaxed
 * atomics and fences hold back. */
static uint64_t known_through(const struct record *record)
{
    uint64_t sum = 0;
    for (const struct object *o = objects_live; o; o = o->next_live) {
        compared++;
        if (knows(o->released, record))
            sum += mix(o->address, hash_of_sequence(o));
    }
    if (!engine.relaxed_seen)
        return sum;
    for (int i = 0; i < engine.thread_count; i++) {
        const struct thread *t = &threads[i];
        if (t->has_acquire_pending && knows(t->acquire_pending, record))
            sum += mix((uint64_t)i, K0);
        if (t->has_release_fence && knows(t->release_fence, record))
            sum += mix((uint64_t)i, K1);
    }
    return sum;
}

/* Of an access that everybody knows of, nobody will ever be in a race with
 * it: it is as if it were not there. */
static void add_record(struct sum *sum, uintptr_t cell,
                       const struct record *record)
{
    thread_set threads_knowing = 0;
    int count = 0;
    for (int i = 0; i < engine.thread_count; i++) {
        if (!threads[i].joined && !knows(threads[i].clock, record))
            continue;
        threads_knowing |= SET_OF(i);
        count++;
    }
    if (count == engine.thread_count)
        return;
    uint64_t hash = mix(cell, record->what);
    hash = mix(hash, (uint64_t)threads_knowing);
    hash = mix(hash, (uint64_t)(threads_knowing >> 64));
    add(sum, mix(hash, known_through(record)));
}

static void add_races(struct sum *sum)
{
    for (uint32_t i = 0; i < shadow_cells_touched(); i++) {
        uintptr_t cell;
        for (uint32_t r = shadow_cell_touched(i, &cell); r; r = records[r].next)
            if (!record_is_nobodys(&records[r]))
                add_record(sum, cell, &records[r]);
    }
}

void state_hash_now(struct state_hash *hash)
{
    struct sum sum = {{K0, K1}};
    compared = 0;
    add_globals(&sum);
    add_heap(&sum);
    add_threads(&sum);
    add_objects(&sum);
    if (!lockset_proves)
        add_races(&sum);
    if (compared > STATE_COMPARED_FREE)
        engine.compared += compared;
    uint64_t rest = mix((uint64_t)(unsigned)engine.spurious_left,
                        (uint64_t)(unsigned)engine.early_left);
    rest = mix(rest, outcome_hash);
    if (spinners)
        rest = mix(rest, (uint64_t)spinners ^ (uint64_t)(spinners >> 64));
    rest = mix(rest, (uint64_t)(unsigned)engine.heap_limit);
    rest = mix(
        rest, hash_bytes(history, (size_t)history_count * sizeof *history, K2));
    if (keys_used)
        rest = hash_bytes(keys, (size_t)keys_used * sizeof *keys, rest);
    rest = mix(rest, at_exit_hash());
    if (engine.clock_read)
        rest = mix(rest, (uint64_t)engine.now_ns);
    add(&sum, rest);
    hash->half[0] = sum.half[0] | 1; /* never the empty one */
    hash->half[1] = sum.half[1];
}
