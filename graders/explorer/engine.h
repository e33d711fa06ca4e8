/* engine.h - what the parts of the explorer share: threads, their next
 * operations, the objects they work on, and the one place at which a thread
 * hands over control (schedule()).
 *
 * How a step is made. A thread of the program runs as a fiber until it calls
 * one of our stand-ins. A stand-in whose order against other threads matters
 * *publishes* its operation and calls schedule(); when that returns, it is
 * this thread's turn, and the stand-in carries out the effect itself. So at
 * every decision the next operation of every thread is known, which is what
 * sleep sets and the reversal of races need.
 *
 * Everything here belongs to one execution and is made anew for the next one,
 * except `engine.options`, `engine.visible` and the like, which say so.
 * Nothing here may be called from outside of an execution unless it says so.
 */
#ifndef ENGINE_H
#define ENGINE_H

#include "fiber.h"
#include "options.h"
#include "verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define THREADS_MAX 128
#define NAME_MAX_LENGTH 32
#define KEYS_MAX 64
#define CALLS_MAX 256 /* deeper calls are counted, but not named */
#if defined(__x86_64__)
#define SAVED_REGISTERS 7 /* no more than are saved: all are hashed */
#else
#define SAVED_REGISTERS 12
#endif
#define TOKENS_MAX 8
#define HELD_MAX 32 /* more locks are held, but not named */

__extension__ typedef unsigned __int128 thread_set;
#define SET_OF(id) ((thread_set)1 << (id))

static inline int set_first(thread_set set)
{
    uint64_t low = (uint64_t)set;
    return low ? __builtin_ctzll(low)
               : 64 + __builtin_ctzll((uint64_t)(set >> 64));
}

/* Quicker than set_size(), which is a call where processors may lack it. */
static inline bool set_has_two(thread_set set)
{
    return (set & (set - 1)) != 0;
}

static inline int set_size(thread_set set)
{
    return __builtin_popcountll((uint64_t)set) +
           __builtin_popcountll((uint64_t)(set >> 64));
}

/* What a thread is about to do. op_words() in trace_words.c names each. */
enum op_kind {
    OP_NONE,
    OP_READ, /* an atomic or otherwise visible access */
    OP_WRITE,
    OP_UPDATE, /* read and write in one step */
    OP_FENCE,
    OP_LOCK, /* mutex or spin lock */
    OP_LOCK_TIMED,
    OP_TRYLOCK,
    OP_UNLOCK,
    OP_RELOCK, /* the second half of a wait on a condition variable */
    OP_WAIT,   /* the first half: release and sleep */
    OP_WAKE,   /* asleep in a wait: ends by a signal, for no reason, in time */
    OP_SIGNAL,
    OP_BROADCAST,
    OP_SEM_WAIT,
    OP_SEM_WAIT_TIMED,
    OP_SEM_TRYWAIT,
    OP_SEM_POST,
    OP_SEM_VALUE,
    OP_READ_LOCK,
    OP_READ_LOCK_TIMED,
    OP_TRY_READ_LOCK,
    OP_WRITE_LOCK,
    OP_WRITE_LOCK_TIMED,
    OP_TRY_WRITE_LOCK,
    OP_RW_UNLOCK,
    OP_BARRIER_ARRIVE,
    OP_BARRIER_LEAVE, /* asleep until the round is complete */
    OP_ONCE,          /* first caller, or asleep until it is done */
    OP_JOIN,
    OP_JOIN_TIMED,
    OP_JOIN_TRY,
    OP_SLEEP,
    OP_CLOCK, /* reads a clock */
    OP_YIELD,
    OP_CHOOSE, /* explore_choose() */
    OP_EXIT,   /* the program ends: main returned, or exit() */
    OP_STUCK,  /* can never go on: relocks a lock that it holds, say */
    OP_SETTLE, /* explore_settle(): when nobody else can go on */
    OP_AWAIT,  /* explore_await() */
    OP_MEET,   /* explore_event(): only its order is of interest */
    OP_FREE,   /* memory, where that races and races are no failure */
    OP_KINDS,
};

/* How an operation touches an object, for the question whether two of them
 * may be swapped. */
enum op_access {
    ACCESS_NONE,
    ACCESS_READ,    /* commutes with reads */
    ACCESS_WRITE,   /* commutes with nothing */
    ACCESS_ACQUIRE, /* as a write; cannot be moved before the release that
                     * let it in, but before the acquire that came earlier */
    ACCESS_RELEASE, /* as a write; ends an acquire */
};

