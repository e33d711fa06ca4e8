/* frames.c - see frames.h. Programs are compiled with frame pointers: each
 * points to where its caller's is saved, with the return address behind. */
#include "frames.h"

#include <string.h>

#if defined(__aarch64__)
#define SAVED_FRAME_POINTER 11 /* entry_aarch64.S */
#else
#define SAVED_FRAME_POINTER 2 /* entry_x86_64.S */
#endif

static bool is_on_stack(const struct thread *thread, uintptr_t address)
{
    return address >= (uintptr_t)thread->stack_base &&
           address + 2 * sizeof(uintptr_t) <= (uintptr_t)thread->stack_top &&
           address % sizeof(uintptr_t) == 0;
}

int frames_of(const struct thread *thread, const void *pc,
              struct frame frames[FRAMES_MAX])
{
    struct frame at = {(uintptr_t)pc, thread->registers[SAVED_FRAME_POINTER]};
    int count = 0;
    while (at.pc && count < FRAMES_MAX && is_on_stack(thread, at.pointer)) {
        uintptr_t saved[2];
        frames[count++] = at;
        memcpy(saved, (const void *)at.pointer, sizeof saved);
        if (saved[0] <= at.pointer)
            break;
        at = (struct frame){.pc = saved[1], .pointer = saved[0]};
    }
    return count;
}
