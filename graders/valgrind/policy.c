/* policy.c - which finding counts, why another one does not, and what it
 * means in a student's words.
 *
 * A finding counts only where the tool is certain enough that no correct
 * attempt can lose a point by it. Everything else is shown as information.
 * Rows are tried from the top; the first whose tool, kind and beginning of the
 * text fit is used. Rows without a text fit every text.
 */
#include "policy.h"

#include <string.h>

#include "text.h"

#define RACE_MEANING                                                           \
    "Two threads use the same memory, at least one of them writes, and "       \
    "nothing orders the two: no lock that both hold, no hand-over from one "   \
    "to the other. In C that is undefined, whatever the value turns out to "   \
    "be. Guard every access to this datum by the same lock."

#define CERTAIN_MISUSE                                                         \
    "the grader's own harness watches every call and decides about misuse "    \
    "with certainty; this is the tool's view of it"

#define LIKELY_MISUSE                                                          \
    "the tool may be wrong about calls that it does not know; the checks for " \
    "misuse, which watch every call, decide"

#define ORDER_REASON                                                           \
    "an order inversion is a warning: a third lock or a semaphore may keep "   \
    "the threads apart. The checks for deadlock decide"

#define ORDER_MEANING                                                          \
    "One thread takes these two locks in one order, another thread in the "    \
    "other. If each gets its first lock, both wait for ever. Take them in "    \
    "the same order everywhere."

#define HOLDS_MEANING                                                          \
    "A thread ended and still holds a lock. Whoever locks it next waits for "  \
    "ever. Look for a return between lock and unlock."

#define UNLOCK_MEANING                                                         \
    "A mutex belongs to the thread that locked it: only that thread may "      \
    "unlock it, and only once."

#define DESTROY_MEANING                                                        \
    "A lock or a condition variable was destroyed while a thread holds it or " \
    "waits on it."

#define NOT_ATOMIC_AWARE                                                       \
    "ThreadSanitizer finds no data race in the same run. It understands C11 "  \
    "atomics, pthread_once and sem_trywait, which this tool does not"

struct rule {
    enum tool tool;
    const char *kind; /* of the tool; a last '*' fits any rest */
    const char *text; /* beginning of the text; NULL fits all */
    bool running;     /* fits only if the thread did not end by itself */
    enum finding_weight weight;
    const char *title;
    const char *meaning;
    const char *reason; /* NULL exactly when it counts */
};

#define COUNTS(tool, kind, text, title, meaning)                               \
    {                                                                          \
        tool, kind, text, false, FINDING_COUNTS, title, meaning, NULL          \
    }
#define SHOWN(tool, kind, text, title, meaning, reason)                        \
    {                                                                          \
        tool, kind, text, false, FINDING_INFORMATION, title, meaning, reason   \
    }

