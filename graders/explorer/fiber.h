/* fiber.h - stackful coroutines: create one, switch to one.
 *
 * Written by hand for x86-64 and aarch64 (fiber_*.S), because a switch is on
 * the path of every step; elsewhere ucontext stands in (fiber_ucontext.c).
 * A switch saves what the calling convention says a callee must save, and
 * nothing else: no signal mask, no floating-point environment.
 */
#ifndef FIBER_H
#define FIBER_H

/* A fiber that does not run: where its saved registers lie. */
struct fiber {
    void *stack_pointer;
};

/* Lays out a stack so that the first switch to the fiber calls entry().
 * Never blocks. Requires: stack_top aligned to 16; entry() never returns. */
void fiber_init(struct fiber *fiber, void *stack_top, void (*entry)(void));

/* Saves the running fiber in `from` and goes on with `to`. Blocks until
 * somebody switches to `from`. */
void fiber_switch(struct fiber *from, const struct fiber *to);

#endif
