/* words.c - a program as text. */
#include "program.h"

#include <stdio.h>

static const char *order_words(const struct instruction *in)
{
    static const char *const words[] = {"relaxed", "acq/rel", "seq_cst"};
    return words[in->order % 3];
}

static void print_memory(const struct instruction *in)
{
    int what = in->what, value = in->value;
    switch (in->kind) {
    case DO_READ:
        printf("a = x%d", what);
        break;
    case DO_WRITE:
        printf("x%d = %d", what, value);
        break;
    case DO_COPY:
        printf("x%d = a + %d", what, value);
        break;
    case DO_LOAD:
        printf("a = load(A%d, %s)", what, order_words(in));
        break;
    case DO_STORE:
        printf("store(A%d, %d, %s)", what, value, order_words(in));
        break;
    case DO_STORE_COPY:
        printf("store(A%d, a + %d, %s)", what, value, order_words(in));
        break;
    case DO_STORE_LATE:
        printf("store(A%d, x%d, locked)", what, in->other);
        break;
    case DO_FETCH_ADD:
        printf("a = fetch_add(A%d, %d, %s)", what, value, order_words(in));
        break;
    case DO_EXCHANGE:
        printf("a = exchange(A%d, %d)", what, value);
        break;
    case DO_COMPARE_WEAK:
        printf("a = compare_exchange_weak(A%d, %d, %d)", what, in->other,
               value);
        break;
    case DO_COMPARE:
        printf("a = compare_exchange(A%d, %d, %d)", what, in->other, value);
        break;
    default:
        printf("fence(%s)", order_words(in));
    }
}

static void print_lock(const struct instruction *in)
{
    static const char *const words[] = {
        [DO_LOCK] = "lock",        [DO_UNLOCK] = "unlock",
        [DO_TRYLOCK] = "trylock",  [DO_TIMEDLOCK] = "timedlock",
        [DO_WAIT_WHILE] = "while", [DO_WAIT_IF] = "if",
        [DO_WAIT_TIMED] = "if",    [DO_WAIT_RETRY] = "while",
        [DO_SIGNAL] = "signal",    [DO_BROADCAST] = "broadcast"};
    int what = in->what;
    switch (in->kind) {
    case DO_LOCK:
    case DO_UNLOCK:
        printf("%s(m%d)", words[in->kind], what);
        break;
    case DO_TRYLOCK:
    case DO_TIMEDLOCK:
        printf("%s(m%d) else skip %d", words[in->kind], what, in->skip);
        break;
    case DO_SIGNAL:
    case DO_BROADCAST:
        printf("%s(c%d)", words[in->kind], what);
        break;
    default:
        printf("%s (x%d < %d) %swait(c%d, m%d)", words[in->kind], in->other,
               in->value, in->kind >= DO_WAIT_TIMED ? "timed" : "", what,
               in->mutex);
    }
}

static void print_other(const struct instruction *in)
{
    static const char *const words[] = {[DO_SEM_WAIT] = "sem_wait",
                                        [DO_SEM_POST] = "sem_post",
                                        [DO_SEM_TRYWAIT] = "a = sem_trywait",
                                        [DO_SEM_TIMEDWAIT] =
                                            "a = sem_timedwait",
                                        [DO_SEM_VALUE] = "a = sem_getvalue",
                                        [DO_READ_LOCK] = "rdlock",
                                        [DO_WRITE_LOCK] = "wrlock",
                                        [DO_TRY_READ_LOCK] = "tryrdlock",
                                        [DO_TRY_WRITE_LOCK] = "trywrlock",
                                        [DO_TIMED_READ_LOCK] = "timedrdlock",
                                        [DO_TIMED_WRITE_LOCK] = "timedwrlock",
                                        [DO_RW_UNLOCK] = "rwunlock",
                                        [DO_SPIN_LOCK] = "spin_lock",
                                        [DO_SPIN_TRYLOCK] = "spin_trylock",
                                        [DO_SPIN_UNLOCK] = "spin_unlock",
                                        [DO_BARRIER] = "a = barrier",
                                        [DO_ONCE] = "once",
                                        [DO_DESTROY] = "destroy m",
                                        [DO_INIT] = "init m",
                                        [DO_HEAP_READ] = "a = block",
                                        [DO_HEAP_WRITE] = "write block",
                                        [DO_FREE] = "free block",
                                        [DO_LOCAL] = "a = local++",
                                        [DO_RANDOM] = "a = rand",
                                        [DO_SPAWN] = "create",
                                        [DO_JOIN] = "join",
                                        [DO_TRYJOIN] = "a = tryjoin",
                                        [DO_TIMEDJOIN] = "a = timedjoin",
                                        [DO_YIELD] = "yield",
                                        [DO_CLOCK] = "a = clock",
                                        [DO_CHOOSE] = "a = choose",
                                        [DO_NOTE] = "note a",
                                        [DO_NOTHING] = "nothing"};
    switch (in->kind) {
    case DO_SLEEP:
        printf("sleep(%d ms)", in->value);
        break;
    case DO_SKIP_IF:
        printf("if (a == %d) skip %d", in->value, in->skip);
        break;
    case DO_REPEAT:
        printf("back %d, %d times", in->skip, in->value);
        break;
    case DO_SPIN:
        printf("while (load(A%d, %s) < %d)%s", in->what, order_words(in),
               in->value, in->other ? " yield" : "");
        break;
    case DO_YIELD:
    case DO_CLOCK:
    case DO_CHOOSE:
    case DO_NOTE:
    case DO_NOTHING:
        printf("%s", words[in->kind]);
        break;
    default:
        printf("%s(%d)", words[in->kind], in->what);
        if (in->skip)
            printf(" else skip %d", in->skip);
    }
}

void program_print(const struct program *printed)
{
    static const char *const kinds[] = {"normal", "errorcheck", "recursive"};
    printf("  seed %llu: races %s, spurious %d, early %d; semaphores %d %d;"
           " mutexes %s %s %s; %d parties%s\n",
           (unsigned long long)printed->seed, printed->races ? "on" : "off",
           printed->spurious, printed->early, printed->semaphore[0],
           printed->semaphore[1], kinds[printed->mutex_kind[0]],
           kinds[printed->mutex_kind[1]], kinds[printed->mutex_kind[2]],
           printed->parties, printed->prefers_writers ? ", writers first" : "");
    for (int i = 0; i < printed->threads; i++) {
        printf("  %s %d:", printed->spawned[i] ? "created" : "thread", i);
        for (int k = 0; k < printed->length[i]; k++) {
            const struct instruction *in = &printed->code[i][k];
            printf("%s ", k ? ";" : "");
            if (in->kind && in->kind <= DO_FENCE)
                print_memory(in);
            else if (in->kind >= DO_LOCK && in->kind <= DO_BROADCAST)
                print_lock(in);
            else
                print_other(in);
        }
        putchar('\n');
    }
}
