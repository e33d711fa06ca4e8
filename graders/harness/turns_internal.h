/* turns_internal.h - what the stand-ins (turns_*.c) share. Scenarios do not
 * include it.
 *
 * Everything below is touched only by the thread that has the turn, so none
 * of it needs a lock.
 */
#ifndef TURNS_INTERNAL_H
#define TURNS_INTERNAL_H

#include "turns.h"
#include "verdict.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define NAME_LENGTH 16 /* what Linux keeps of a thread's name */

enum activity { READY, BLOCKED, PAUSED, DONE };

enum reason {
    FOR_NOTHING,
    FOR_LOCK,
    FOR_CONDITION,
    FOR_SEMAPHORE,
    FOR_BARRIER,
    FOR_ONCE,
    FOR_THREAD,
    FOR_TIME,
};

struct actor {
    /* The turn itself: 1 = this thread may run. The only word that two
     * threads touch at a time; it is waited on with a futex. */
    atomic_int has_turn;

    char name[NAME_LENGTH];
    pthread_t thread;
    void (*body)(void *);   /* of a scenario's thread ... */
    void *(*start)(void *); /* ... or of one that the attempt created */
    void *argument;
    void *result;
    bool by_attempt;
    bool detached;
    bool joined; /* the real thread is gone */

    enum activity activity;
    enum reason reason; /* while BLOCKED */
    const void *object;
    struct actor *joining;
    bool has_deadline;
    clockid_t clock;
    int64_t deadline_ns; /* on that clock */
    bool timed_out;
    unsigned long wait_number; /* order of waiting, for FIFO wake-ups */

    enum step pause_after;
    int pause_count;

    int locks_held;
    int spurious_wakeups; /* waits so far: the first ones may be woken so */
    long busy_in_a_row;   /* since it was given the turn */
    long busy_total;
    int in_stand_in; /* > 0: a preemption has to wait */
    long calls;      /* of stand-ins, since it got the turn */
    int ticks;       /* of its timer, since its last stand-in */
    timer_t spin_timer;
};

enum object_kind {
    OBJECT_NONE,
    OBJECT_LOCK, /* mutex or spin lock */
    OBJECT_RWLOCK,
    OBJECT_CONDITION,
    OBJECT_BARRIER,
    OBJECT_ONCE,
};

/* What the harness knows of one of the attempt's synchronization objects,
 * found by its address. */
struct object {
    const void *address;
    enum object_kind kind;
    struct actor *owner; /* of a lock, the writer, or who runs a once */
    char owner_name[NAME_LENGTH];
    int depth;         /* of a recursive mutex; readers inside an rwlock */
    clockid_t clock;   /* of a condition variable */
    const void *mutex; /* that a condition variable is waited on with */
    int waiters;
    unsigned needed; /* by a barrier */
    unsigned arrived;
    unsigned round;
    bool done; /* of a once */
};

#define NO_DEADLINE NULL

extern struct actor *turns_current; /* who has the turn */

/* turns_sched.c */
__attribute__((returns_nonnull)) struct actor *turns_self(void);
void turns_step(enum step step);
bool turns_block(enum reason reason, const void *object, clockid_t clock,
                 const struct timespec *deadline);
void turns_unblock(struct actor *actor);
void turns_yield(long weight);
void turns_count_sleep(void);
struct actor *turns_next_actor(struct actor *after);
struct actor *turns_longest_waiter(enum reason reason, const void *object);
int turns_wake(enum reason reason, const void *object, int how_many);
struct actor *turns_create(const char *name, void (*body)(void *),
                           void *(*start)(void *), void *argument);
void turns_start_script(void);

/* turns_time.c */
int64_t turns_clock_ns(clockid_t clock);
bool turns_advance_to_next_deadline(void);
void turns_expire_deadlines(void);
int64_t turns_timespec_ns(const struct timespec *time);

/* turns_object.c */
struct object *turns_object(const void *address, enum object_kind kind);
void turns_forget_object(const void *address);
void turns_forget_range(const void *memory, size_t bytes);

/* turns_mutex.c */
void turns_acquire_mutex(pthread_mutex_t *mutex);
void turns_release_mutex(pthread_mutex_t *mutex);
bool turns_owns(const void *mutex);

/* turns_spin.c */
void turns_enter(void); /* a stand-in begins: no preemption ... */
void turns_leave(void); /* ... until it ends */
void turns_spin_watch(struct actor *self);
void turns_spin_rearm(struct actor *self);
void turns_spin_unwatch(struct actor *self);

/* turns_stop.c: the scenario ends here, with this verdict; the judge looks at
 * where everybody stands and then ends the process. */
_Noreturn __attribute__((format(printf, 2, 3))) void turns_stop(
    enum verdict verdict, const char *format, ...);
_Noreturn void turns_stop_stuck(void);
_Noreturn void turns_stop_short_of_memory(const char *problem);
void turns_catch_crashes(void);
void turns_give_signal_stack(void);
void turns_drop_signal_stack(void);

/* report.c: lines to the judge */
void report_open(int fd, const char *nonce);
__attribute__((format(printf, 2, 3))) void report_line(const char *kind,
                                                       const char *format, ...);

/* turns_trace.c: what the calling actor does, as part of a sentence, and the
 * frame of the stand-in that it called; NULL if there is none. */
void turns_record(const char *doing, const void *frame);
#define TURNS_RECORD(doing) turns_record((doing), __builtin_frame_address(0))
void turns_trace_start(void);
void turns_trace_clear(void); /* another trial begins */
void turns_report_steps(bool stopped);

/* turns_heap.c */
void turns_heap_start(void);

/* Tells Valgrind's race detectors and TSan that what happened before the
 * `before` happens before what follows the `after`; for objects whose real
 * functions are never called (barriers, once). */
void turns_happens_before(const void *object);
void turns_happens_after(const void *object);

#endif
