/* model_keys.c - data of a thread's own: pthread keys and C11 tss, with their
 * destructors. */
#define _GNU_SOURCE
#include "abi_access.h"
#include "explore_internal.h"

#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <threads.h>

struct key keys[KEYS_MAX];
int keys_used;

void keys_reset(void)
{
    memset(keys, 0, (size_t)keys_used * sizeof *keys);
    keys_used = 0;
}

/* Returns: its number; -1 if there are too many. */
static int make(void (*destructor)(void *))
{
    int number = 0;
    while (number < KEYS_MAX && keys[number].is_used)
        number++;
    if (number == KEYS_MAX)
        return -1;
    if (number >= keys_used)
        keys_used = number + 1;
    keys[number] = (struct key){.is_used = true, .destructor = destructor};
    for (int i = 0; i < engine.thread_count; i++)
        if (threads[i].has_keys)
            threads[i].keys[number] = NULL;
    return number;
}

static void check(unsigned number, const void *pc)
{
    if (number >= KEYS_MAX || !keys[number].is_used)
        execution_fail(VERDICT_MISUSE, pc,
                       "a key is used that was never created, or was deleted");
}

static void set(unsigned number, const void *value, const void *pc)
{
    struct thread *self = engine.current;
    check(number, pc);
    if (!self->has_keys) {
        memset(self->keys, 0, sizeof self->keys);
        self->has_keys = true;
    }
    self->keys[number] = value;
}

static void *get(unsigned number, const void *pc)
{
    const struct thread *self = engine.current;
    check(number, pc);
    return self->has_keys ? (void *)(uintptr_t)self->keys[number] : NULL;
}

static void forget(unsigned number, const void *pc)
{
    check(number, pc);
    keys[number].is_used = false;
}

/* ---- the end of a thread ---- */

/* Returns: whether there was anything to destroy. */
static bool destroy_round(struct thread *thread)
{
    bool any = false;
    for (int i = 0; i < keys_used; i++) {
        void *value = (void *)(uintptr_t)thread->keys[i];
        if (!keys[i].is_used || !keys[i].destructor || !value)
            continue;
        any = true;
        thread->keys[i] = NULL;
        keys[i].destructor(value);
    }
    return any;
}

void keys_destroy(struct thread *thread)
{
    int rounds = PTHREAD_DESTRUCTOR_ITERATIONS;
    while (thread->has_keys && rounds-- > 0 && destroy_round(thread))
        continue;
    thread->has_keys = false;
}

/* ---- POSIX ---- */

int model_pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
    int number = make(destructor);
    if (number < 0)
        return EAGAIN;
    writes(key, sizeof *key, CALLER);
    *key = (pthread_key_t)number;
    return 0;
}

int model_pthread_key_delete(pthread_key_t key)
{
    forget(key, CALLER);
    return 0;
}

int model_pthread_setspecific(pthread_key_t key, const void *value)
{
    set(key, value, CALLER);
    return 0;
}

void *model_pthread_getspecific(pthread_key_t key)
{
    return get(key, CALLER);
}

/* ---- C11 ---- */

int model_tss_create(tss_t *key, tss_dtor_t destructor)
{
    int number = make(destructor);
    if (number < 0)
        return thrd_error;
    writes(key, sizeof *key, CALLER);
    *key = (tss_t)number;
    return thrd_success;
}

void model_tss_delete(tss_t key)
{
    forget(key, CALLER);
}

int model_tss_set(tss_t key, void *value)
{
    set(key, value, CALLER);
    return thrd_success;
}

void *model_tss_get(tss_t key)
{
    return get(key, CALLER);
}
