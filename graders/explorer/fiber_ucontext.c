/* fiber_ucontext.c - see fiber.h: for machines without a fiber_*.S, and, with
 * FIBER_UCONTEXT, in its place. Each switch costs two system calls, for the
 * signal mask. */
#define _GNU_SOURCE
#include "fiber.h"

#if defined(FIBER_UCONTEXT) || !(defined(__x86_64__) || defined(__aarch64__))
#include <stddef.h>
#include <stdint.h>
#include <ucontext.h>

#define STACK_SIZE_TOLD                                                        \
    (64 * 1024) /* makecontext() wants a size; ours are                        \
                 * larger, and have a guard page */

/* The context lies at the top of the fiber's own stack. */
void fiber_init(struct fiber *fiber, void *stack_top, void (*entry)(void))
{
    uintptr_t at = ((uintptr_t)stack_top - sizeof(ucontext_t)) & ~(uintptr_t)63;
    ucontext_t *context = (ucontext_t *)at;
    /* cppcheck-suppress getcontextCalled */
    getcontext(context);
    context->uc_link = NULL;
    context->uc_stack.ss_sp = (char *)context - STACK_SIZE_TOLD;
    context->uc_stack.ss_size = STACK_SIZE_TOLD;
    /* cppcheck-suppress makecontextCalled */
    makecontext(context, entry, 0);
    fiber->stack_pointer = context;
}

/* Who switches away keeps its context on its stack until it goes on. */
void fiber_switch(struct fiber *from, const struct fiber *to)
{
    ucontext_t here;
    /* cppcheck-suppress autoVariables; nobody uses it longer than that */
    from->stack_pointer = &here;
    /* cppcheck-suppress swapcontextCalled */
    swapcontext(&here, to->stack_pointer);
}
#else
typedef int fiber_is_written_by_hand; /* a file must not be empty */
#endif
