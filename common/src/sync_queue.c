/* sync_queue.c - a ring of slots that grows as far as it may. */
#include "sync_queue.h"

#include "sync_clock.h"
#include "waiters.h"

#include <stdlib.h>

enum { FIRST_ROOM = 16 };

void sync_queue_init(struct sync_queue *queue, size_t capacity)
{
    const struct sync_queue empty = {.capacity = capacity};

    *queue = empty;
    MUST(pthread_mutex_init(&queue->lock, NULL));
    MUST(pthread_cond_init(&queue->not_empty, NULL));
    MUST(pthread_cond_init(&queue->not_full, NULL));
    MUST(pthread_cond_init(&queue->all_done, NULL));
}

void(sync_queue_destroy)(struct sync_queue *queue, const char *where)
{
    MUST(pthread_mutex_lock(&queue->lock));
    waiters_require_none(queue->getters, where);
    waiters_require_none(queue->putters, where);
    waiters_require_none(queue->joiners, where);
    MUST(pthread_mutex_unlock(&queue->lock));
    MUST(pthread_cond_destroy(&queue->all_done));
    MUST(pthread_cond_destroy(&queue->not_full));
    MUST(pthread_cond_destroy(&queue->not_empty));
    MUST(pthread_mutex_destroy(&queue->lock));
    free(queue->slots);
    queue->slots = NULL;
}

static bool is_full_locked(const struct sync_queue *queue)
{
    return queue->capacity != SYNC_QUEUE_UNBOUNDED &&
           queue->count == queue->capacity;
}

static size_t larger_room(const struct sync_queue *queue)
{
    const size_t room = queue->room == 0 ? FIRST_ROOM : 2 * queue->room;

    if (queue->capacity != SYNC_QUEUE_UNBOUNDED && queue->capacity < room) {
        return queue->capacity;
    }
    return room;
}

/* Allocated when needed, because a static initialiser cannot. */
static void grow_locked(struct sync_queue *queue)
{
    const size_t room = larger_room(queue);
    void **slots =
        room > SIZE_MAX / sizeof(*slots) ? NULL : malloc(room * sizeof(*slots));

    if (slots == NULL) {
        die("no memory for a queue of %zu items; bound it, or raise the limit "
            "(ulimit -v)",
            room);
    }
    for (size_t i = 0; i < queue->count; i++) {
        slots[i] = queue->slots[(queue->first + i) % queue->room];
    }
    free(queue->slots);
    queue->slots = slots;
    queue->first = 0;
    queue->room = room;
}

/* A division costs more than the rest of a put. */
static size_t wrap(const struct sync_queue *queue, size_t index)
{
    return index < queue->room ? index : index - queue->room;
}

static void insert_locked(struct sync_queue *queue, void *item)
{
    if (queue->count == queue->room) {
        grow_locked(queue);
    }
    queue->slots[wrap(queue, queue->first + queue->count)] = item;
    queue->count++;
    queue->unfinished++;
    if (queue->getters != NULL) {
        MUST(pthread_cond_signal(&queue->not_empty));
    }
}

static void *remove_locked(struct sync_queue *queue)
{
    void *item = queue->slots[queue->first];

    queue->first = wrap(queue, queue->first + 1);
    queue->count--;
    if (queue->putters != NULL) {
        MUST(pthread_cond_signal(&queue->not_full));
    }
    return item;
}

/* The three puts, and the three gets, differ in what they do instead of
 * waiting: error is what to return then, and 0 to wait. */
static int put(struct sync_queue *queue, void *item, int error,
               int64_t deadline_ns)
{
    MUST(pthread_mutex_lock(&queue->lock));
    while (is_full_locked(queue) && !queue->closed && error == 0) {
        error = waiters_wait_listed(&queue->putters, &queue->not_full,
                                    &queue->lock, deadline_ns);
    }
    if (queue->closed) {
        error = EPIPE;
    } else if (!is_full_locked(queue)) {
        insert_locked(queue, item);
        error = 0;
    }
    MUST(pthread_mutex_unlock(&queue->lock));
    return error;
}

static int get(struct sync_queue *queue, void **item, int error,
               int64_t deadline_ns)
{
    MUST(pthread_mutex_lock(&queue->lock));
    while (queue->count == 0 && !queue->closed && error == 0) {
        error = waiters_wait_listed(&queue->getters, &queue->not_empty,
                                    &queue->lock, deadline_ns);
    }
    if (queue->count > 0) {
        *item = remove_locked(queue);
        error = 0;
    } else if (queue->closed) {
        error = EPIPE;
    }
    MUST(pthread_mutex_unlock(&queue->lock));
    return error;
}

int sync_queue_put(struct sync_queue *queue, void *item)
{
    return put(queue, item, 0, SYNC_NEVER);
}

int sync_queue_try_put(struct sync_queue *queue, void *item)
{
    return put(queue, item, EAGAIN, SYNC_NEVER);
}

int sync_queue_put_until(struct sync_queue *queue, void *item,
                         int64_t deadline_ns)
{
    return put(queue, item, 0, deadline_ns);
}

int sync_queue_get(struct sync_queue *queue, void **item)
{
    return get(queue, item, 0, SYNC_NEVER);
}

int sync_queue_try_get(struct sync_queue *queue, void **item)
{
    return get(queue, item, EAGAIN, SYNC_NEVER);
}

int sync_queue_get_until(struct sync_queue *queue, void **item,
                         int64_t deadline_ns)
{
    return get(queue, item, 0, deadline_ns);
}

size_t sync_queue_size(struct sync_queue *queue)
{
    size_t count;

    MUST(pthread_mutex_lock(&queue->lock));
    count = queue->count;
    MUST(pthread_mutex_unlock(&queue->lock));
    return count;
}

void sync_queue_close(struct sync_queue *queue)
{
    MUST(pthread_mutex_lock(&queue->lock));
    queue->closed = true;
    MUST(pthread_cond_broadcast(&queue->not_empty));
    MUST(pthread_cond_broadcast(&queue->not_full));
    MUST(pthread_mutex_unlock(&queue->lock));
}

bool sync_queue_is_closed(struct sync_queue *queue)
{
    bool closed;

    MUST(pthread_mutex_lock(&queue->lock));
    closed = queue->closed;
    MUST(pthread_mutex_unlock(&queue->lock));
    return closed;
}

void(sync_queue_task_done)(struct sync_queue *queue, const char *where)
{
    MUST(pthread_mutex_lock(&queue->lock));
    if (queue->unfinished == 0) {
        bug_at(where, "\"%s\" calls it more often than items were put",
               sync_thread_name());
    }
    queue->unfinished--;
    if (queue->unfinished == 0 && queue->joiners != NULL) {
        MUST(pthread_cond_broadcast(&queue->all_done));
    }
    MUST(pthread_mutex_unlock(&queue->lock));
}

int sync_queue_join_until(struct sync_queue *queue, int64_t deadline_ns)
{
    int error = 0;

    MUST(pthread_mutex_lock(&queue->lock));
    while (queue->unfinished > 0 && error == 0) {
        error = waiters_wait_listed(&queue->joiners, &queue->all_done,
                                    &queue->lock, deadline_ns);
    }
    if (queue->unfinished == 0) {
        error = 0;
    }
    MUST(pthread_mutex_unlock(&queue->lock));
    return error;
}

void sync_queue_join(struct sync_queue *queue)
{
    (void)sync_queue_join_until(queue, SYNC_NEVER);
}
