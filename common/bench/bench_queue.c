/* bench_queue.c - pointers through queues, by producers and consumers. */
#include "bench.h"

#include <glib.h>
#include <nsync.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#include "must.h"
#include "sync_queue.h"

enum { MOST = 1024, PAIRS = 2 };

/* The bounded queue that one writes without a library, over the locks and
 * conditions of each of them; checked(call) checks what a call returns. */
#define RING(who, mutex_type, cond_type, lock, unlock, wait, signal, checked)  \
    struct who##_ring {                                                        \
        mutex_type mutex;                                                      \
        cond_type not_empty;                                                   \
        cond_type not_full;                                                    \
        size_t capacity, first, count;                                         \
        void *slots[MOST];                                                     \
    };                                                                         \
    static void who##_put(struct who##_ring *ring, void *item)                 \
    {                                                                          \
        size_t last;                                                           \
        checked(lock(&ring->mutex));                                           \
        while (ring->count == ring->capacity) {                                \
            checked(wait(&ring->not_full, &ring->mutex));                      \
        }                                                                      \
        last = ring->first + ring->count++;                                    \
        ring->slots[last < ring->capacity ? last : last - ring->capacity] =    \
            item;                                                              \
        checked(signal(&ring->not_empty));                                     \
        checked(unlock(&ring->mutex));                                         \
    }                                                                          \
    static void *who##_get(struct who##_ring *ring)                            \
    {                                                                          \
        void *item;                                                            \
        checked(lock(&ring->mutex));                                           \
        while (ring->count == 0) {                                             \
            checked(wait(&ring->not_empty, &ring->mutex));                     \
        }                                                                      \
        item = ring->slots[ring->first++];                                     \
        ring->count--;                                                         \
        if (ring->first == ring->capacity) {                                   \
            ring->first = 0;                                                   \
        }                                                                      \
        checked(signal(&ring->not_full));                                      \
        checked(unlock(&ring->mutex));                                         \
        return item;                                                           \
    }

#define UNCHECKED(call) call

RING(raw, pthread_mutex_t, pthread_cond_t, pthread_mutex_lock,
     pthread_mutex_unlock, pthread_cond_wait, pthread_cond_signal, MUST)
RING(glib, GMutex, GCond, g_mutex_lock, g_mutex_unlock, g_cond_wait,
     g_cond_signal, UNCHECKED)
RING(nsync, nsync_mu, nsync_cv, nsync_mu_lock, nsync_mu_unlock, nsync_cv_wait,
     nsync_cv_signal, UNCHECKED)

/* Two semaphores and a lock for the slots. */
struct posix_ring {
    pthread_mutex_t mutex;
    sem_t items;
    sem_t room;
    size_t capacity, first, count;
    void *slots[MOST];
};

static void posix_put(struct posix_ring *ring, void *item)
{
    size_t last;

    (void)sem_wait(&ring->room);
    MUST(pthread_mutex_lock(&ring->mutex));
    last = ring->first + ring->count++;
    ring->slots[last < ring->capacity ? last : last - ring->capacity] = item;
    MUST(pthread_mutex_unlock(&ring->mutex));
    (void)sem_post(&ring->items);
}

static void *posix_get(struct posix_ring *ring)
{
    void *item;

    (void)sem_wait(&ring->items);
    MUST(pthread_mutex_lock(&ring->mutex));
    item = ring->slots[ring->first++];
    ring->count--;
    if (ring->first == ring->capacity) {
        ring->first = 0;
    }
    MUST(pthread_mutex_unlock(&ring->mutex));
    (void)sem_post(&ring->room);
    return item;
}

static void libsync_put(struct sync_queue *queue, void *item)
{
    MUST(sync_queue_put(queue, item));
}

static void *libsync_get(struct sync_queue *queue)
{
    void *item = NULL;

    MUST(sync_queue_get(queue, &item));
    return item;
}

static struct raw_ring raw = {PTHREAD_MUTEX_INITIALIZER,
                              PTHREAD_COND_INITIALIZER,
                              PTHREAD_COND_INITIALIZER,
                              0,
                              0,
                              0,
                              {0}};
static struct glib_ring glib;
static struct nsync_ring nsync;
static struct posix_ring posix;
static struct sync_queue libsync;

static void raw_prepare(int capacity)
{
    raw.capacity = capacity > 0 ? (size_t)capacity : MOST;
    raw.first = 0;
}

static void glib_prepare(int capacity)
{
    glib.capacity = (size_t)capacity;
    glib.first = 0;
}

static void nsync_prepare(int capacity)
{
    nsync.capacity = (size_t)capacity;
    nsync.first = 0;
}

