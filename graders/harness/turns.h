/* turns.h - what a scenario is written with: threads that run one at a time,
 * in the order that the scenario's script says.
 *
 * A scenario program links an attempt whose pthread, semaphore, clock, heap
 * and exit calls were redirected (redirect.map) to the stand-ins in turns_*.c.
 * Threads are real, but only the one that has the *turn* runs; the turn moves
 * only inside a stand-in. So the order of everything that an attempt does is
 * the script's, and never the machine's: no load, no core count and no luck
 * can change what happens.
 *
 * The turn is handed over with bare futexes, which Valgrind and
 * ThreadSanitizer do not take for synchronization. What they report is
 * therefore about the attempt's own locks, not about the harness.
 *
 * Time is virtual: it starts at CLOCK_START_NS and moves only by
 * clock_advance(), or in actors_finish() when nobody can run but somebody has
 * a deadline.
 *
 * The script is the main thread. It may call the attempt's functions itself.
 * Nothing here may be called before main() or after the scenario returned.
 */
#ifndef TURNS_H
#define TURNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLOCK_START_NS INT64_C(1000000000000)
#define ACTORS_MAX 64

/* One thread of a scenario. */
struct actor;

enum actor_state {
    ACTOR_FINISHED,
    ACTOR_BLOCKED, /* waits in a stand-in, or waits busily (actor_is_busy) */
    ACTOR_PAUSED,  /* stands at actor_pause() or at the step asked for */
};

/* What actor_run_until() can stop after. */
enum step {
    STEP_NONE,
    STEP_LOCK,   /* a mutex, spin lock or rwlock was acquired */
    STEP_UNLOCK, /* ... was released */
    STEP_CLOCK,  /* a clock was read */
    STEP_ANY,    /* each of the above, and signal, broadcast, post */
};

/* Creates a thread that will call body(arg). It takes no step before it is
 * run. Never blocks. Requires: fewer than ACTORS_MAX since the last
 * actors_finish(); a name of at most 15 characters, which reports show.
 * Owns: the result lives until actors_finish(). */
struct actor *actor_start(const char *name, void (*body)(void *), void *arg);

/* Gives the actor the turn. Blocks until it has finished, blocks or pauses;
 * tells which. Running one that is blocked tells so at once. */
enum actor_state actor_run(struct actor *actor);

/* The same, and it pauses right after its nth step of this kind (counted from
 * this call). Blocks until it pauses there, or as actor_run(). */
enum actor_state actor_run_until(struct actor *actor, enum step step, int nth);

/* Two threads of a trial, and what stands around them. */
struct crossing {
    void (*set_up)(void); /* makes what they work on; NULL if nothing */
    const char *first_name;
    void (*first)(void *);
    const char *second_name;
    void (*second)(void *);
    void (*tear_down)(void); /* looks at the outcome, frees; or NULL */
};

/* Plays the trial once for every place at which one preemption can fall: the
 * first thread runs until its kth step, then the second one as far as it
 * gets, then both to the end; k = 1, 2, ... until the first thread is through
 * before its kth step. Blocks until the last trial is over. A trial that
 * cannot end is a deadlock. Returns: the number of trials. */
int actors_cross(const struct crossing *crossing);

/* Called by an actor's body: hands the turn back to the script.
 * Blocks until the script runs the actor again. */
void actor_pause(void);

/* Whether it has returned from its body. Never blocks. */
bool actor_finished(const struct actor *actor);

/* Whether it is blocked in a stand-in. Never blocks. */
bool actor_blocked(const struct actor *actor);

/* Whether it waits by looking again and again. Never blocks. */
bool actor_is_busy(const struct actor *actor);

/* Runs everybody in turn, without moving time, until nobody can go on.
 * Blocks until then. Returns: true if all have finished. */
bool actors_settle(void);

/* Runs everybody to the end, moving time when nobody can run otherwise, and
 * joins them. Blocks until all have finished. If they cannot, the scenario
 * ends here with the verdict deadlock (or livelock), and with who waits for
 * what. */
void actors_finish(void);

/* actors_finish() for one actor, which is not joined; the others stay where
 * they are unless it needs them: they do not run. Blocks until it finished. */
void actor_finish(struct actor *actor);

/* The name of the calling actor ("main" for the script). Never blocks. */
const char *actor_self_name(void);

/* Wakes an actor that waits on a condition variable although nobody
 * signalled; POSIX allows that at any time. Never blocks.
 * Returns: false if the actor is not in such a wait. */
bool actor_wake_spuriously(struct actor *actor);

/* The first so many waits of each actor on a condition variable return
 * without a signal, after everybody else had the chance to go on. 0 at the
 * start of a scenario. Never blocks. */
void spurious_wakeups(int for_each_actor);

enum wake_order { WAKE_OLDEST, WAKE_NEWEST };

/* Which waiter a signal or a post wakes; POSIX leaves it open. WAKE_OLDEST at
 * the start of a scenario. Never blocks. */
void wake_order(enum wake_order order);

/* Virtual time. clock_now_ns() is what CLOCK_MONOTONIC shows. Never block. */
int64_t clock_now_ns(void);
/* Moves time forward; wakes nobody before the next actor_run(). Never blocks.
 */
void clock_advance(int64_t ns);
/* Steps the wall clock (CLOCK_REALTIME, time()) alone, as an administrator or
 * NTP may. Never blocks. */
void wall_clock_step(int64_t ns);

/* How often anybody yielded, slept, or was caught spinning so far.
 * Never blocks. */
long busy_steps(void);

/* Heap of the attempt: blocks and bytes allocated and not yet freed.
 * Never block. */
size_t heap_blocks(void);
/* The bytes of those blocks. Never blocks. */
size_t heap_bytes(void);

/* Locks that this actor holds (mutexes, spin and rwlocks). Never blocks. */
int actor_locks_held(const struct actor *actor);

/* Records a fact for the judge outside: its name in words, and its value.
 * The judge alone knows which value is right. Never blocks. */
__attribute__((format(printf, 2, 3))) void fact(const char *name,
                                                const char *format, ...);

/* Keeps the steps that led here: the judge shows them if the check fails.
 * For scripts that try many orders and remember the worst outcome; without
 * it the last steps of the scenario are shown. Never blocks. */
void steps_keep(void);

/* Marks memory of the scenario as its own business, so that a race detector
 * does not report the script's bookkeeping. Never blocks. */
void scenario_private(const void *memory, size_t bytes);

/* The table at the end of every scenarios.c; the last entry has no name. */
struct scenario {
    const char *name;
    void (*play)(void);
};
extern const struct scenario scenarios[];

/* Those of the lab's folder hidden/, where it is; the last one has no name. */
extern const struct scenario hidden_scenarios[];

#endif