static const struct rule rules[] = {
    /* helgrind */
    COUNTS(TOOL_HELGRIND, "Race", NULL, "data race", RACE_MEANING),
    {TOOL_HELGRIND, "Misc", "Exiting thread still holds", true,
     FINDING_INFORMATION, "lock held when the program ended",
     "The program ended while this thread was still at work and held a lock.",
     "the thread did not end by itself; the check says why the run ended"},
    COUNTS(TOOL_HELGRIND, "Misc", "Exiting thread still holds",
           "lock held at thread exit", HOLDS_MEANING),
    SHOWN(TOOL_HELGRIND, "LockOrder", NULL, "lock order", ORDER_MEANING,
          ORDER_REASON),
    SHOWN(TOOL_HELGRIND, "UnlockForeign", NULL, "unlock of a foreign lock",
          UNLOCK_MEANING, CERTAIN_MISUSE),
    SHOWN(TOOL_HELGRIND, "UnlockUnlocked", NULL, "unlock of an unlocked lock",
          UNLOCK_MEANING, CERTAIN_MISUSE),
    SHOWN(TOOL_HELGRIND, "UnlockBogus", NULL, "unlock of what is not a lock",
          "What was unlocked was never locked or initialised as a lock.",
          LIKELY_MISUSE),
    SHOWN(TOOL_HELGRIND, "PthAPIerror", NULL, "a call failed",
          "A call of the pthread library returned an error code. Check the "
          "result of each such call, or wrap it in MUST().",
          "a failing call may be on purpose (trylock, an error-checking "
          "mutex); the checks for misuse decide"),
    SHOWN(TOOL_HELGRIND, "Misc", "Attempt to re-lock", "lock taken twice",
          "A thread locks a mutex that it holds already. With an ordinary "
          "mutex it now waits for itself, for ever.",
          CERTAIN_MISUSE),
    SHOWN(TOOL_HELGRIND, "Misc", "pthread_cond_{signal,broadcast}: dubious",
          "signal without the lock",
          "A condition variable was signalled while nobody held its mutex.",
          "signalling after the unlock is legal POSIX, and sound as long as "
          "the predicate was changed under the lock"),
    SHOWN(TOOL_HELGRIND, "Misc", "pthread_cond_{signal,broadcast}",
          "signal without the lock",
          "A condition variable was signalled by a thread that does not hold "
          "its mutex.",
          "signalling without the lock is legal POSIX, and sound as long as "
          "the predicate was changed under the lock"),
    SHOWN(TOOL_HELGRIND, "Misc", "pthread_cond_{timed}wait",
          "wait without its mutex",
          "A wait needs its mutex locked by the thread that waits, and the "
          "same mutex for every waiter.",
          CERTAIN_MISUSE),
    SHOWN(TOOL_HELGRIND, "Misc", "pthread_cond_destroy", "destroyed in use",
          DESTROY_MEANING, CERTAIN_MISUSE),
    SHOWN(TOOL_HELGRIND, "Misc", "pthread_mutex_destroy", "destroyed in use",
          DESTROY_MEANING, CERTAIN_MISUSE),
    SHOWN(TOOL_HELGRIND, "*", NULL, "suspicious call",
          "The tool finds this use of the pthread library suspicious.",
          LIKELY_MISUSE),
    /* DRD */
    COUNTS(TOOL_DRD, "ConflictingAccess", NULL, "data race", RACE_MEANING),
    COUNTS(TOOL_DRD, "MutexErr", "Mutex still locked at thread exit",
           "lock held at thread exit", HOLDS_MEANING),
    SHOWN(TOOL_DRD, "MutexErr", "Mutex not locked", "unlock of a foreign lock",
          UNLOCK_MEANING, CERTAIN_MISUSE),
    SHOWN(TOOL_DRD, "MutexErr", NULL, "misuse of a mutex",
          "The tool finds this use of a mutex wrong.", CERTAIN_MISUSE),
    SHOWN(TOOL_DRD, "CondRaceErr", NULL, "signal without the lock",
          "A condition variable was signalled while nobody held its mutex.",
          "signalling after the unlock is legal POSIX, and sound as long as "
          "the predicate was changed under the lock"),
    SHOWN(TOOL_DRD, "CondDestrErr", NULL, "destroyed in use", DESTROY_MEANING,
          CERTAIN_MISUSE),
    SHOWN(TOOL_DRD, "*", NULL, "suspicious call",
          "The tool finds this use of the pthread library suspicious.",
          LIKELY_MISUSE),
    /* memcheck */
    COUNTS(TOOL_MEMCHECK, "InvalidRead", NULL, "read outside of memory",
           "The program reads memory that is not its own: past the end of a "
           "block, before its start, or after it was freed."),
    COUNTS(TOOL_MEMCHECK, "InvalidWrite", NULL, "write outside of memory",
           "The program writes memory that is not its own: past the end of a "
           "block, before its start, or after it was freed."),
    COUNTS(TOOL_MEMCHECK, "InvalidFree", NULL, "wrong free",
           "What is freed here did not come from malloc, or was freed before."),
    COUNTS(TOOL_MEMCHECK, "Invalid*", NULL, "invalid use of memory",
           "The program uses memory that is not its own."),
    COUNTS(TOOL_MEMCHECK, "MismatchedFree", NULL, "wrong free",
           "The block was not allocated by the function that belongs to this "
           "way of freeing it."),
    COUNTS(TOOL_MEMCHECK, "Uninit*", NULL, "uninitialised value",
           "The program depends on a value that nobody has set. It can differ "
           "from run to run."),
    COUNTS(TOOL_MEMCHECK, "Overlap", NULL, "overlapping copy",
           "Source and destination of a copy overlap; memcpy and strcpy must "
           "not be used like that (memmove may)."),
    COUNTS(TOOL_MEMCHECK, "Leak_DefinitelyLost", NULL, "memory leak",
           "The block that was allocated here was never freed, and nothing "
           "points to it any more."),
    SHOWN(TOOL_MEMCHECK, "Leak_*", NULL, "memory not freed",
          "The block that was allocated here was not freed.",
          "something still points to it, or to the block that points to it"),
    SHOWN(TOOL_MEMCHECK, "*", NULL, "suspicious use of memory",
          "The tool finds this use of memory suspicious.",
          "the tool may be wrong here, and the checks decide"),
    /* ThreadSanitizer */
    COUNTS(TOOL_TSAN, "data race", NULL, "data race", RACE_MEANING),
    COUNTS(TOOL_TSAN, "heap-use-after-free", NULL, "use after free",
           "One thread uses a block that another thread freed, and nothing "
           "orders the two."),
    SHOWN(TOOL_TSAN, "lock-order-inversion*", NULL, "lock order", ORDER_MEANING,
          ORDER_REASON),
    SHOWN(TOOL_TSAN, "unlock of an unlocked mutex*", NULL,
          "unlock of a foreign or unlocked lock", UNLOCK_MEANING,
          CERTAIN_MISUSE),
    SHOWN(TOOL_TSAN, "double lock of a mutex", NULL, "lock taken twice",
          "A thread locks a mutex that it holds already. With an ordinary "
          "mutex it now waits for itself, for ever.",
          CERTAIN_MISUSE),
    SHOWN(TOOL_TSAN, "destroy of a locked mutex", NULL, "destroyed in use",
          DESTROY_MEANING, CERTAIN_MISUSE),
    SHOWN(TOOL_TSAN, "thread leak", NULL, "thread never joined",
          "A thread was started and neither joined nor detached.",
          CERTAIN_MISUSE),
    SHOWN(TOOL_TSAN, "*", NULL, "suspicious call",
          "The tool finds this use of the library suspicious.", LIKELY_MISUSE),
};