static void posix_prepare(int capacity)
{
    posix.capacity = (size_t)capacity;
    posix.first = 0;
    (void)sem_init(&posix.items, 0, 0);
    (void)sem_init(&posix.room, 0, (unsigned)capacity);
}

static void libsync_prepare(int capacity)
{
    if (libsync.slots != NULL) {
        sync_queue_destroy(&libsync);
    }
    sync_queue_init(&libsync, (size_t)capacity);
}

/* Defines who_alone(), who_1_to_1() and who_2_to_2(). */
#define TRAFFIC(who, queue)                                                    \
    static void who##_alone(long times, int capacity)                          \
    {                                                                          \
        who##_prepare(capacity);                                               \
        for (long i = 0; i < times; i++) {                                     \
            who##_put(queue, &times);                                          \
            (void)who##_get(queue);                                            \
        }                                                                      \
    }                                                                          \
    static void *who##_producer(void *share)                                   \
    {                                                                          \
        for (long i = *(const long *)share; i > 0; i--) {                      \
            who##_put(queue, share);                                           \
        }                                                                      \
        return NULL;                                                           \
    }                                                                          \
    static void *who##_consumer(void *share)                                   \
    {                                                                          \
        for (long i = *(const long *)share; i > 0; i--) {                      \
            (void)who##_get(queue);                                            \
        }                                                                      \
        return NULL;                                                           \
    }                                                                          \
    static void who##_1_to_1(long times, int capacity)                         \
    {                                                                          \
        who##_prepare(capacity);                                               \
        run_pairs(1, who##_producer, who##_consumer, times);                   \
    }                                                                          \
    static void who##_2_to_2(long times, int capacity)                         \
    {                                                                          \
        who##_prepare(capacity);                                               \
        run_pairs(2, who##_producer, who##_consumer, times);                   \
    }

static void run_pairs(int pairs, void *(*producer)(void *),
                      void *(*consumer)(void *), long times)
{
    pthread_t threads[2 * PAIRS];
    long share = times / pairs;

    for (int i = 0; i < pairs; i++) {
        MUST(pthread_create(&threads[2 * i], NULL, producer, &share));
        MUST(pthread_create(&threads[2 * i + 1], NULL, consumer, &share));
    }
    for (int i = 0; i < 2 * pairs; i++) {
        MUST(pthread_join(threads[i], NULL));
    }
}

TRAFFIC(raw, &raw)
TRAFFIC(libsync, &libsync)
TRAFFIC(posix, &posix)
TRAFFIC(glib, &glib)
TRAFFIC(nsync, &nsync)

/* GLib's own queue is unbounded, so it competes in rows apart, in which the
 * raw ring is one that is large enough to be hardly ever full. */
static GAsyncQueue *gqueue;

static void gqueue_prepare(int capacity)
{
    (void)capacity;
    if (gqueue == NULL) {
        gqueue = g_async_queue_new();
    }
}

static void gqueue_put(GAsyncQueue *queue, void *item)
{
    g_async_queue_push(queue, item);
}

static void *gqueue_get(GAsyncQueue *queue)
{
    return g_async_queue_pop(queue);
}

TRAFFIC(gqueue, gqueue)

#define ALL(way)                                                               \
    {                                                                          \
        [RAW] = raw_##way, [LIBSYNC] = libsync_##way, [SEM_T] = posix_##way,   \
        [GLIB] = glib_##way, [NSYNC] = nsync_##way                             \
    }

#define UNBOUNDED(way)                                                         \
    {                                                                          \
        [RAW] = raw_##way, [LIBSYNC] = libsync_##way, [GLIB] = gqueue_##way    \
    }

const struct row queue_rows[] = {
    {"queue of 16, one thread", true, 5000, 16, ALL(alone)},
    {"queue of 1, 1 to 1", false, 2000, 1, ALL(1_to_1)},
    {"queue of 16, 1 to 1", false, 10000, 16, ALL(1_to_1)},
    {"queue of 1024, 1 to 1", false, 100000, 1024, ALL(1_to_1)},
    {"queue of 1, 2 to 2", false, 2000, 1, ALL(2_to_2)},
    {"queue of 16, 2 to 2", false, 10000, 16, ALL(2_to_2)},
    {"queue of 1024, 2 to 2", false, 100000, 1024, ALL(2_to_2)},
    {"unbounded queue, one thread", true, 5000, 0, UNBOUNDED(alone)},
    {"unbounded queue, 1 to 1", false, 100000, 0, UNBOUNDED(1_to_1)},
    {"unbounded queue, 2 to 2", false, 100000, 0, UNBOUNDED(2_to_2)},
    {.work = NULL},
};
