/* traps.c - calls of functions that are not modelled: compile.sh points each
 * at a trap of its own, and lists their names in explore_trap_names. */
#include "engine.h"

#include <string.h>

/* Of an attempt that was vetted: one trap is enough, and the vetting names the
 * function. */
_Noreturn void turns_forbidden_call(void);
_Noreturn void turns_forbidden_call(void)
{
    execution_fail(VERDICT_FORBIDDEN_CALL, __builtin_return_address(0),
                   "calls a function that this lab does not allow");
}

/* Made by compile.sh; a program that was linked otherwise has none. */
extern const char explore_trap_names[] __attribute__((weak));

_Noreturn static void trap(int number, const void *pc)
{
    static char name[64];
    const char *at = explore_trap_names ? explore_trap_names : "something";
    while (number-- > 0 && strchr(at, ' '))
        at = strchr(at, ' ') + 1;
    size_t length = strcspn(at, " ");
    if (length >= sizeof name)
        length = sizeof name - 1;
    memcpy(name, at, length);
    name[length] = '\0';
    /* What the headers turn scanf() into, and so on. */
    static const char isoc99[] = "__isoc99_";
    size_t prefix = sizeof isoc99 - 1;
    execution_not_modelled(
        strncmp(name, isoc99, prefix) == 0 ? name + prefix : name, pc);
}

#define TRAP(number)                                                           \
    void explore_trap_##number(void);                                          \
    void explore_trap_##number(void)                                           \
    {                                                                          \
        trap(number - 100, __builtin_return_address(0));                       \
    }
#define TEN_TRAPS(tens)                                                        \
    TRAP(tens##0)                                                              \
    TRAP(tens##1)                                                              \
    TRAP(tens##2)                                                              \
    TRAP(tens##3)                                                              \
    TRAP(tens##4)                                                              \
    TRAP(tens##5)                                                              \
    TRAP(tens##6)                                                              \
    TRAP(tens##7)                                                              \
    TRAP(tens##8)                                                              \
    TRAP(tens##9)

/* Numbered from 100 on, so that all have as many digits. */
TEN_TRAPS(10)
TEN_TRAPS(11)
TEN_TRAPS(12)
TEN_TRAPS(13)
TEN_TRAPS(14)
TEN_TRAPS(15)
