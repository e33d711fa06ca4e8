/* fiber_x86_64.S - see fiber.h. System V calling convention. */
#if defined(__x86_64__) && !defined(FIBER_UCONTEXT)
    .text
    .globl fiber_switch
    .type fiber_switch, @function
fiber_switch:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq (%rsi), %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size fiber_switch, . - fiber_switch

    .globl fiber_init
    .type fiber_init, @function
fiber_init:
    /* Six registers, then the entry as return address, then 0 where the
     * entry's own return address would be: backtraces end there. */
    leaq -64(%rsi), %rax
    xorl %ecx, %ecx
    movq %rcx, 0(%rax)
    movq %rcx, 8(%rax)
    movq %rcx, 16(%rax)
    movq %rcx, 24(%rax)
    movq %rcx, 32(%rax)
    movq %rcx, 40(%rax)
    movq %rdx, 48(%rax)
    movq %rcx, 56(%rax)
    movq %rax, (%rdi)
    ret
    .size fiber_init, . - fiber_init
#endif
    .section .note.GNU-stack, "", @progbits
