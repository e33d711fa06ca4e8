/*
 * sync_thread.h - threads that have a name and check every failure.
 *
 * The name is what gdb ("info threads"), /proc/PID/task/TID/comm and the
 * messages of this library show.  The kernel keeps 15 characters of it.
 * Threads that were started otherwise (main, pthread_create) may use all of
 * the library too; they are called "main" and "thread N".
 */
#ifndef INTERLEAVE_SYNC_THREAD_H
#define INTERLEAVE_SYNC_THREAD_H

#include "must.h"

#include <pthread.h>
#include <stddef.h>

/* Bytes of a name that are kept, with its final 0; the rest is cut off. */
#define SYNC_THREAD_NAME_SIZE 48

enum sync_thread_state {
    SYNC_THREAD_NOT_STARTED,
    SYNC_THREAD_STARTED,
    SYNC_THREAD_JOINED,
    SYNC_THREAD_DETACHED
};

/* The handle of a thread, owned by whoever may join or detach it.  The
 * thread does not look at it and may outlive it. */
struct sync_thread {
    /* The fields belong to the library, here and in the other headers. */
    pthread_t thread;
    unsigned number;
    enum sync_thread_state state;
};

/* A handle whose thread has not been started. */
#define SYNC_THREAD_INIT                                                       \
    {                                                                          \
        .state = SYNC_THREAD_NOT_STARTED                                       \
    }

/*
 * Starts a thread called name that runs function(argument).
 * **Never blocks.**
 * Requires that *thread is not in use; it may be uninitialised.  Copies name.
 * Owns: the caller must call sync_thread_join() or sync_thread_detach(), once.
 * Aborts if the thread's function returns while it holds a struct sync_mutex.
 * Dies (status 2) if the system cannot start another thread.
 * What the caller wrote before the call is visible to function.
 */
void sync_thread_start(struct sync_thread *thread, const char *name,
                       void *(*function)(void *), void *argument);

/*
 * **Blocks until** the thread has ended.
 * Returns what its function returned or passed to pthread_exit().
 * Aborts if the thread was not started, has been joined or detached, or is
 * the caller itself.
 * What the thread wrote is visible to the caller afterwards.
 */
void *sync_thread_join(struct sync_thread *thread, const char *where);
#define sync_thread_join(thread)                                               \
    sync_thread_join(thread, MUST_WHERE("sync_thread_join(" #thread ")"))

/*
 * Gives up the right to join: the thread frees itself when it ends.
 * **Never blocks.**
 * Aborts if the thread was not started, or has been joined or detached.
 */
void sync_thread_detach(struct sync_thread *thread, const char *where);
#define sync_thread_detach(thread)                                             \
    sync_thread_detach(thread, MUST_WHERE("sync_thread_detach(" #thread ")"))

/*
 * Returns the calling thread's full name, valid until the thread ends.
 * **Never blocks.**
 */
const char *sync_thread_name(void);

/*
 * Returns the calling thread's number: 1, 2, 3, ... in the order in which
 * threads were started, or first used the library.  Never 0, never reused.
 * **Never blocks.**
 */
unsigned sync_thread_number(void);

/*
 * Copies the name of the thread with that number to name, for messages.
 * **Never blocks.**
 * Returns name, which is "thread N" when the thread is one of so many that
 * its name is not kept: the first 255 are.
 */
const char *sync_thread_name_of(unsigned number,
                                char name[SYNC_THREAD_NAME_SIZE]);

/* --- Private to libsync: here because sync_mutex.h inlines its fast path. */

/*
 * The shortest functions are inline, because calling them would cost more
 * than all their bookkeeping (see bench/).  Where each shall be a call, as in
 * a build whose reports name the caller's line, compile with -DSYNC_NO_INLINE.
 */
#ifdef SYNC_NO_INLINE
#define SYNC_INLINE
#else
#define SYNC_INLINE inline
#endif

struct sync_mutex;

/* What the library knows about the calling thread; nobody else reads it. */
struct sync_self {
    unsigned number;         /* 0: has not used the library yet */
    struct sync_mutex *held; /* the mutexes it holds, the latest first */
    char name[SYNC_THREAD_NAME_SIZE];
};

extern _Thread_local struct sync_self sync_self;

#endif
