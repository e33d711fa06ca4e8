/* fiber_aarch64.S - see fiber.h. AAPCS64: x19-x29, lr, d8-d15. */
#if defined(__aarch64__) && !defined(FIBER_UCONTEXT)
    .text
    .globl fiber_switch
    .type fiber_switch, %function
fiber_switch:
    stp x19, x20, [sp, #-160]!
    stp x21, x22, [sp, #16]
    stp x23, x24, [sp, #32]
    stp x25, x26, [sp, #48]
    stp x27, x28, [sp, #64]
    stp x29, x30, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x2, sp
    str x2, [x0]
    ldr x2, [x1]
    mov sp, x2
    ldp x21, x22, [sp, #16]
    ldp x23, x24, [sp, #32]
    ldp x25, x26, [sp, #48]
    ldp x27, x28, [sp, #64]
    ldp x29, x30, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    ldp x19, x20, [sp], #160
    ret
    .size fiber_switch, . - fiber_switch

    .globl fiber_init
    .type fiber_init, %function
fiber_init:
    sub x3, x1, #160
    mov x4, #0
    mov x5, #0
1:  str x4, [x3, x5]
    add x5, x5, #8
    cmp x5, #160
    b.ne 1b
    str x2, [x3, #88] /* lr: where the first switch returns to */
    str x3, [x0]
    ret
    .size fiber_init, . - fiber_init
#endif
    .section .note.GNU-stack, "", %progbits
