/* state.h - everything that decides what may happen from here on, as a hash.
 *
 * Part of it: the program's globals and live heap blocks; of each thread the
 * live part of its stack, its saved registers, what it is about to do, errno
 * and thread-local variables; every lock, condition and so on; deadlines from
 * now; what is left of each budget; and what the race detector knows, with
 * who-knows-of-which-access in place of epochs, so that two ways to the same
 * knowledge give the same hash.
 */
#ifndef STATE_H
#define STATE_H

#include "engine.h"
#include "table.h"

/* What the detector knows costs accesses times locks to compare. States with
 * few of both cost nothing extra; beyond that it is counted in
 * engine.compared: so many count as one step's work, and an execution that
 * needs more than so many ends as one with too many steps. */
#define STATE_COMPARED_FREE 4096
#define STATE_COMPARED_A_STEP 64
#define STATE_COMPARED_MAX (1L << 25)

/* Of the whole. Never blocks. */
void state_hash_now(struct state_hash *hash);

/* Of the program's globals alone, as they differ from their initial values.
 * Never blocks. */
uint64_t state_hash_globals(void);

/* Of all memory that several threads may see: globals, the heap, stacks that
 * others have touched. Never blocks. */
uint64_t state_hash_memory(void);

/* Of one thread's stack and registers alone; quick. Never blocks. */
uint64_t state_hash_thread(struct thread *thread);

#endif
