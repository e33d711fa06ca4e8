/* program.h - small random programs: what they are made of, made from a seed,
 * printed, made smaller.
 *
 * A program is a table that run.c interprets, so that thousands of them need
 * no compiler. The table lies outside of the memory that is explored.
 */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <semaphore.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROGRAM_THREADS 4 /* the first one is main */
#define PROGRAM_LENGTH 16
#define VARIABLES 3
#define MUTEXES 3
#define CONDITIONS 2
#define SEMAPHORES 2
#define RWLOCKS 2
#define SPINS 2
#define BLOCKS_HEAP 2

/* One instruction. `a` is the register of its thread. */
enum instruction_kind {
    DO_NOTHING,
    DO_READ,       /* a = x[what] */
    DO_WRITE,      /* x[what] = value */
    DO_COPY,       /* x[what] = a + value */
    DO_LOAD,       /* a = atom[what], with an order */
    DO_STORE,      /* atom[what] = value */
    DO_STORE_COPY, /* atom[what] = a + value */
    DO_STORE_LATE, /* atom[what] = x[other], read under mutex[other] before */
    DO_FETCH_ADD,  /* a = atom[what], atom[what] += value */
    DO_EXCHANGE,   /* a = atom[what], atom[what] = value */
    DO_COMPARE,    /* a = whether atom[what] was other, and became value */
    DO_COMPARE_WEAK,
    DO_FENCE,
    DO_LOCK, /* mutex[what] */
    DO_UNLOCK,
    DO_TRYLOCK,    /* if it fails, skips what the lock protects */
    DO_TIMEDLOCK,  /* the same */
    DO_WAIT_WHILE, /* while x[other] < value, waits on condition[what] */
    DO_WAIT_IF,    /* the same with if */
    DO_WAIT_TIMED, /* if x[other] < value; a = whether it timed out */
    DO_WAIT_RETRY, /* the same with while */
    DO_SIGNAL,
    DO_BROADCAST,
    DO_SEM_WAIT,
    DO_SEM_POST,
    DO_SEM_TRYWAIT, /* a = whether it got in */
    DO_SEM_TIMEDWAIT,
    DO_SEM_VALUE, /* a = semaphore[what] */
    DO_READ_LOCK, /* rwlock[what] */
    DO_WRITE_LOCK,
    DO_TRY_READ_LOCK, /* as DO_TRYLOCK */
    DO_TRY_WRITE_LOCK,
    DO_TIMED_READ_LOCK,
    DO_TIMED_WRITE_LOCK,
    DO_RW_UNLOCK,
    DO_SPIN_LOCK, /* spin[what] */
    DO_SPIN_TRYLOCK,
    DO_SPIN_UNLOCK,
    DO_BARRIER,   /* a = whether it is the serial thread */
    DO_ONCE,      /* the first time, atom[1] += 1 */
    DO_DESTROY,   /* mutex[what] */
    DO_INIT,      /* mutex[what] */
    DO_HEAP_READ, /* a = *block[what] */
    DO_HEAP_WRITE,
    DO_FREE,
    DO_LOCAL,  /* a = the thread's own counter, which grows */
    DO_RANDOM, /* a = rand() % 2 */
    DO_SLEEP,  /* value milliseconds */
    DO_YIELD,
    DO_CLOCK,   /* a = milliseconds since the beginning */
    DO_SKIP_IF, /* if a == value, skips */
    DO_REPEAT,  /* goes back by `skip`, `value` times */
    DO_SPIN,    /* while atom[what] < value, yields if other */
    DO_CHOOSE,  /* a = 0 or 1 */
    DO_NOTE,    /* result = 3 * result + a */
    DO_SPAWN,   /* starts thread `what` */
    DO_JOIN,    /* thread `what` */
    DO_TRYJOIN, /* a = whether it had ended; then it is joined */
    DO_TIMEDJOIN,
    DO_KINDS
};

struct instruction {
    uint8_t kind, what, other, mutex, order, skip;
    int8_t value;
};

struct program {
    uint64_t seed;
    int threads;
    int length[PROGRAM_THREADS];
    struct instruction code[PROGRAM_THREADS][PROGRAM_LENGTH];
    uint8_t mutex_kind[MUTEXES]; /* 0 normal, 1 errorcheck, 2 recursive */
    uint8_t semaphore[SEMAPHORES];
    uint8_t parties; /* of the barrier */
    bool prefers_writers;
    uint8_t spurious, early;
    bool races; /* a data race is a failure, and not two steps */
    bool spawned[PROGRAM_THREADS]; /* by another thread than main */
};

/* The one that run.c interprets. */
extern struct program program;

/* The program of this seed. Never blocks. */
void program_make(struct program *made, uint64_t seed);

/* As text, a line a thread. Never blocks. */
void program_print(const struct program *printed);

/* Takes the instruction out. Never blocks.
 * Returns: false if what is left makes no sense. */
bool program_without(struct program *smaller, int thread, int index);

/* What it works on (run.c), for those who look at how it ended. */
extern int x[VARIABLES];
extern atomic_int atom[VARIABLES];
extern sem_t semaphore[SEMAPHORES];
extern int result[PROGRAM_THREADS];

#endif
