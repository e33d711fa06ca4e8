/* naming.c - see naming.h. Debug information is read on a stack of its own,
 * not on the program's, whose unused part is a part of what is replayed. */
#define _GNU_SOURCE
#include "naming.h"
#include "frames.h"
#include "heap.h"
#include "locals.h"
#include "story.h"
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define OWN_STACK (1 << 20)
#define ADDRESSES_MAX 4096
#define REPEATED 4096
#define NAMES_MAX 6 /* different ones of one address */

/* What is known of one address. */
static struct known {
    uintptr_t address;
    char *names[NAMES_MAX]; /* by those who use it, in order */
    int name_count;
    char *outer;      /* by main, which made it */
    bool outer_early; /* ... while it did, by a name of that moment */
    const char *chosen;
} known[ADDRESSES_MAX];
static int known_count;
static char failing_locals[LOCALS_LENGTH];
static char block_name[NAME_LENGTH]; /* of the one that a failure is about */

static const bool *wanted;
static int wanted_count;
static Dwarf_Die *types; /* by entry */
static bool *typed;
static int before[REPEATED]; /* entries, as is_repeated() compares them */

/* ---- keeping names ---- */

static struct known *known_at(uintptr_t address)
{
    for (int i = 0; i < known_count; i++)
        if (known[i].address == address)
            return &known[i];
    if (known_count == ADDRESSES_MAX)
        return NULL;
    known[known_count].address = address;
    return &known[known_count++];
}

static void keep(struct known *place, const char *words)
{
    for (int i = 0; i < place->name_count; i++)
        if (strcmp(place->names[i], words) == 0)
            return;
    if (place->name_count < NAMES_MAX)
        place->names[place->name_count++] = strdup(words);
}

/* By the frames of main, outermost first: it made what the others share. */
static void keep_outer(struct known *place, uintptr_t address, size_t size,
                       const void *main_pc, bool is_early)
{
    struct frame frames[FRAMES_MAX];
    struct name name;
    const struct thread *main_thread = &threads[0];
    if (place->outer && !place->outer_early)
        return;
    int count = frames_of(main_thread, main_pc, frames);
    for (int i = 0; i < count / 2; i++) {
        struct frame other = frames[i];
        frames[i] = frames[count - 1 - i];
        frames[count - 1 - i] = other;
    }
    if (name_address(&name, address, size, frames, count))
        place->outer = strdup(name.words);
    place->outer_early = is_early;
}

static bool name_for(struct name *name, uintptr_t address, size_t size,
                     const struct thread *thread, const void *pc)
{
    struct frame frames[FRAMES_MAX];
    struct known *place = known_at(address);
    if (!place)
        return false;
    int count = frames_of(thread, pc, frames);
    bool found = name_address(name, address, size, frames, count);
    if (found)
        keep(place, name->words);
    if (is_heap(address) || is_stack(address))
        keep_outer(place, address, size,
                   thread == &threads[0] ? pc : threads[0].op.pc,
                   thread == &threads[0]);
    return found;
}

void naming_add(uintptr_t address, const struct thread *thread, const void *pc)
{
    struct name name;
    name_for(&name, address, 0, thread, pc);
}

static bool is_memory(const struct trace_entry *entry)
{
    return entry->kind == TRACE_ACCESS ||
           (entry->kind == TRACE_STEP &&
            (entry->op == OP_READ || entry->op == OP_WRITE ||
             entry->op == OP_UPDATE || entry->op == OP_AWAIT));
}

/* The same instruction on the same address: as before. */
static bool is_repeated(int index)
{
    const struct trace_entry *entry = &trace[index];
    uint64_t hash =
        ((uintptr_t)entry->pc * 31 + entry->address + entry->thread) *
        UINT64_C(0x9e3779b97f4a7c15);
    int *slot = &before[hash >> 52];
    const struct trace_entry *old = &trace[*slot];
    if (*slot && old->pc == entry->pc && old->address == entry->address &&
        old->thread == entry->thread && old->size == entry->size) {
        types[index] = types[*slot];
        typed[index] = typed[*slot];
        return true;
    }
    *slot = index;
    return false;
}

/* Names of all of a block are kept apart from those of its first member. */
void naming_add_block(uintptr_t address, const struct thread *thread,
                      const void *pc)
{
    struct frame frames[FRAMES_MAX];
    struct name name;
    const struct block *block = heap_block(address);
    int count = frames_of(thread, pc, frames);
    if (block && name_address(&name, address, block->size, frames, count))
        snprintf(block_name, sizeof block_name, "%s", name.words);
}

const char *name_of_block(void)
{
    return block_name[0] ? block_name : "the block";
}

static void name_locals(const struct thread *thread, const void *pc)
{
    struct frame frames[FRAMES_MAX];
    /* Where it crashed, the frame is not that of its last call. */
    if (engine.failure.verdict != VERDICT_CRASH &&
        frames_of(thread, pc, frames) > 0)
        locals_words(&frames[0], failing_locals);
}

const char *naming_locals(void)
{
    return failing_locals;
}

