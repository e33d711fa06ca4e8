/* sync_thread.c - threads with names. */

/* For pthread_setname_np() and gettid(). */
#define _GNU_SOURCE
#include "sync_thread.h"

#include "sync_mutex.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { KERNEL_NAME_SIZE = 16, REMEMBERED = 256 };

/*
 * The names of threads by number, so that a message can name a thread that
 * has long ended.  There is no lock and no list: a lock here would order
 * threads that have nothing to do with each other, and so hide races from the
 * tools that look for them.  An entry is written once, before anybody can know
 * its thread's number, and read only for a message.  Later threads are numbers.
 */
static char remembered[REMEMBERED][SYNC_THREAD_NAME_SIZE];
static atomic_uint last_number;

_Thread_local struct sync_self sync_self;

/* What a new thread needs to know; it frees it. */
struct start {
    void *(*function)(void *);
    void *argument;
    unsigned number;
    char name[SYNC_THREAD_NAME_SIZE];
};

static void copy_name(char to[SYNC_THREAD_NAME_SIZE], const char *from)
{
    (void)snprintf(to, SYNC_THREAD_NAME_SIZE, "%s", from);
}

static unsigned next_number(void)
{
    return atomic_fetch_add(&last_number, 1) + 1;
}

static void remember(unsigned number, const char *name)
{
    if (number < REMEMBERED) {
        copy_name(remembered[number], name);
    }
}

/* Names a thread that sync_thread_start() did not start.  Its kernel name says
 * nothing: it is inherited, and under Valgrind it is Valgrind's. */
static void name_stranger(struct sync_self *self)
{
    if (gettid() == getpid()) {
        copy_name(self->name, "main");
    } else {
        (void)snprintf(self->name, sizeof(self->name), "thread %u",
                       self->number);
    }
}

unsigned sync_thread_number(void)
{
    struct sync_self *self = &sync_self;

    if (self->number == 0) {
        self->number = next_number();
        name_stranger(self);
        remember(self->number, self->name);
    }
    return self->number;
}

const char *sync_thread_name(void)
{
    (void)sync_thread_number();
    return sync_self.name;
}

const char *sync_thread_name_of(unsigned number,
                                char name[SYNC_THREAD_NAME_SIZE])
{
    if (number < REMEMBERED && remembered[number][0] != '\0') {
        copy_name(name, remembered[number]);
    } else {
        (void)snprintf(name, SYNC_THREAD_NAME_SIZE, "thread %u", number);
    }
    return name;
}

static void take_name(const struct start *start)
{
    char kernel_name[KERNEL_NAME_SIZE];

    sync_self.number = start->number;
    copy_name(sync_self.name, start->name);
    (void)snprintf(kernel_name, sizeof(kernel_name), "%.15s", start->name);
    MUST(pthread_setname_np(pthread_self(), kernel_name));
}

static void *run(void *argument)
{
    struct start start = *(struct start *)argument;
    void *result;

    free(argument);
    take_name(&start);
    result = start.function(start.argument);
    sync_mutex_none_held();
    return result;
}

static struct start *start_create(const char *name, void *(*function)(void *),
                                  void *argument)
{
    struct start *start = malloc(sizeof(*start));

    if (start == NULL) {
        die("cannot start thread \"%s\": out of memory; end other programs, "
            "or raise the limit (ulimit -v)",
            name);
    }
    start->function = function;
    start->argument = argument;
    start->number = next_number();
    copy_name(start->name, name);
    return start;
}

void sync_thread_start(struct sync_thread *thread, const char *name,
                       void *(*function)(void *), void *argument)
{
    struct start *start;
    int error;

    (void)sync_thread_number(); /* So that main, as a rule, is thread 1. */
    start = start_create(name, function, argument);
    remember(start->number, start->name);
    thread->number = start->number;
    error = pthread_create(&thread->thread, NULL, run, start);
    if (error != 0) {
        free(start);
        die("cannot start thread \"%s\": error %d from pthread_create; start "
            "fewer threads, or raise the limit (ulimit -u)",
            name, error);
    }
    thread->state = SYNC_THREAD_STARTED;
}

static void require_started(const struct sync_thread *thread, const char *where)
{
    switch (thread->state) {
    case SYNC_THREAD_STARTED:
        return;
    case SYNC_THREAD_JOINED:
        bug_at(where, "the thread has been joined already");
    case SYNC_THREAD_DETACHED:
        bug_at(where, "the thread has been detached");
    case SYNC_THREAD_NOT_STARTED:
    default:
        bug_at(where, "the thread has not been started");
    }
}

void *(sync_thread_join)(struct sync_thread *thread, const char *where)
{
    void *result = NULL;

    require_started(thread, where);
    if (thread->number == sync_thread_number()) {
        bug_at(where, "thread \"%s\" joins itself", sync_thread_name());
    }
    MUST(pthread_join(thread->thread, &result));
    thread->state = SYNC_THREAD_JOINED;
    return result;
}

void(sync_thread_detach)(struct sync_thread *thread, const char *where)
{
    require_started(thread, where);
    MUST(pthread_detach(thread->thread));
    thread->state = SYNC_THREAD_DETACHED;
}
