/* serve_words.c - operations, threads and objects in a few words. */
#include "serve_private.h"

#include <stdio.h>
#include <string.h>

static const char *const op_table[OP_KINDS] = {
    [OP_READ] = "reads",
    [OP_WRITE] = "writes",
    [OP_UPDATE] = "updates",
    [OP_FENCE] = "fence",
    [OP_LOCK] = "locks",
    [OP_LOCK_TIMED] = "locks",
    [OP_TRYLOCK] = "tries to lock",
    [OP_UNLOCK] = "unlocks",
    [OP_RELOCK] = "locks again",
    [OP_WAIT] = "waits on",
    [OP_WAKE] = "wakes up on",
    [OP_SIGNAL] = "signals",
    [OP_BROADCAST] = "broadcasts",
    [OP_SEM_WAIT] = "takes from",
    [OP_SEM_WAIT_TIMED] = "takes from",
    [OP_SEM_TRYWAIT] = "tries to take from",
    [OP_SEM_POST] = "posts",
    [OP_SEM_VALUE] = "looks at",
    [OP_READ_LOCK] = "locks to read",
    [OP_READ_LOCK_TIMED] = "locks to read",
    [OP_TRY_READ_LOCK] = "tries to lock to read",
    [OP_WRITE_LOCK] = "locks to write",
    [OP_WRITE_LOCK_TIMED] = "locks to write",
    [OP_TRY_WRITE_LOCK] = "tries to lock to write",
    [OP_RW_UNLOCK] = "unlocks",
    [OP_BARRIER_ARRIVE] = "arrives at",
    [OP_BARRIER_LEAVE] = "leaves",
    [OP_ONCE] = "runs once",
    [OP_JOIN] = "joins",
    [OP_JOIN_TIMED] = "joins",
    [OP_JOIN_TRY] = "tries to join",
    [OP_SLEEP] = "sleeps",
    [OP_CLOCK] = "reads the clock",
    [OP_YIELD] = "yields",
    [OP_CHOOSE] = "chooses",
    [OP_EXIT] = "ends the program",
    [OP_STUCK] = "is stuck",
    [OP_SETTLE] = "lets the others go first",
    [OP_AWAIT] = "awaits",
    [OP_MEET] = "notes",
    [OP_FREE] = "frees",
};

const char *words_of_op(int op)
{
    return op >= 0 && op < OP_KINDS && op_table[op] ? op_table[op] : "steps";
}

bool is_access_op(const struct op *op)
{
    return op->kind == OP_READ || op->kind == OP_WRITE ||
           op->kind == OP_UPDATE || op->kind == OP_AWAIT;
}

/* ---- who cannot go on ---- */

static void of_holder(const struct object *lock, char words[WORDS_LENGTH])
{
    const struct place *since = place_of((uintptr_t)lock->owner_pc);
    int used = snprintf(words, WORDS_LENGTH, "'%s' holds %s", lock->owner->name,
                        name_of(lock->address));
    if (since && since->line && used < WORDS_LENGTH)
        snprintf(words + used, WORDS_LENGTH - (size_t)used, " since line %d",
                 since->line);
}

static const char *sleeping_words(const struct thread *thread)
{
    switch (thread->op.kind) {
    case OP_WAKE:
        return "sleeps until somebody signals";
    case OP_SEM_WAIT:
    case OP_SEM_WAIT_TIMED:
        return "sleeps until somebody posts";
    case OP_WRITE_LOCK:
    case OP_WRITE_LOCK_TIMED:
        return "waits until the readers have left";
    case OP_BARRIER_LEAVE:
        return "waits for the others at the barrier";
    case OP_ONCE:
        return "waits until the first caller is through";
    case OP_AWAIT:
        return "waits until the others are that far";
    case OP_SETTLE:
        return "waits until nobody else can go on";
    case OP_EXIT:
        return "waits until everybody has ended";
    case OP_STUCK:
        return "can never go on";
    default:
        return "waits";
    }
}

void words_of_blocked(const struct thread *thread, char words[WORDS_LENGTH])
{
    const struct op *op = &thread->op;
    const struct object *lock = op->kind == OP_WAKE ? op->second : op->object;
    bool awake = op->kind != OP_WAKE || cond_may_pick(op->object, thread);
    if (thread->spinning)
        snprintf(words, WORDS_LENGTH,
                 "spins until somebody changes what it "
                 "reads");
    else if (op->kind == OP_JOIN || op->kind == OP_JOIN_TIMED)
        snprintf(words, WORDS_LENGTH, "waits for the end of '%s'",
                 threads[op->address % THREADS_MAX].name);
    else if (lock && lock->owner && awake)
        of_holder(lock, words);
    else
        snprintf(words, WORDS_LENGTH, "%s", sleeping_words(thread));
}

/* As alternatives_of_wake() in sched.c counts them. */
static const char *way_of_wake(const struct thread *thread, int way)
{
    const struct op *op = &thread->op;
    if (!op->second->owner && cond_may_pick(op->object, thread) && way-- == 0)
        return "a signal wakes it";
    if (engine.spurious_left > 0 && way-- == 0)
        return "for no reason (spurious)";
    return "its time is over";
}

void words_of_way(const struct thread *thread, int way,
                  char words[WORDS_LENGTH])
{
    switch (thread->op.kind) {
    case OP_WAKE:
        snprintf(words, WORDS_LENGTH, "%s", way_of_wake(thread, way));
        break;
    case OP_CHOOSE:
        snprintf(words, WORDS_LENGTH, "chooses %d", way);
        break;
    case OP_SIGNAL:
        snprintf(words, WORDS_LENGTH, "wakes waiter %d", way + 1);
        break;
    case OP_LOCK_TIMED:
    case OP_READ_LOCK_TIMED:
        snprintf(words, WORDS_LENGTH, "%s",
                 thread->op.object->owner ? "its time is over" : "gets it");
        break;
    default:
        words[0] = '\0';
    }
}

/* ---- objects ---- */

static void of_readers(const struct object *lock, char words[WORDS_LENGTH])
{
    if (lock->count > 0)
        snprintf(words, WORDS_LENGTH, "%d reader%s inside", lock->count,
                 lock->count == 1 ? "" : "s");
}

void words_of_object(const struct object *object, char words[WORDS_LENGTH])
{
    words[0] = '\0';
    switch (object->type) {
    case OBJECT_MUTEX:
        if (object->owner)
            of_holder(object, words);
        break;
    case OBJECT_RWLOCK:
        if (object->owner)
            of_holder(object, words);
        else
            of_readers(object, words);
        break;
    case OBJECT_SEM:
        snprintf(words, WORDS_LENGTH, "semaphore %s: %d",
                 name_of(object->address), object->count);
        break;
    case OBJECT_COND:
        if (object->waiters)
            snprintf(words, WORDS_LENGTH,
                     "%d asleep on %s, %d signal%s to "
                     "pick one",
                     set_size(object->waiters), name_of(object->address),
                     object->token_count, object->token_count == 1 ? "" : "s");
        break;
    default:
        break;
    }
}