static void name_entry(int index)
{
    const struct trace_entry *entry = &trace[index];
    const struct thread *thread = &threads[entry->thread];
    struct name name;
    bool memory = is_memory(entry);
    if (entry->kind == TRACE_FAIL)
        name_locals(thread, entry->pc);
    if (!entry->address || (!memory && entry->kind != TRACE_STEP) ||
        is_repeated(index))
        return;
    bool found = name_for(&name, entry->address, memory ? entry->size : 0,
                          thread, entry->pc);
    if (found && memory && name.has_type) {
        types[index] = name.type;
        typed[index] = true;
    }
    if (entry->second)
        name_for(&name, entry->second, 0, thread, entry->pc);
}

Dwarf_Die *naming_type(int entry)
{
    return entry < wanted_count && typed[entry] ? &types[entry] : NULL;
}

/* ---- beside the replay ---- */

static struct fiber explainer, program;
static int entry_to_name;

static void explain_for_ever(void)
{
    for (;;) {
        name_entry(entry_to_name);
        fiber_switch(&explainer, &program);
    }
}

/* Nobody is the current thread meanwhile: a slow look-up is no endless loop
 * of the program's. */
static void hook(int entry)
{
    struct thread *current = engine.current;
    if (entry >= wanted_count || !wanted[entry])
        return;
    entry_to_name = entry;
    engine.current = &nobody;
    fiber_switch(&program, &explainer);
    engine.current = current;
}

void naming_begin(const bool *which, int count)
{
    char *stack = mmap(NULL, OWN_STACK, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stack == MAP_FAILED)
        return;
    memset(before, 0, sizeof before);
    wanted = which;
    wanted_count = count;
    types = calloc((size_t)count + 1, sizeof *types);
    typed = calloc((size_t)count + 1, sizeof *typed);
    if (!types || !typed)
        abort();
    fiber_init(&explainer, stack + OWN_STACK, explain_for_ever);
    trace_hook = hook;
}

/* ---- one name an address ---- */

static int uses_of(const char *words)
{
    int uses = 0;
    for (int i = 0; i < known_count; i++)
        for (int k = 0; k < known[i].name_count; k++)
            uses += strcmp(known[i].names[k], words) == 0;
    return uses;
}

static int outer_uses_of(const char *words)
{
    int uses = 0;
    for (int i = 0; i < known_count; i++)
        uses += known[i].outer && strcmp(known[i].outer, words) == 0;
    return uses;
}

static char *of_block(uintptr_t address)
{
    const struct block *block = is_heap(address) ? heap_block(address) : NULL;
    char *words = NULL;
    if (!block)
        return NULL;
    const struct place *made = place_of((uintptr_t)block->made_pc);
    int length =
        made ? asprintf(&words, "block of %s:%d + %zu", made->file, made->line,
                        address - block->address)
             : asprintf(&words, "block + %zu", address - block->address);
    return length < 0 ? NULL : words;
}

/* What has no name at all. */
static const char *noun_of(uintptr_t address)
{
    static const char *const nouns[] = {
        [OBJECT_MUTEX] = "a mutex",     [OBJECT_COND] = "a condition",
        [OBJECT_SEM] = "a semaphore",   [OBJECT_RWLOCK] = "a rwlock",
        [OBJECT_BARRIER] = "a barrier", [OBJECT_ONCE] = "a once flag",
    };
    const struct object *object = object_find(address);
    size_t count = sizeof nouns / sizeof *nouns;
    return object && object->type < count ? nouns[object->type] : NULL;
}

static bool is_clear(const struct known *place)
{
    return place->name_count == 1 && uses_of(place->names[0]) == 1;
}

/* All members of a block are named by the same way to it. */
static bool whole_block_is_clear(const struct known *place)
{
    const struct block *block =
        is_heap(place->address) ? heap_block(place->address) : NULL;
    if (!is_clear(place))
        return false;
    for (int i = 0; i < known_count && block; i++)
        if (is_heap(known[i].address) && known[i].name_count > 0 &&
            heap_block(known[i].address) == block && !is_clear(&known[i]))
            return false;
    return true;
}

/* The user's own word for it, unless it means two things, or there are two
 * words; then the one by which main knows it. */
static const char *choose(const struct known *place)
{
    if (whole_block_is_clear(place))
        return place->names[0];
    if (place->outer && outer_uses_of(place->outer) == 1)
        return place->outer;
    for (int i = 0; i < place->name_count; i++)
        if (uses_of(place->names[i]) == 1)
            return place->names[i];
    if (place->name_count > 0)
        return place->names[0];
    if (place->outer)
        return place->outer;
    const char *block = of_block(place->address);
    return block ? block : noun_of(place->address);
}

void naming_end(void)
{
    trace_hook = NULL;
    for (int i = 0; i < known_count; i++)
        known[i].chosen = choose(&known[i]);
}

bool is_named(uintptr_t address)
{
    for (int i = 0; i < known_count; i++)
        if (known[i].address == address)
            return known[i].name_count > 0 || known[i].outer;
    return false;
}

const char *name_of(uintptr_t address)
{
    for (int i = 0; i < known_count; i++)
        if (known[i].address == address && known[i].chosen)
            return known[i].chosen;
    return is_heap(address) || is_stack(address) ? "memory" : "?";
}
