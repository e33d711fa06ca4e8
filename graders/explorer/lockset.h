/* lockset.h - a proof that there are no data races which does not depend on
 * the path: every location that two threads touch, one of them writing, is
 * always touched under one and the same lock.
 *
 * Where that holds of every access of every execution, states need not tell
 * who knows of which access (state.h), and there are far fewer of them. Where
 * it does not, nothing is wrong yet: the search starts anew, with states that
 * do. Locksets: Savage et al., "Eraser", ACM TOCS 1997; here without their
 * order-dependent states, since all orders are seen. Accesses while there is
 * one thread only count for nothing: create and join order them.
 */
#ifndef LOCKSET_H
#define LOCKSET_H

#include "engine.h"

/* Whether states may leave out what the race detector knows. */
extern bool lockset_proves;

/* From the next execution on every access is looked at. */
void lockset_start(bool watch);
/* The accesses from here on need not be. */
void lockset_stop(void);
/* Whether all since lockset_start() were. Never blocks. */
bool lockset_is_watching(void);

/* The current thread touches the 8 bytes at this address. If the proof fails
 * by that, and states rest on it, the execution ends and the search starts
 * anew. */
void lockset_access(uintptr_t address, bool write, bool atomic);

extern bool lockset_watches; /* for shadow.c: calls are worth it */

#endif
