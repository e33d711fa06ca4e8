/* sync_once.c - the first caller runs, the others wait. */
#include "sync_once.h"

#include "sync_clock.h"
#include "waiters.h"

void sync_once_init(struct sync_once *once)
{
    MUST(pthread_mutex_init(&once->lock, NULL));
    MUST(pthread_cond_init(&once->finished, NULL));
    once->done = false;
    once->runner = 0;
    once->waiters = NULL;
}

void(sync_once_destroy)(struct sync_once *once, const char *where)
{
    char name[SYNC_THREAD_NAME_SIZE];

    MUST(pthread_mutex_lock(&once->lock));
    if (once->runner != 0) {
        bug_at(where, "\"%s\" destroys it while \"%s\" runs its function",
               sync_thread_name(), sync_thread_name_of(once->runner, name));
    }
    waiters_require_none(once->waiters, where);
    MUST(pthread_mutex_unlock(&once->lock));
    MUST(pthread_cond_destroy(&once->finished));
    MUST(pthread_mutex_destroy(&once->lock));
}

/* The lock is not held during the call, which may take its time and use
 * other locks. */
static void run_unlocked(struct sync_once *once, void (*function)(void *),
                         void *argument)
{
    once->runner = sync_thread_number();
    MUST(pthread_mutex_unlock(&once->lock));
    function(argument);
    MUST(pthread_mutex_lock(&once->lock));
    once->runner = 0;
    once->done = true;
    if (once->waiters != NULL) {
        MUST(pthread_cond_broadcast(&once->finished));
    }
}

static void wait_for_runner_locked(struct sync_once *once, const char *where)
{
    if (once->runner == sync_thread_number()) {
        bug_at(where, "\"%s\" is within the call that it would wait for",
               sync_thread_name());
    }
    while (!once->done) {
        (void)waiters_wait_listed(&once->waiters, &once->finished, &once->lock,
                                  SYNC_NEVER);
    }
}

void(sync_once_run)(struct sync_once *once, void (*function)(void *),
                    void *argument, const char *where)
{
    MUST(pthread_mutex_lock(&once->lock));
    if (!once->done) {
        if (once->runner == 0) {
            run_unlocked(once, function, argument);
        } else {
            wait_for_runner_locked(once, where);
        }
    }
    MUST(pthread_mutex_unlock(&once->lock));
}

bool sync_once_is_done(struct sync_once *once)
{
    bool done;

    MUST(pthread_mutex_lock(&once->lock));
    done = once->done;
    MUST(pthread_mutex_unlock(&once->lock));
    return done;
}
