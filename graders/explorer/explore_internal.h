/* explore_internal.h - what the parts of the explorer call of each other
 * between executions, and their bounds. */
#ifndef EXPLORE_INTERNAL_H
#define EXPLORE_INTERNAL_H

#include "engine.h"

#define FORCED_EXPIRIES_MAX 2000

/* The fiber that runs cannot go on (it has finished): as schedule(), but
 * nobody comes back. */
_Noreturn void schedule_last(void);

/* Nobody can run, and never will: ends the execution. With a verdict unless
 * all that remains may be left behind. */
_Noreturn void deadlock_found(void);

void objects_allocate(void);
void engine_start_signals(void);

/* pthread keys and C11 tss: which there are (model_keys.c). */
struct key {
    void (*destructor)(void *);
    bool is_used;
};
extern struct key keys[KEYS_MAX];
extern int keys_used; /* no higher ones were */

/* Calls the destructors of the thread's values. */
void keys_destroy(struct thread *thread);
void keys_reset(void);

/* Functions of atexit(): none. */
void at_exit_reset(void);
/* Tells which there are. */
uint64_t at_exit_hash(void);

/* The target has finished: its joiner goes on. */
void thread_let_joiner_go(struct thread *target);

/* Everything has ended, or exit() was called: looks at what was left behind
 * and ends the execution. */
_Noreturn void program_ends(void);

/* The program's main, as a thread; its exit status, once it returned. */
extern int (*program_main)(int argc, char **argv);

#endif
