/* choose.c - see choose.h. */
#include "choose.h"
#include "dies.h"
#include "trace.h"
#include "world.h"

#include <stdlib.h>

#define SLOTS (1 << 16)
#define FIRST_KEPT 1500 /* of a long story, the beginning ... */
#define LAST_KEPT 2500  /* ... and the end */

static struct user {
    uintptr_t address; /* 0: unused */
    thread_set readers, writers;
} users[SLOTS];

static struct user *user_at(uintptr_t address)
{
    uint64_t i = address * UINT64_C(0x9e3779b97f4a7c15) >> 48;
    for (int tries = 0; tries < 64; tries++, i = (i + 1) % SLOTS)
        if (!users[i].address || users[i].address == address)
            return &users[i];
    return NULL; /* too many: taken for private */
}

static bool is_access(const struct trace_entry *entry)
{
    return entry->kind == TRACE_ACCESS ||
           (entry->kind == TRACE_STEP && entry->size > 0);
}

/* What is written only before the first thread is created is a constant. */
static void count_users(void)
{
    bool alone = true;
    for (int i = 0; i < trace_count; i++) {
        const struct trace_entry *entry = &trace[i];
        struct user *user = is_access(entry) ? user_at(entry->address) : NULL;
        alone &= entry->kind != TRACE_CREATE;
        if (!user)
            continue;
        user->address = entry->address;
        if (entry->write && !alone)
            user->writers |= SET_OF(entry->thread);
        else
            user->readers |= SET_OF(entry->thread);
    }
}

static bool is_shared(const struct trace_entry *entry)
{
    const struct user *user = user_at(entry->address);
    return user && user->writers && set_size(user->writers | user->readers) > 1;
}

/* How threads come and go is told by the list of threads, but for those that
 * end with a lock. */
static bool is_step(const struct trace_entry *entry)
{
    switch (entry->kind) {
    case TRACE_ACCESS:
        return is_shared(entry);
    case TRACE_END:
        return entry->held_count > 0;
    case TRACE_CREATE:
    case TRACE_START:
    case TRACE_JOIN:
    case TRACE_MAKE:
    case TRACE_FREE:
        return false;
    default:
        return true;
    }
}

/* The line is in a loop, and this belongs to an earlier turn. */
static bool is_repeated(int index, int last)
{
    for (int i = index + 1; i < last; i++)
        if (trace[i].pc == trace[index].pc)
            return true;
    return false;
}

/* What the failing thread did last, as long as it is on the failing line. */
static void choose_failing_line(bool *chosen)
{
    int last = trace_count - 1;
    if (last < 0 || trace[last].kind != TRACE_FAIL)
        return;
    const struct place *place = place_of((uintptr_t)trace[last].pc);
    for (int i = last - 1; i >= 0 && place; i--) {
        const struct place *other = place_of((uintptr_t)trace[i].pc);
        if (trace[i].thread != trace[last].thread || !other ||
            other->line != place->line || other->file != place->file ||
            is_repeated(i, last))
            break;
        chosen[i] |= is_access(&trace[i]);
    }
}

static bool is_op(const struct trace_entry *entry, enum op_kind op)
{
    return entry->kind == TRACE_STEP && entry->op == op;
}

/* What a thread looked at, with the mutex, before it went to sleep is its
 * predicate, even if nobody else comes to touch it. */
static void choose_tests(bool *chosen)
{
    for (int wait = 0; wait < trace_count; wait++) {
        if (!is_op(&trace[wait], OP_WAIT))
            continue;
        for (int i = wait - 1; i >= 0; i--) {
            const struct trace_entry *entry = &trace[i];
            if (entry->thread != trace[wait].thread)
                continue;
            if (is_op(entry, OP_LOCK) || is_op(entry, OP_WAKE) ||
                entry->kind == TRACE_START)
                break;
            chosen[i] |= entry->kind == TRACE_ACCESS && !entry->write &&
                         !is_stack(entry->address);
        }
    }
}

/* The middle of a very long story is left out. */
static void shorten(bool *chosen)
{
    long count = 0, at = 0;
    for (int i = 0; i < trace_count; i++)
        count += chosen[i];
    for (int i = 0; i < trace_count; i++) {
        if (!chosen[i])
            continue;
        at++;
        chosen[i] = at <= FIRST_KEPT || at > count - LAST_KEPT;
    }
}

bool *choose_entries(void)
{
    bool *chosen = calloc((size_t)trace_count + 1, sizeof *chosen);
    if (!chosen)
        abort();
    count_users();
    for (int i = 0; i < trace_count; i++)
        chosen[i] = is_step(&trace[i]);
    choose_failing_line(chosen);
    choose_tests(chosen);
    shorten(chosen);
    return chosen;
}
