/* model_attributes.h - what attribute objects say. The objects themselves are
 * the C library's own; its functions fill them in. */
#ifndef MODEL_ATTRIBUTES_H
#define MODEL_ATTRIBUTES_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

/* PTHREAD_MUTEX_NORMAL and so on; NULL means the default. */
int mutex_kind_of(const pthread_mutexattr_t *attributes);
bool mutex_is_robust(const pthread_mutexattr_t *attributes);
/* Of a mutex that a static initialiser filled in. */
int mutex_kind_in_place(const void *mutex);
clockid_t cond_clock_of(const pthread_condattr_t *attributes);
/* PTHREAD_RWLOCK_PREFER_*_NP, likewise. */
int rwlock_kind_of(const pthread_rwlockattr_t *attributes);
int rwlock_kind_in_place(const void *lock);
bool is_created_detached(const pthread_attr_t *attributes);

#endif