struct object;
struct thread;

struct op {
    uint8_t kind;
    uint8_t access;        /* to object */
    uint8_t second_access; /* to second */
    uint8_t clock_access;  /* to object_clock */
    bool timed;            /* deadline_ns counts */
    bool by_expiry;        /* out: went on because its time was over */
    bool spurious;         /* out: woke for no reason */
    bool weak;             /* OP_UPDATE: may fail for no reason */
    bool own;              /* on a long that the scenario keeps */
    uint8_t size;          /* of a visible access */
    int choices;           /* OP_CHOOSE: 0..choices-1 */
    long awaited;          /* OP_AWAIT: goes on at this value or more */
    int alternative;       /* out: which of op_alternatives() it is */
    struct object *object;
    struct object *second;
    uintptr_t address; /* what the program named, where it names a place */
    uint64_t operand;  /* other arguments that are still to be used: they may
                        * be nowhere else but in a register */
    int64_t deadline_ns;
    const void *pc; /* return address in the program */
};

enum thread_state {
    THREAD_UNUSED,
    THREAD_NEW,   /* created; runs up to its first operation next */
    THREAD_READY, /* has published an operation */
    THREAD_RUNNING,
    THREAD_FINISHED,
};

/* Where a thread that runs alone once was, to recognise that it goes round in
 * circles (spin.c). */
struct spin_mark {
    const void *pc;
    uint64_t local;
    uint64_t whole[2]; /* once local was met again */
    bool whole_known;
    int depth; /* -1: no mark yet */
    int next;  /* steps alone before the mark is put anew */
};

struct thread {
    /* The two first are at fixed places for entry_*.S. */
    struct fiber fiber;
    uintptr_t registers[SAVED_REGISTERS]; /* of the program, at its last call
                                           * of a stand-in; [0] is its sp */
    struct op op;
    enum thread_state state;
    int id;
    bool hash_is_known; /* it has not run since, nor was its stack written */
    uint64_t hash;      /* of its stack and registers (state.c) */
    bool detached;
    bool joined;
    bool spinning;     /* asleep until another thread changes something */
    bool daemon;       /* need not finish */
    bool stack_shared; /* others have touched its stack */
    struct thread *joiner;
    int saved_errno;
    uint32_t random; /* rand() */
    void *(*start)(void *);
    int (*start_c11)(void *);
    void *argument;
    void *result;
    char name[NAME_MAX_LENGTH];
    bool is_renamed;
    char *stack_base; /* lowest usable address */
    char *stack_top;
    char *stack_touched; /* lowest address that any execution touched */

    /* reduction: the events that happen before this thread's next one */
    const uint32_t *before; /* a row, see node_row() */
    _Alignas(16) uint32_t before_own[THREADS_MAX];
    int last_event; /* -1: none yet */
    int created_by_event;

    /* race detection */
    _Alignas(16) uint32_t clock[THREADS_MAX];
    _Alignas(16) uint32_t
        acquire_pending[THREADS_MAX]; /* relaxed reads, until a fence */
    _Alignas(16) uint32_t release_fence[THREADS_MAX];
    bool has_acquire_pending, has_release_fence;

    /* spinning */
    struct spin_mark mark;
    int alone; /* visible steps since another thread ran */

    /* what it stands in, for reports and for the state's hash */
    const void *calls[CALLS_MAX];
    int call_depth;

    void *cleanup; /* pthread_cleanup_push: the innermost one's buffer */
    const void *keys[KEYS_MAX];
    bool has_keys;
    struct object *held[HELD_MAX]; /* locks it holds, oldest first */
    int held_count;
    const void *held_pc[HELD_MAX];
    bool segment_writes;       /* to what others could see, since then */
    long segment_accesses;     /* plain ones since its last visible step */
    struct object *wake_mutex; /* of the wait it sleeps in */
    int wake_status;           /* what the wait is going to return */
    bool signalled;
    const void *signalled_pc;
    const void *made_pc; /* where it was created */
    int overtaken;

    /* of a scenario's own threads (model_api.c) */
    bool scenario_own;
    void (*body)(void *);
    void *body_argument;
};

enum object_type {
    OBJECT_UNUSED,
    OBJECT_MEMORY, /* an atomic, or a plain location that is visible */
    OBJECT_MUTEX,
    OBJECT_COND,
    OBJECT_SEM,
    OBJECT_RWLOCK,
    OBJECT_BARRIER,
    OBJECT_ONCE,
    OBJECT_SPIN,
    OBJECT_CLOCK, /* the virtual time, and the budgets of early time-outs
                   * and spurious wake-ups */
    OBJECT_DESTROYED,
};

