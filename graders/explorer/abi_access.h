/* abi_access.h - what the abi_*.c files share: an access to memory that the
 * program makes itself, or has a function of the C library make for it.
 */
#ifndef ABI_ACCESS_H
#define ABI_ACCESS_H

#include "heap.h"
#include "model.h"
#include "shadow.h"
#include "spin.h"
#include "trace.h"
#include "world.h"

/* These bytes are about to be read or written: checks that they are the
 * program's, looks for races, keeps what is needed to undo it. A step only if
 * the access is visible. Ends the execution if something is wrong. */
void plain_access(uintptr_t address, size_t size, bool write, const void *pc);

static inline void reads(const void *memory, size_t size, const void *pc)
{
    if (size)
        plain_access((uintptr_t)memory, size, false, pc);
}

static inline void writes(void *memory, size_t size, const void *pc)
{
    if (size)
        plain_access((uintptr_t)memory, size, true, pc);
}

#endif
