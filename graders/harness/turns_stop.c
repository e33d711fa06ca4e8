/* The end of a scenario that cannot go on: what happened and who waits for
 * what goes to the judge; then everybody stands still until the judge has
 * looked at the stacks and ends the process. */
#define _GNU_SOURCE

#include "turns_internal.h"
#include "turns_stand_ins.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <valgrind/helgrind.h>

#define SIGNAL_STACK_BYTES (64 * 1024)
#define MUCH_MEMORY (16 * 1024 * 1024)

static const char *kind_of_wait(const struct actor *actor)
{
    switch (actor->reason) {
    case FOR_LOCK:
        return "a lock";
    case FOR_CONDITION:
        return "a condition variable";
    case FOR_SEMAPHORE:
        return "a semaphore";
    case FOR_BARRIER:
        return "a barrier";
    case FOR_ONCE:
        return "a once to finish";
    case FOR_THREAD:
        return "a thread to end";
    default:
        return "time to pass";
    }
}

static const struct object *lock_awaited_by(const struct actor *actor)
{
    if (actor->activity != BLOCKED || actor->reason != FOR_LOCK)
        return NULL;
    struct object *mutex = turns_object(actor->object, OBJECT_LOCK);
    return mutex->owner ? mutex : NULL;
}

static void describe(const struct actor *actor, char *words, size_t size)
{
    const struct object *lock = lock_awaited_by(actor);
    if (actor->activity == PAUSED)
        snprintf(words, size, "held back by the scenario");
    else if (actor->activity == READY && actor->busy_total > 0)
        snprintf(words, size, "waits busily");
    else if (actor->activity == READY)
        snprintf(words, size, "runs");
    else if (lock && lock->owner == actor)
        snprintf(words, size, "waits for a lock that it holds itself");
    else if (lock && lock->owner->activity == DONE)
        snprintf(words, size,
                 "waits for a lock that '%s' took and never released",
                 lock->owner_name);
    else if (lock)
        snprintf(words, size, "waits for a lock that '%s' holds",
                 lock->owner_name);
    else
        snprintf(words, size, "waits for %s", kind_of_wait(actor));
}

/* The script is of interest only if it waits itself. */
static void report_everybody(void)
{
    char words[120];
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;) {
        bool idle = a->activity == READY && a->busy_total == 0;
        bool is_script = turns_next_actor(NULL) == a;
        if (a->activity == DONE || (is_script && idle))
            continue;
        describe(a, words, sizeof words);
        report_line("thread", "%s\t%s", a->name, words);
    }
}

static _Noreturn void stand_still(void)
{
    for (;;)
        pause();
}

void turns_stop(enum verdict verdict, const char *format, ...)
{
    char sentence[400];
    va_list arguments;
    turns_self()->in_stand_in++;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    fflush(stdout);
    turns_report_steps(true);
    report_everybody();
    report_line("stop", "%s\t%s\t%s", verdict_name(verdict), turns_self()->name,
                sentence);
    stand_still();
}

/* ---- nobody can go on: why ---- */

static const struct actor *blocked_because(enum reason reason)
{
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;)
        if (a->activity == BLOCKED && a->reason == reason)
            return a;
    return NULL;
}

/* A cycle of threads that each wait for a lock of the next one. */
static const struct actor *lock_cycle(void)
{
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;) {
        const struct object *lock = lock_awaited_by(a);
        for (int hops = 0; lock && hops < ACTORS_MAX; hops++) {
            if (lock->owner == a)
                return a;
            lock = lock_awaited_by(lock->owner);
        }
    }
    return NULL;
}

static const struct actor *lock_of_the_dead(void)
{
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;) {
        const struct object *lock = lock_awaited_by(a);
        if (lock && lock->owner->activity == DONE)
            return a;
    }
    return NULL;
}

static _Noreturn void stop_for_lock(const struct actor *actor)
{
    const struct object *lock = lock_awaited_by(actor);
    if (lock->owner == actor)
        turns_stop(VERDICT_DEADLOCK,
                   "self-deadlock: '%s' locks a mutex that it already holds",
                   actor->name);
    turns_stop(VERDICT_DEADLOCK,
               "lock order A-B / B-A: '%s' and '%s' each hold a lock that the "
               "other one waits for",
               actor->name, lock->owner_name);
}