/* What a lock, an atomic and so on is to the explorer; found by its address.
 * The model files say what their fields mean. */
struct object {
    uintptr_t address;
    uint8_t type;
    uint8_t kind;  /* of a mutex: PTHREAD_MUTEX_*; of others, the model's */
    uint8_t flags; /* the model's */
    int count;     /* recursion, value of a semaphore, readers inside, ... */
    int limit;     /* parties of a barrier, ... */
    int clock_id;  /* that a condition variable's deadlines are told by */
    struct thread *owner;
    uint32_t *cell;       /* of an atomic: shadow.c's */
    const void *owner_pc; /* where it was acquired */
    const void *made_pc;
    const void *gone_pc; /* where it was destroyed */
    thread_set waiters;  /* asleep on it, or readers inside */
    /* Of a condition variable: signals that have not picked a waiter yet,
     * oldest first; each with those who were waiting when it came. */
    thread_set tokens[TOKENS_MAX];
    int token_count;
    uint32_t order[4]; /* the model's */
    int lost_signals;  /* that nobody was waiting for; no state */
    struct object *next_live;

    /* reduction */
    int last_write;     /* event, -1 none */
    int last_release;   /* event that held the release; -1 */
    thread_set readers; /* who read since the last write */
    int last_read[THREADS_MAX];

    /* race detection: what an acquirer gets to know */
    _Alignas(16) uint32_t released[THREADS_MAX];
};

struct failure {
    enum verdict verdict;
    char diagnosis[256]; /* one sentence */
    char expected[160];
    char found[160];
    bool has_history; /* history.h */
    const void *pc;   /* where, or NULL */
    int thread;       /* who */
    /* the two accesses of a data race, or the free behind a use after it */
    struct access_note {
        const void *pc;
        uintptr_t address;
        int thread;
        uint8_t size;
        bool write, atomic, valid;
        uint32_t epoch;
    } access[2];
};

enum ending {
    END_RUNNING,
    END_COMPLETE, /* the program came to its end */
    END_CUT,      /* nothing new could come of it */
    END_FAILED,
    END_LIMIT, /* too many steps */
};

struct engine {
    struct thread *current;    /* first: entry_*.S reads it */
    struct fiber search_fiber; /* where executions are started and ended */
    int depth;                 /* decisions made in this execution */
    int replay_length;         /* the first so many are prescribed */
    thread_set live;           /* threads that have not finished */
    thread_set eager;          /* have a step to do that commutes with all */
    int thread_count;          /* ever created in this execution */
    int joined_count;
    int clock_width; /* entries of a clock in use */
    int64_t now_ns;  /* virtual time since the epoch of the run */
    int64_t wall_offset_ns;
    int spurious_left;
    int early_left; /* time-outs that may still come early */
    int forced_expiries;
    long yields, sleeps, spins;
    int heap_limit; /* blocks that malloc may still give; -1: any */
    bool exiting;   /* main has returned */
    enum ending ending;
    struct failure failure;
    long accesses; /* plain accesses of this execution */
    struct thread *last_runner;

    /* kept from execution to execution */
    struct options options;
    bool locks_are_watched; /* somebody tries locks: unlocks are steps */
    bool lockset_failed;    /* races need the path: lockset.h */
    bool conditions_seen;   /* states pay off at once: policy.h */
    bool budgets_used;  /* time limits, spurious wake-ups: states, not DPOR */
    bool states_wanted; /* for one of these reasons */
    bool clock_read;    /* the program reads clocks: time is state */
    bool memory_is_one; /* for reduction: memory_object() */
    bool time_counts;   /* or it waits with time limits */
    bool slept;         /* it sleeps */
    bool ends_are_watched;  /* somebody looks whether a thread has ended */
    bool barriers_crowded;  /* more threads than parties: order counts */
    bool uses_recorded;     /* locks come and go: policy.h */
    bool stacks_are_shared; /* threads touch each other's: also policy.h */
    bool relaxed_seen;      /* some atomic orders less than it interleaves */
    bool loops_seen;        /* executions that go round: states, not DPOR */
    bool diverged;          /* a replay could not do as it was told */
    bool restart;           /* what is visible grew: search anew */
    bool show_output;       /* of the program, in a replay */
    bool recording;         /* trace_*.c notes every step */
    long total_steps, all_accesses, all_executions;
    long started;  /* clock() when everything was in place */
    long work;     /* steps, each times the threads of its execution */
    long compared; /* in an execution, for states that are large (state.h) */
    int exit_status;
};

