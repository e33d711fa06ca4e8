/* words.c - see words.h. */
#include "words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const op_kinds[OP_KINDS] = {
    [OP_READ] = "read",
    [OP_WRITE] = "write",
    [OP_UPDATE] = "update",
    [OP_FENCE] = "fence",
    [OP_LOCK] = "lock",
    [OP_LOCK_TIMED] = "lock",
    [OP_TRYLOCK] = "trylock",
    [OP_UNLOCK] = "unlock",
    [OP_RELOCK] = "wake",
    [OP_WAIT] = "wait",
    [OP_WAKE] = "wake",
    [OP_SIGNAL] = "signal",
    [OP_BROADCAST] = "broadcast",
    [OP_SEM_WAIT] = "sem_wait",
    [OP_SEM_WAIT_TIMED] = "sem_wait",
    [OP_SEM_TRYWAIT] = "sem_trywait",
    [OP_SEM_POST] = "sem_post",
    [OP_SEM_VALUE] = "sem_getvalue",
    [OP_READ_LOCK] = "read_lock",
    [OP_READ_LOCK_TIMED] = "read_lock",
    [OP_TRY_READ_LOCK] = "read_trylock",
    [OP_WRITE_LOCK] = "write_lock",
    [OP_WRITE_LOCK_TIMED] = "write_lock",
    [OP_TRY_WRITE_LOCK] = "write_trylock",
    [OP_RW_UNLOCK] = "rw_unlock",
    [OP_BARRIER_ARRIVE] = "barrier",
    [OP_BARRIER_LEAVE] = "barrier",
    [OP_ONCE] = "once",
    [OP_JOIN] = "join",
    [OP_JOIN_TIMED] = "join",
    [OP_JOIN_TRY] = "join",
    [OP_SLEEP] = "sleep",
    [OP_CLOCK] = "clock",
    [OP_YIELD] = "yield",
    [OP_CHOOSE] = "choose",
    [OP_EXIT] = "exit",
    [OP_STUCK] = "stuck",
    [OP_SETTLE] = "settle",
    [OP_AWAIT] = "await",
    [OP_MEET] = "event",
    [OP_FREE] = "free",
};

static const char *const entry_kinds[] = {
    [TRACE_CREATE] = "create", [TRACE_START] = "start", [TRACE_END] = "end",
    [TRACE_JOIN] = "join",     [TRACE_PRINT] = "print", [TRACE_FAIL] = "fail",
};

const char *step_kind(const struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    if (step->reads && step->writes)
        return "update";
    if (step->reads || step->writes)
        return step->writes ? "write" : "read";
    const char *word = entry->kind == TRACE_STEP ? op_kinds[entry->op]
                                                 : entry_kinds[entry->kind];
    return word ? word : "step";
}

__attribute__((format(printf, 2, 3))) static void say(struct step *step,
                                                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(step->what, sizeof step->what, format, arguments);
    va_end(arguments);
}

static void name_threads(thread_set set, char *to, size_t size)
{
    size_t used = 0;
    to[0] = '\0';
    for (; set && used < size; set &= set - 1)
        used +=
            (size_t)snprintf(to + used, size - used, "%s%s", used ? ", " : "",
                             threads[set_first(set)].name);
}

/* ---- kinds of steps ---- */

static void memory_words(struct step *step)
{
    if (step->writes && step->before[0] && step->after[0])
        say(step, "%s: %s -> %s", step->name, step->before, step->after);
    else if (step->writes)
        say(step, "writes %s", step->name);
    else if (step->before[0])
        say(step, "%s is %s", step->name, step->before);
    else
        say(step, "reads %s", step->name);
}

static const char *again(const struct trace_entry *entry)
{
    return entry->op == OP_RELOCK || entry->op == OP_WAKE ? " again" : "";
}

static void wake_words(const struct story *story, struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    const char *mutex = step->second ? step->second : step->name;
    const struct step *by = story_step(story, step->partner);
    if (by)
        say(step, "woken by step %d, locks %s%s", by->number, mutex,
            again(entry));
    else if (entry->reason == REASON_SPURIOUS)
        say(step, "wakes up without a signal");
    else if (entry->reason == REASON_EXPIRY)
        say(step, "its time is over");
    else
        say(step, "locks %s%s", mutex, again(entry));
}

static void signal_words(struct step *step, const char *verb)
{
    char who[80];
    thread_set waiting = entry_of(step)->waiters;
    name_threads(step->woken ? step->woken : waiting, who, sizeof who);
    if (step->is_lost)
        say(step, "%s %s: nobody waits", verb, step->name);
    else if (step->woken)
        say(step, "%s %s: wakes %s", verb, step->name, who);
    else
        say(step, "%s %s: %s wait%s", verb, step->name, who,
            set_size(waiting) == 1 ? "s" : "");
}

static void lock_words(struct step *step, const char *how)
{
    const struct trace_entry *entry = entry_of(step);
    if (entry->gained)
        say(step, "locks %s%s", step->name, how);
    else if (entry->reason == REASON_EXPIRY)
        say(step, "%s: its time is over", step->name);
    else if (entry->owner_before >= 0)
        say(step, "%s is taken: %s has it", step->name,
            threads[entry->owner_before].name);
    else
        say(step, "%s is taken", step->name);
}

