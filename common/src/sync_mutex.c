/* sync_mutex.c - the slow paths and the complaints of the mutex. */

/* This file holds the one copy of the inline functions that is called. */
#undef SYNC_NO_INLINE
#include "sync_mutex.h"

extern inline bool sync_mutex_may_hold(const struct sync_mutex *mutex);
extern inline void sync_mutex_remember(struct sync_mutex *mutex,
                                       const char *where);
extern inline void(sync_mutex_lock)(struct sync_mutex *mutex,
                                    const char *where);
extern inline bool(sync_mutex_trylock)(struct sync_mutex *mutex,
                                       const char *where);
extern inline void(sync_mutex_unlock)(struct sync_mutex *mutex,
                                      const char *where);

/* Who holds a mutex and since which call, in words. */
struct holder {
    char name[SYNC_THREAD_NAME_SIZE];
    const char *where;
};

/* Only on the way to abort(), because it may leave the mutex locked.  The two
 * may not belong together while other threads lock and unlock it; the message
 * then is about a moment in between. */
static bool find_holder(struct sync_mutex *mutex, struct holder *holder)
{
    const unsigned number =
        atomic_load_explicit(&mutex->holder, memory_order_relaxed);

    if (number == 0 || pthread_mutex_trylock(&mutex->mutex) == 0) {
        return false;
    }
    (void)sync_thread_name_of(number, holder->name);
    holder->where = atomic_load_explicit(&mutex->where, memory_order_relaxed);
    return true;
}

void sync_mutex_init(struct sync_mutex *mutex)
{
    MUST(pthread_mutex_init(&mutex->mutex, NULL));
    atomic_init(&mutex->where, NULL);
    atomic_init(&mutex->holder, 0);
    mutex->next_held = NULL;
}

_Noreturn static void complain_in_use(struct sync_mutex *mutex,
                                      const char *where)
{
    struct holder holder;

    if (find_holder(mutex, &holder)) {
        bug_at(where, "\"%s\" destroys it while \"%s\" holds it since %s",
               sync_thread_name(), holder.name, holder.where);
    }
    bug_at(where, "\"%s\" destroys it while another thread uses it",
           sync_thread_name());
}

void(sync_mutex_destroy)(struct sync_mutex *mutex, const char *where)
{
    /* Before pthread_mutex_destroy(), which tools complain about as well. */
    if (sync_mutex_held(mutex)) {
        complain_in_use(mutex, where);
    }
    switch (pthread_mutex_destroy(&mutex->mutex)) {
    case 0:
        return;
    case EBUSY:
        complain_in_use(mutex, where);
    default:
        bug_at(where, "it has been destroyed already, or overwritten");
    }
}

bool sync_mutex_held(const struct sync_mutex *mutex)
{
    const struct sync_mutex *held = sync_self.held;

    while (held != NULL && held != mutex) {
        held = held->next_held;
    }
    return held != NULL;
}

void sync_mutex_require_not_held(const struct sync_mutex *mutex,
                                 const char *where)
{
    if (sync_mutex_held(mutex)) {
        bug_at(where, "\"%s\" locks it again; it holds it since %s",
               sync_thread_name(), mutex->where);
    }
}

_Noreturn static void complain_not_held(struct sync_mutex *mutex,
                                        const char *where)
{
    struct holder holder;

    if (find_holder(mutex, &holder)) {
        bug_at(where, "\"%s\" does not hold it; \"%s\" does, since %s",
               sync_thread_name(), holder.name, holder.where);
    }
    bug_at(where, "\"%s\" does not hold it, nor does any other thread",
           sync_thread_name());
}

void sync_mutex_forget(struct sync_mutex *mutex, const char *where)
{
    struct sync_mutex **link = &sync_self.held;

    while (*link != NULL && *link != mutex) {
        link = &(*link)->next_held;
    }
    if (*link == NULL) {
        complain_not_held(mutex, where);
    }
    *link = mutex->next_held;
}

void sync_mutex_none_held(void)
{
    const struct sync_mutex *held = sync_self.held;

    if (held != NULL) {
        bug_at(held->where, "\"%s\" ended without unlocking it",
               sync_thread_name());
    }
}
