/* tls.h - the program's _Thread_local variables: one copy a fiber.
 *
 * All fibers run on one OS thread, which has one place for them; so the
 * contents change when the fiber does. Their address is the same for every
 * fiber: a pointer to one that is handed to another thread means that
 * thread's own copy there (a limit, in README.md).
 */
#ifndef TLS_H
#define TLS_H

#include "engine.h"

/* How many bytes of it the program has; the engine itself has none. */
extern size_t tls_size;

void tls_allocate(void);
void tls_swap_slowly(const struct thread *from, const struct thread *to);
/* A new thread starts with what the program says they start with. */
void tls_reset(const struct thread *thread);
/* The bytes of a thread that does not run, or of the one that does. */
const void *tls_bytes(const struct thread *thread);
extern char *tls_block; /* where the one place is */

/* Whether the address lies in them. */
static inline bool tls_contains(uintptr_t address)
{
    return address - (uintptr_t)tls_block < tls_size;
}

static inline void tls_switch(const struct thread *from,
                              const struct thread *to)
{
    if (__builtin_expect(tls_size != 0, 0))
        tls_swap_slowly(from, to);
}

#endif