static void semaphore_words(struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    if (entry->op == OP_SEM_VALUE || !entry->gained)
        say(step, "%s is %d", step->name, entry->count_before);
    else
        say(step, "%s: %d -> %d", step->name, entry->count_before,
            entry->count_after);
}

static void sync_words(const struct story *story, struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    switch (entry->op) {
    case OP_LOCK:
    case OP_LOCK_TIMED:
    case OP_TRYLOCK:
        lock_words(step, "");
        break;
    case OP_READ_LOCK:
    case OP_READ_LOCK_TIMED:
    case OP_TRY_READ_LOCK:
        lock_words(step, " for reading");
        break;
    case OP_WRITE_LOCK:
    case OP_WRITE_LOCK_TIMED:
    case OP_TRY_WRITE_LOCK:
        lock_words(step, " for writing");
        break;
    case OP_UNLOCK:
    case OP_RW_UNLOCK:
        say(step, "unlocks %s", step->name);
        break;
    case OP_WAIT:
        say(step, "waits on %s, unlocks %s", step->name,
            step->second ? step->second : "?");
        break;
    case OP_WAKE:
    case OP_RELOCK:
        wake_words(story, step);
        break;
    case OP_SIGNAL:
        signal_words(step, "signals");
        break;
    case OP_BROADCAST:
        signal_words(step, "broadcasts");
        break;
    case OP_SEM_WAIT:
    case OP_SEM_WAIT_TIMED:
    case OP_SEM_TRYWAIT:
    case OP_SEM_POST:
    case OP_SEM_VALUE:
        semaphore_words(step);
        break;
    case OP_BARRIER_ARRIVE:
        say(step, "arrives at %s", step->name);
        break;
    case OP_BARRIER_LEAVE:
        say(step, "passes %s", step->name);
        break;
    case OP_CHOOSE:
        say(step, "the scenario chooses %d", entry->alternative);
        break;
    default:
        break;
    }
}

static void other_words(struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    static const char *const words[OP_KINDS] = {
        [OP_FENCE] = "a fence",
        [OP_ONCE] = "runs it once",
        [OP_JOIN_TIMED] = "waits for a thread's end",
        [OP_JOIN_TRY] = "looks for a thread's end",
        [OP_SLEEP] = "sleeps",
        [OP_CLOCK] = "reads the clock",
        [OP_YIELD] = "yields",
        [OP_EXIT] = "the program ends",
        [OP_SETTLE] = "all others stand still",
        [OP_AWAIT] = "what it waits for is there",
        [OP_MEET] = "an event",
        [OP_FREE] = "frees memory",
    };
    if (words[entry->op])
        say(step, "%s", words[entry->op]);
}

static void life_words(struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    const char *other =
        entry->other_thread >= 0 ? threads[entry->other_thread].name : "";
    switch (entry->kind) {
    case TRACE_CREATE:
        say(step, "creates %s", other);
        break;
    case TRACE_START:
        say(step, "begins");
        break;
    case TRACE_END:
        say(step, "ends");
        break;
    case TRACE_JOIN:
        say(step, "%s has ended", other);
        break;
    case TRACE_PRINT:
        say(step, "prints \"%.*s\"", (int)strcspn(entry->text, "\n"),
            entry->text);
        break;
    default:
        break;
    }
}

void step_words(const struct story *story, struct step *step)
{
    const struct trace_entry *entry = entry_of(step);
    step->what[0] = '\0';
    if (entry->kind != TRACE_STEP && entry->kind != TRACE_ACCESS)
        life_words(step);
    else if (step->reads || step->writes)
        memory_words(step);
    else
        sync_words(story, step);
    if (!step->what[0] && entry->kind == TRACE_STEP)
        other_words(step);
}

void blocked_words(const struct blocked *blocked, char words[WHAT_LENGTH])
{
    const char *name = blocked->name ? blocked->name : "";
    switch (blocked->op) {
    case OP_JOIN:
    case OP_JOIN_TIMED:
        snprintf(words, WHAT_LENGTH, "waits for the end of %s",
                 blocked->holder >= 0 ? threads[blocked->holder].name : "?");
        break;
    case OP_WAKE:
        snprintf(words, WHAT_LENGTH, "waits on %s", name);
        break;
    case OP_EXIT:
        snprintf(words, WHAT_LENGTH, "is at the end of the program");
        break;
    case OP_READ:
    case OP_WRITE:
    case OP_UPDATE:
        snprintf(words, WHAT_LENGTH, "uses %s again and again", name);
        break;
    case OP_YIELD:
    case OP_SLEEP:
    case OP_CLOCK:
        snprintf(words, WHAT_LENGTH, "goes round in a loop");
        break;
    case OP_SETTLE:
        snprintf(words, WHAT_LENGTH, "waits until all others stand still");
        break;
    default:
        if (blocked->holder >= 0)
            snprintf(words, WHAT_LENGTH, "waits for %s, which %s holds", name,
                     blocked->holder == blocked->thread
                         ? "it"
                         : threads[blocked->holder].name);
        else
            snprintf(words, WHAT_LENGTH, "waits for %s", name);
    }
}
