/* shadow.h - the race detector: who touched which bytes last, and whether
 * that happens before the next touch.
 *
 * Happens-before is the program's own synchronisation (locks, conditions,
 * semaphores, atomics by their orders, create and join), never the order in
 * which the explorer happens to run things. Epochs instead of vectors wherever
 * one thread alone is meant: FastTrack, Flanagan, Freund, PLDI 2009.
 */
#ifndef SHADOW_H
#define SHADOW_H

#include "engine.h"

/* One access that is still of interest: nothing later by the same thread
 * covers it. Who and how is one word, made and compared at once. */
struct record {
    uint32_t next; /* in the cell's list; 0 ends it */
    uint32_t epoch;
    uint32_t what;
    const void *pc;
};

#define WHAT_MASK 0xffu /* which of the cell's 8 bytes */
#define WHAT_WRITE 0x100u
#define WHAT_ATOMIC 0x200u
#define WHAT_THREAD_SHIFT 16

/* No access, but the note that atomics live here (shadow.c). */
#define NOBODYS (UINT32_C(0xffff) << WHAT_THREAD_SHIFT)

static inline bool record_is_nobodys(const struct record *record)
{
    return record->what >= NOBODYS;
}

static inline int record_thread(const struct record *record)
{
    return (int)(record->what >> WHAT_THREAD_SHIFT);
}

extern struct record *records;
extern uint32_t record_count; /* used ones; index 0 is none */

void shadow_allocate(void);
void shadow_reset(void);

/* The current thread touches these bytes. A race ends the execution, or
 * makes both accesses visible steps (options.races). Never blocks. */
void shadow_access(uintptr_t address, size_t size, bool write, bool atomic,
                   const void *pc);

/* An atomic is about to be accessed for the first time in this execution.
 * Returns: whether its accesses have to be told to shadow_access(), because
 * its bytes are accessed by other means, too. If that is new, ends the
 * execution; the search starts anew. */
bool shadow_atomic_begins(uintptr_t address, size_t size);
void shadow_forget_mixed(void);

/* The cells that are not empty, for the state's hash: how many there are, and
 * the first record of one, with the address that it stands for. */
uint32_t shadow_cells_touched(void);
uint32_t shadow_cell_touched(uint32_t index, uintptr_t *address);

/* The bytes are new (allocated): what was known of them is forgotten. */
void shadow_forget(uintptr_t address, size_t size);

/* The knowledge that objects carry from thread to thread. Never block. */
void race_release(struct object *object);       /* joins it: unlock, post */
void race_release_store(struct object *object); /* replaces it */
void race_acquire(const struct object *object);
void race_thread_from(struct thread *to, const struct thread *from);

/* Instructions whose accesses are steps, because they raced while data races
 * are not failures. Kept from execution to execution. */
bool visible_contains(const void *pc);
/* Returns: true if it was not there. */
bool visible_add(const void *pc);
void visible_forget(void);
extern int visible_count;
#define VISIBLE_MAX 2048
/* Copies them, in no order. Returns: how many. */
int visible_list(uintptr_t places[VISIBLE_MAX]);

#endif