_Noreturn void turns_stop_stuck(void)
{
    const struct actor *actor;
    if ((actor = lock_cycle()) != NULL)
        stop_for_lock(actor);
    if ((actor = lock_of_the_dead()) != NULL)
        turns_stop(VERDICT_DEADLOCK,
                   "missing unlock: '%s' returned without releasing the lock "
                   "that '%s' waits for",
                   lock_awaited_by(actor)->owner_name, actor->name);
    for (struct actor *a = NULL; (a = turns_next_actor(a)) != NULL;)
        if (a->activity == READY && a->busy_total > 0)
            turns_stop(VERDICT_LIVELOCK,
                       "busy waiting: '%s' looks again and again for something "
                       "that nobody will change",
                       a->name);
    if ((actor = blocked_because(FOR_CONDITION)) != NULL)
        turns_stop(VERDICT_DEADLOCK,
                   "lost wake-up: '%s' waits on a condition variable, and "
                   "nobody is left who would signal it",
                   actor->name);
    if ((actor = blocked_because(FOR_SEMAPHORE)) != NULL)
        turns_stop(VERDICT_DEADLOCK,
                   "lost wake-up: '%s' waits for a semaphore, and nobody is "
                   "left who would post it",
                   actor->name);
    turns_stop(VERDICT_DEADLOCK, "nobody can go on");
}

/* ---- crashes, aborts, forbidden calls ---- */

static void crashed(int signal)
{
    turns_stop(VERDICT_CRASH, "killed by signal %d (%s)", signal,
               strsignal(signal));
}

/* Whose fault is it? There is memory for all the threads of a scenario, unless
 * the attempt took it. */
_Noreturn void turns_stop_short_of_memory(const char *problem)
{
    void *much = mmap(NULL, MUCH_MEMORY, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    bool by_attempt = much == MAP_FAILED;
    if (!by_attempt)
        munmap(much, MUCH_MEMORY);
    turns_stop(by_attempt ? VERDICT_LIMIT_REACHED : VERDICT_GRADER_FAULT,
               by_attempt ? "took all the memory that there is (%s)" : "%s",
               problem);
}

void turns_give_signal_stack(void)
{
    stack_t stack = {.ss_size = SIGNAL_STACK_BYTES};
    stack.ss_sp = mmap(NULL, SIGNAL_STACK_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack.ss_sp == MAP_FAILED)
        turns_stop_short_of_memory("no memory for a signal stack");
    sigaltstack(&stack, NULL);
}

void turns_drop_signal_stack(void)
{
    stack_t stack, none = {.ss_flags = SS_DISABLE};
    if (sigaltstack(&none, &stack) == 0 && stack.ss_sp)
        munmap(stack.ss_sp, SIGNAL_STACK_BYTES);
}

void turns_catch_crashes(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = crashed;
    action.sa_flags = SA_ONSTACK;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

_Noreturn void turns_abort(void)
{
    turns_stop(VERDICT_CRASH, "calls abort()");
}

/* libsync aborts on misuse, after it has said what is wrong. */
_Noreturn void turns_library_abort(void)
{
    turns_stop(VERDICT_MISUSE, "misuse of the synchronization library; its "
                               "own words are in the output");
}

_Noreturn void turns_assert_fail(const char *expression, const char *file,
                                 unsigned line, const char *function)
{
    const char *base = strrchr(file, '/');
    turns_stop(VERDICT_CRASH, "assertion failed in %s(), %s:%u: %s", function,
               base ? base + 1 : file, line, expression);
}

_Noreturn void turns_stack_smashed(void)
{
    turns_stop(VERDICT_MEMORY_ERROR, "wrote past the end of a local array");
}

_Noreturn void turns_forbidden_call(void)
{
    turns_stop(VERDICT_FORBIDDEN_CALL,
               "calls a function that this lab does not allow");
}

void scenario_private(const void *memory, size_t bytes)
{
    (void)memory;
    (void)bytes;
    VALGRIND_HG_DISABLE_CHECKING(memory, bytes);
}
