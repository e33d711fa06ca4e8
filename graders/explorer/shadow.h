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
 * covers it. */
struct record {
    uint32_t next; /* in the cell's list; 0 ends it */
    uint32_t epoch;
    uint8_t thread;
    uint8_t mask; /* which of the cell's 8 bytes */
    bool write;
    bool atomic;
    const void *pc;
};

extern struct record *records;
extern uint32_t record_count; /* used ones; index 0 is none */

void shadow_allocate(void);
void shadow_reset(void);

/* The current thread touches these bytes. A race ends the execution, or
 * makes both accesses visible steps (options.races). Never blocks. */
void shadow_access(uintptr_t address, size_t size, bool write, bool atomic,
                   const void *pc);

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
void clock_join(uint32_t *into, const uint32_t *from);

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
