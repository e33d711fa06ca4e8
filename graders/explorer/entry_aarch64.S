/* entry_aarch64.S - see entry_x86_64.S. x16 and x17 are free at a call. */
#if defined(__aarch64__)
#define ENTRY(name)                                                            \
    .globl explore_##name;                                                     \
    .type explore_##name, %function;                                           \
    explore_##name:;                                                           \
    adrp x16, engine;                                                          \
    ldr x16, [x16, :lo12:engine];                                              \
    mov x17, sp;                                                               \
    stp x17, x19, [x16, 8];                                                    \
    stp x20, x21, [x16, 24];                                                   \
    stp x22, x23, [x16, 40];                                                   \
    stp x24, x25, [x16, 56];                                                   \
    stp x26, x27, [x16, 72];                                                   \
    stp x28, x29, [x16, 88];                                                   \
    b model_##name;
    .text
#include "entries.def"
#include "api.def"
#endif
    .section .note.GNU-stack, "", %progbits
