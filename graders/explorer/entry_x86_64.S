/* entry_x86_64.S - the way into a stand-in: notes the registers that the
 * program may still need, which are part of its state, and jumps on, so that
 * the stand-in's return address is the program's.
 *
 * `engine` begins with the current thread; a thread's registers begin at 8.
 */
#if defined(__x86_64__)
#define ENTRY(name)                                                            \
    .globl explore_##name;                                                     \
    .type explore_##name, @function;                                           \
    explore_##name:                                                            \
    movq engine(%rip), %r11;                                                   \
    movq %rsp, 8(%r11);                                                        \
    movq %rbx, 16(%r11);                                                       \
    movq %rbp, 24(%r11);                                                       \
    movq %r12, 32(%r11);                                                       \
    movq %r13, 40(%r11);                                                       \
    movq %r14, 48(%r11);                                                       \
    movq %r15, 56(%r11);                                                       \
    jmp model_##name;
    .text
#include "entries.def"
#include "api.def"
#endif
    .section .note.GNU-stack, "", @progbits
