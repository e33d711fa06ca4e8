/* entry_other.S - the machines without an entry_*.S. Their file takes ten
 * lines: for each ENTRY(name), explore_name stores the stack pointer and the
 * registers that a callee must save into the current thread, from offset 8 on,
 * and jumps to model_name with everything as it was. C cannot say that: a call
 * in between would change the return address, which is the program's place,
 * and states without registers would be taken for the same. fiber_ucontext.c
 * stands in for fiber_*.S.
 */
#if !defined(__x86_64__) && !defined(__aarch64__)
#error "the explorer needs an entry_*.S for this machine: see entry_other.S"
#endif
    .section .note.GNU-stack, "", %progbits
