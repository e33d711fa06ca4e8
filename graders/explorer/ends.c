/* ends.c - how an execution ends: well, in a deadlock, with a failure, in a
 * crash. */
#define _GNU_SOURCE
#include "explore_internal.h"
#include "policy.h"
#include "spin.h"
#include "trace.h"
#include "world.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/time.h>
#include <ucontext.h>

/* CPU time without any step before a loop is asked for: far more than any
 * straight-line code takes, and what it decides is the same whenever it
 * fires. */
#define TICK_US 250000

static long steps_at_tick;

_Noreturn void execution_fail(enum verdict verdict, const void *pc,
                              const char *diagnosis, ...)
{
    struct failure *failure = &engine.failure;
    va_list arguments;
    va_start(arguments, diagnosis);
    vsnprintf(failure->diagnosis, sizeof failure->diagnosis, diagnosis,
              arguments);
    va_end(arguments);
    failure->verdict = verdict;
    failure->pc = pc;
    failure->thread = engine.current->id;
    trace_fail(pc);
    execution_end(END_FAILED);
}

_Noreturn void execution_not_modelled(const char *function, const void *pc)
{
    execution_fail(VERDICT_GRADER_FAULT, pc,
                   "the program calls %s, which the explorer does not model",
                   function);
}

_Noreturn void program_ends(void)
{
    engine.exiting = true;
    policy_at_the_end();
    execution_end(END_COMPLETE);
}

static bool has_lost_wakeup(void)
{
    for (thread_set rest = engine.live; rest; rest &= rest - 1) {
        const struct thread *thread = &threads[set_first(rest)];
        if (thread->op.kind == OP_WAKE && thread->op.object->lost_signals)
            return true;
    }
    return false;
}

/* Threads that hold what the next one waits for, back to the first. */
static bool has_circle(void)
{
    for (thread_set rest = engine.live; rest; rest &= rest - 1) {
        const struct thread *start = &threads[set_first(rest)];
        const struct thread *at = start;
        for (int i = 0; i < THREADS_MAX && at; i++) {
            at = at->op.object ? at->op.object->owner : NULL;
            if (at == start)
                return true;
        }
    }
    return false;
}

static bool relocks_own(void)
{
    for (thread_set rest = engine.live; rest; rest &= rest - 1) {
        const struct thread *thread = &threads[set_first(rest)];
        if (thread->op.object && thread->op.object->owner == thread)
            return true;
    }
    return false;
}

_Noreturn void deadlock_found(void)
{
    if (spinners)
        execution_fail(VERDICT_LIVELOCK, threads[set_first(spinners)].op.pc,
                       "'%s' goes round in a loop that nobody can end any "
                       "more",
                       threads[set_first(spinners)].name);
    bool all_daemons = true;
    for (thread_set rest = engine.live; rest; rest &= rest - 1)
        all_daemons &= threads[set_first(rest)].daemon;
    if (all_daemons)
        program_ends();
    const char *why =
        relocks_own()       ? "a thread waits for a lock that it holds itself"
        : has_circle()      ? "each thread holds what the next one waits for"
        : has_lost_wakeup() ? "lost wake-up: a signal came when nobody was "
                              "waiting for it"
                            : "every thread that is left waits for something "
                              "that nobody will do";
    execution_fail(VERDICT_DEADLOCK, threads[set_first(engine.live)].op.pc,
                   "%s", why);
}

/* ---- signals ---- */

static const char *signal_words(int number)
{
    switch (number) {
    case SIGSEGV:
        return "an invalid address is used (SIGSEGV)";
    case SIGBUS:
        return "an invalid address is used (SIGBUS)";
    case SIGFPE:
        return "a division by zero, or an overflow of one (SIGFPE)";
    case SIGILL:
        return "an invalid instruction is executed (SIGILL)";
    case SIGTRAP:
        return "a trap is executed (SIGTRAP)";
    default:
        return "the program is ended by a signal";
    }
}

/* Where the processor was; one on, because places are return addresses. */
static const void *place(const void *context)
{
    const ucontext_t *at = context;
#if defined(__x86_64__)
    return (const char *)at->uc_mcontext.gregs[REG_RIP] + 1;
#elif defined(__aarch64__)
    return (const char *)at->uc_mcontext.pc + 4;
#else
    return NULL;
#endif
}

static bool is_guard_page(const void *address)
{
    uintptr_t offset = (uintptr_t)address - STACKS_BASE;
    return offset < STACKS_SIZE && offset % STACK_SIZE < GUARD_SIZE;
}

static void crashed(int number, siginfo_t *info, void *context)
{
    if (engine.current == &nobody) {
        signal(number, SIG_DFL);
        raise(number);
        return;
    }
    if (number == SIGSEGV && is_guard_page(info->si_addr))
        execution_fail(VERDICT_CRASH, place(context),
                       "the stack overflows: a recursion without end?");
    if (number == SIGSEGV && (uintptr_t)info->si_addr < GUARD_SIZE)
        execution_fail(VERDICT_CRASH, place(context),
                       "a null pointer is followed (SIGSEGV)");
    execution_fail(VERDICT_CRASH, place(context), "%s", signal_words(number));
}

/* Where in its loop the thread was is chance; which call it does not come back
 * from is not. */
static const void *open_call(const struct thread *thread)
{
    int depth = thread->call_depth < CALLS_MAX ? thread->call_depth : CALLS_MAX;
    return depth > 0 ? thread->calls[depth - 1] : thread->op.pc;
}

static void ticked(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)info;
    (void)context;
    long now = engine.total_steps + engine.depth + engine.all_accesses +
               engine.accesses;
    if (engine.current != &nobody && now == steps_at_tick)
        execution_fail(VERDICT_LIVELOCK, open_call(engine.current),
                       "a loop takes no step that anybody can see: the "
                       "compiler may read a variable only once, before it");
    steps_at_tick = now;
}

void engine_start_signals(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
    static char stack[64 * 1024];
    const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
        struct sigaction action = {.sa_flags =
                                       SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
        action.sa_sigaction = crashed;
        sigaction(crashes[i], &action, NULL);
    }
    struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK |
                                           SA_NODEFER | SA_RESTART};
    action.sa_sigaction = ticked;
    sigaction(SIGVTALRM, &action, NULL);
    const struct itimerval tick = {{0, TICK_US}, {0, TICK_US}};
    setitimer(ITIMER_VIRTUAL, &tick, NULL);
}