extern struct engine engine;
extern struct thread threads[THREADS_MAX];
extern struct thread nobody; /* who runs outside of executions */

/* The mutex of a wait, or NULL. */
static inline const struct object *op_mutex(const struct op *op)
{
    return op->kind == OP_WAIT || op->kind == OP_WAKE ? op->second : NULL;
}

/* Publishes the current thread's next operation. Never blocks. */
static inline void op_publish(enum op_kind kind, struct object *object,
                              enum op_access access, const void *pc)
{
    struct op *op = &engine.current->op;
    op->kind = (uint8_t)kind;
    op->object = object;
    op->access = (uint8_t)access;
    op->second = NULL;
    op->second_access = op->clock_access = ACCESS_NONE;
    op->timed = op->by_expiry = op->spurious = op->own = op->weak = false;
    op->address = 0;
    op->operand = 0;
    op->pc = pc;
}

/* Whether the next signal leaves open whom it wakes until somebody goes on;
 * else it is a choice of the search at the signal. */
bool cond_picks_late(const struct object *cond);
/* Whether a signal that has not picked anybody yet may pick this one. */
bool cond_may_pick(const struct object *cond, const struct thread *waiter);
/* Whether this waiter may leave without a signal: enough others are left for
 * the signals that have not picked anybody yet. */
bool cond_may_leave(const struct object *cond, const struct thread *waiter);

/* Whether a reader, a writer may come into this read-write lock now. */
static inline bool rwlock_admits_writer(const struct object *lock)
{
    return !lock->owner && !lock->count;
}

static inline bool rwlock_admits_reader(const struct object *lock)
{
    return !lock->owner && !lock->limit;
}

/* Lets the search decide who goes on. Blocks until it is the calling
 * thread's turn to carry out what it has published. */
void schedule(void);

/* In how many ways the thread's operation can go on now; 0: not at all.
 * Never blocks. */
int op_alternatives(const struct thread *thread);

/* The calling thread is asleep in a model and another one made it ready;
 * whatever `waker` did so far happens before its next step. Never blocks. */
void thread_happens_after(struct thread *sleeper, const struct thread *waker);

/* Ends this execution as a failure. The diagnosis is a sentence without its
 * full stop, which students read. */
__attribute__((format(printf, 3, 4))) _Noreturn void execution_fail(
    enum verdict verdict, const void *pc, const char *diagnosis, ...);

/* Ends this execution otherwise. */
_Noreturn void execution_end(enum ending ending);

/* The caller of an unmodelled or forbidden function: a grader fault that
 * names it. */
_Noreturn void execution_not_modelled(const char *function, const void *pc);

/* The object at this address; made if there is none yet, or if it has
 * another type and may be reused (memory that was freed). Never blocks. */
struct object *object_at(uintptr_t address, enum object_type type);

/* What stands for these bytes where accesses to them are steps; limit is the
 * size. If steps ever touch parts that overlap, or more than 8 bytes, there is
 * one object for all memory from then on (the search starts anew). */
struct object *memory_object(uintptr_t address, size_t size);

/* The object at this address, or NULL. Never blocks. */
struct object *object_find(uintptr_t address);

/* Forgets all objects in this memory: it was freed, or its thread has ended.
 * Never blocks. */
void objects_forget(uintptr_t address, size_t size);

/* The object begins a new life as this type. Never blocks. */
void object_renew(struct object *object, enum object_type type);

/* Whether somebody holds it or sleeps in it. Never blocks. */
bool object_is_in_use(const struct object *object);

/* All objects of this execution, newest first. */
extern struct object *objects_live;
extern struct object *object_clock;
/* Whether one of them lies on the heap or on a stack, and can go with it. */
extern bool objects_in_arena;

/* Starts an execution's worth of objects. Called between executions. */
void objects_reset(void);

/* Thread life cycle (threads.c). */
struct thread *thread_create(void *(*start)(void *), void *argument,
                             const void *pc);
/* What its end, if that is a step, and those who look for it touch. */
struct object *thread_end_object(const struct thread *thread);
_Noreturn void thread_finish(void *result, const void *pc);
void threads_reset(void);

/* Whether `a` and `b`, of different threads, may not be swapped. */
static inline bool accesses_conflict(enum op_access a, enum op_access b)
{
    return a != ACCESS_NONE && b != ACCESS_NONE &&
           !(a == ACCESS_READ && b == ACCESS_READ);
}

#endif
