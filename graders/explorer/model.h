/* model.h - what the model_*.c files share: how a stand-in reads its
 * arguments and its time limits, and who holds which lock.
 */
#ifndef MODEL_H
#define MODEL_H

#include "engine.h"
#include "shadow.h"

#include <errno.h>
#include <time.h>

/* The stand-in's caller, in the program: stand-ins are entered by a jump
 * (entry_*.S), so this is the program's own return address. */
#define CALLER ((const void *)__builtin_return_address(0))

/* As nanoseconds; times beyond any program's life are cut off. */
int64_t ns_from(const struct timespec *time);

/* A deadline of the program, by one of its clocks, in our one time. */
int64_t deadline_from(const struct timespec *at, clockid_t clock);

/* The operation just published ends at this deadline. Reading or moving the
 * time does not commute with that. Never blocks. */
void op_set_deadline(int64_t deadline_ns);

/* The same for a time limit of the program; NULL is none. Never blocks.
 * Returns: false if it is not one: POSIX has such a call go on if it need not
 * wait, and fail with EINVAL otherwise. */
bool op_limit_time(const struct timespec *until, clockid_t clock);

/* The operation that went on is over time: moves the clock there. Uses up an
 * early time-out if somebody else could have run. Never blocks. */
void op_expire(void);

/* Whether this deadline is one (its nanoseconds are in range). */
static inline bool is_timespec(const struct timespec *at)
{
    return at->tv_nsec >= 0 && at->tv_nsec < 1000000000;
}

/* Joins it, as pthread_join does. Blocks until it has ended. */
void thread_join(struct thread *target, const void *pc);

void held_add(struct thread *thread, struct object *lock, const void *pc);
void held_remove(struct thread *thread, const struct object *lock);
bool held_has(const struct thread *thread, const struct object *lock);

/* A release: a step of its own if somebody might see the difference, else
 * part of the step before it. Never blocks in the second case. */
void release_step(enum op_kind kind, struct object *object, const void *pc);

/* The object of a stand-in's argument: checks that it is not a destroyed one
 * and not one of another type. */
struct object *model_object(const void *address, enum object_type type,
                            const char *noun, const void *pc);

/* A new object at this address, of this size, as its init function makes it;
 * its memory is zeroed. Misuse if what was there is in use. */
struct object *model_make(void *address, size_t size, enum object_type type,
                          const char *noun, const void *pc);

/* Ends its life. Misuse if it is in use. */
void model_destroy(struct object *object, size_t size, const char *noun,
                   const void *pc);

/* The object is about to be used: how this is ordered against its beginning
 * and its end may matter (policy_objects_come_and_go()). */
void model_used(const struct object *object, const void *pc);

/* Shared by the mutex, the condition variable and C11's mtx. */
struct object *mutex_object(const void *mutex, const void *pc);
void mutex_take(struct object *mutex, struct thread *thread, const void *pc);
void mutex_release_fully(struct object *mutex);
/* Takes a mutex that is free now: 0, EOWNERDEAD or ENOTRECOVERABLE. */
int mutex_take_free(struct object *mutex, const void *pc);
/* Its owner ends, still holding it: a robust one is released, and tells. */
void mutex_owner_dies(struct object *mutex, const void *pc);

/* As pthread_mutex_timedlock and so on; until NULL: no limit. */
int mutex_lock(void *address, const struct timespec *until, clockid_t clock,
               const void *pc);
int mutex_trylock(void *address, const void *pc);
int mutex_unlock(void *address, const void *pc);
void mutex_make(void *address, int kind, bool robust, const void *pc);
void mutex_destroy(void *address, const void *pc);

#define COND_CLOCK (-1) /* the condition variable's own */

/* As pthread_cond_clockwait and so on. */
int cond_wait(void *cond, void *mutex, const struct timespec *until,
              clockid_t clock, const void *pc);
int cond_signal(void *address, const void *pc);
int cond_broadcast(void *address, const void *pc);
void cond_make(void *address, clockid_t clock, const void *pc);
void cond_destroy(void *address, const void *pc);

#endif