/* A signal that ended the run, whatever the tool. */
static const struct rule ended = {
    .kind = "Signal",
    .weight = FINDING_INFORMATION,
    .title = "the run was ended by a signal",
    .meaning = "The program did not end by itself: it crashed here, or it was "
               "stopped from outside because it hung. The tool saw the run "
               "up to this place.",
    .reason = "the check itself tells a crash from a hang",
};

static bool kind_fits(const char *pattern, const char *kind)
{
    size_t length = strlen(pattern);
    if (pattern[length - 1] == '*') {
        return strncmp(pattern, kind, length - 1) == 0;
    }
    return strcmp(pattern, kind) == 0;
}

static bool rule_fits(const struct rule *rule, const struct finding *finding)
{
    return rule->tool == finding->tool &&
           kind_fits(rule->kind, finding->kind) &&
           (!rule->text || text_starts(finding->text, rule->text)) &&
           (!rule->running || !finding->at_exit);
}

static const struct rule *rule_for(const struct finding *finding)
{
    if (strcmp(finding->kind, ended.kind) == 0) {
        return &ended;
    }
    size_t i = 0;
    while (!rule_fits(&rules[i], finding)) {
        i++; /* each tool has a last row that fits everything */
    }
    return &rules[i];
}

static bool is_race_of_valgrind(const struct finding *finding)
{
    return strcmp(finding->kind, "Race") == 0 ||
           strcmp(finding->kind, "ConflictingAccess") == 0;
}

void policy_judge(struct finding *finding, bool tsan_says_clean)
{
    const struct rule *rule = rule_for(finding);
    finding->weight = rule->weight;
    finding->title = rule->title;
    finding->meaning = rule->meaning;
    finding->reason = rule->reason;
    if (tsan_says_clean && is_race_of_valgrind(finding)) {
        finding->weight = FINDING_INFORMATION;
        finding->reason = NOT_ATOMIC_AWARE;
    }
}

bool policy_needs_no_place(const struct finding *finding)
{
    bool holds = finding->tool == TOOL_HELGRIND && finding->at_exit &&
                 strcmp(finding->kind, "Misc") == 0 &&
                 text_starts(finding->text, "Exiting thread still holds");
    return holds || strcmp(finding->kind, ended.kind) == 0;
}

static const char *const helgrind_blind[] = {
    "It sees one schedule: a race that the order of the locks hid in this run "
    "stays hidden.",
    "It does not know what a condition means: if for while around a wait, and "
    "signal for broadcast, look right to it.",
    "It does not understand C11 atomics, pthread_once or sem_trywait, and "
    "reports correct hand-overs by them.",
    "It sees nothing inside of libc (strtok, snprintf into shared memory).",
    "A deadlock that happens is no finding; only an order that could lead to "
    "one.",
    NULL,
};

static const char *const drd_blind[] = {
    "It sees one schedule: a race that the order of the locks hid in this run "
    "stays hidden.",
    "It does not know what a condition means: if for while around a wait, and "
    "signal for broadcast, look right to it.",
    "It does not understand C11 atomics, and does not look at lock orders.",
    "Of the two accesses of a race it names only the later one for sure.",
    NULL,
};

static const char *const memcheck_blind[] = {
    "It sees no data race, no deadlock and no lost wake-up: only memory.",
    "It sees one schedule: a use after free in another order stays hidden.",
    "It does not see an overrun within a struct, on the stack or in a global "
    "array.",
    NULL,
};

static const char *const tsan_blind[] = {
    "It sees one schedule: a race that the order of the locks hid in this run "
    "stays hidden.",
    "It does not know what a condition means: if for while around a wait, and "
    "signal for broadcast, look right to it.",
    "It does not notice a thread that ends and still holds a lock.",
    "A race condition without a data race (check, unlock, lock, act) looks "
    "right to it.",
    NULL,
};

const char *const *policy_blind_spots(enum tool tool)
{
    static const char *const *const all[TOOL_COUNT] = {
        [TOOL_HELGRIND] = helgrind_blind,
        [TOOL_DRD] = drd_blind,
        [TOOL_MEMCHECK] = memcheck_blind,
        [TOOL_TSAN] = tsan_blind,
    };
    return all[tool];
}
