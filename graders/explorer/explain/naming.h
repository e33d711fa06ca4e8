/* naming.h - names for what a replay touches, gathered while it runs. */
#ifndef NAMING_H
#define NAMING_H

#include "names.h"

/* In the next replay, these entries are named. Never blocks.
 * Requires: wanted lives as long as that runs. */
void naming_begin(const bool *wanted, int count);

/* The replay is over: gives each address one name. Never blocks. */
void naming_end(void);

/* The type of what the entry touched; NULL if nobody knows. Never blocks. */
Dwarf_Die *naming_type(int entry);

/* What the locals hold that the failing line speaks of: "v is 0"; or "". Never
 * blocks. */
const char *naming_locals(void);

/* Names an object that a thread that is blocked waits for, or all of a block
 * of the heap. Before naming_end(). Never block. */
struct thread;
void naming_add_block(uintptr_t address, const struct thread *thread,
                      const void *pc);
void naming_add(uintptr_t address, const struct thread *thread, const void *pc);

#endif
