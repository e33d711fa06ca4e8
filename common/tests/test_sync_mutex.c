#include "sync_mutex.h"

#include "sync_event.h"
#include "sync_thread.h"
#include "testing.h"

static struct sync_mutex mutex = SYNC_MUTEX_INIT;
static struct sync_mutex other = SYNC_MUTEX_INIT;
static struct sync_event locked = SYNC_EVENT_INIT;
static struct sync_event go_on = SYNC_EVENT_INIT;

enum { ADDERS = 4, ADDITIONS = 20000 };

static long total;

static void *add(void *argument)
{
    for (int i = 0; i < ADDITIONS; i++) {
        sync_mutex_lock(&mutex);
        total++;
        sync_mutex_unlock(&mutex);
    }
    return argument;
}

/* Holds mutex between the two events. */
static void *hold(void *argument)
{
    sync_mutex_lock(&mutex);
    sync_event_set(&locked);
    sync_event_wait(&go_on);
    sync_mutex_unlock(&mutex);
    return argument;
}

static void start_holder(struct sync_thread *holder)
{
    sync_thread_start(holder, "holder", hold, NULL);
    sync_event_wait(&locked);
}

static void end_holder(struct sync_thread *holder)
{
    sync_event_set(&go_on);
    (void)sync_thread_join(holder);
}

Test(sync_mutex, excludes)
{
    struct sync_thread adders[ADDERS];

    for (int i = 0; i < ADDERS; i++) {
        sync_thread_start(&adders[i], "adder", add, NULL);
    }
    for (int i = 0; i < ADDERS; i++) {
        (void)sync_thread_join(&adders[i]);
    }
    cr_assert_eq(total, (long)ADDERS * ADDITIONS);
}

Test(sync_mutex, works_after_init)
{
    struct sync_mutex mine;

    memset(&mine, 0xa5, sizeof(mine));
    sync_mutex_init(&mine);
    sync_mutex_lock(&mine);
    cr_assert(sync_mutex_held(&mine));
    sync_mutex_unlock(&mine);
    sync_mutex_destroy(&mine);
}

Test(sync_mutex, held_is_about_the_caller)
{
    struct sync_thread holder;

    cr_assert_not(sync_mutex_held(&mutex));
    start_holder(&holder);
    cr_assert_not(sync_mutex_held(&mutex));
    end_holder(&holder);
    sync_mutex_lock(&mutex);
    cr_assert(sync_mutex_held(&mutex));
    sync_mutex_unlock(&mutex);
    cr_assert_not(sync_mutex_held(&mutex));
}

Test(sync_mutex, trylock_fails_while_another_thread_holds_it)
{
    struct sync_thread holder;

    start_holder(&holder);
    cr_assert_not(sync_mutex_trylock(&mutex));
    end_holder(&holder);
    cr_assert(sync_mutex_trylock(&mutex));
    cr_assert(sync_mutex_held(&mutex));
    sync_mutex_unlock(&mutex);
}

Test(sync_mutex, unlocks_in_any_order)
{
    struct sync_mutex third = SYNC_MUTEX_INIT;

    sync_mutex_lock(&mutex);
    sync_mutex_lock(&other);
    sync_mutex_lock(&third);
    sync_mutex_unlock(&other);
    cr_assert(sync_mutex_held(&mutex) && sync_mutex_held(&third));
    cr_assert_not(sync_mutex_held(&other));
    sync_mutex_unlock(&mutex);
    cr_assert(sync_mutex_held(&third));
    sync_mutex_unlock(&third);
    cr_assert_not(sync_mutex_held(&third));
    sync_mutex_destroy(&third);
}

static void relock(void)
{
    sync_mutex_lock(&mutex);
    sync_mutex_lock(&mutex);
}

static void relock_outer(void)
{
    sync_mutex_lock(&mutex);
    sync_mutex_lock(&other);
    sync_mutex_lock(&mutex);
}

static void trylock_own(void)
{
    sync_mutex_lock(&mutex);
    (void)sync_mutex_trylock(&mutex);
}

static void unlock_unlocked(void)
{
    sync_mutex_unlock(&mutex);
}

static void unlock_of_another_thread(void)
{
    struct sync_thread holder;

    start_holder(&holder);
    sync_mutex_unlock(&mutex);
}

static void destroy_held(void)
{
    struct sync_thread holder;

    start_holder(&holder);
    sync_mutex_destroy(&mutex);
}

static void lock_destroyed(void)
{
    struct sync_mutex gone = SYNC_MUTEX_INIT;

    sync_mutex_destroy(&gone);
    sync_mutex_lock(&gone);
}

Test(sync_mutex, relocking_aborts)
{
    expect_abort(relock, "test_sync_mutex.c:", "sync_mutex_lock(&mutex)",
                 "\"main\" locks it again; it holds it since");
}

Test(sync_mutex, relocking_an_outer_one_aborts)
{
    expect_abort(relock_outer, "sync_mutex_lock(&mutex)", "locks it again", "");
}

Test(sync_mutex, trylock_of_ones_own_aborts)
{
    expect_abort(trylock_own, "sync_mutex_trylock(&mutex)", "locks it again",
                 "since");
}

Test(sync_mutex, unlocking_an_unlocked_one_aborts)
{
    expect_abort(unlock_unlocked, "sync_mutex_unlock(&mutex)",
                 "\"main\" does not hold it, nor does any other thread", "");
}

Test(sync_mutex, unlocking_another_threads_aborts)
{
    expect_abort(unlock_of_another_thread, "sync_mutex_unlock(&mutex)",
                 "\"main\" does not hold it; \"holder\" does",
                 "sync_mutex_lock(&mutex)");
}

Test(sync_mutex, destroying_a_held_one_aborts)
{
    expect_abort(destroy_held, "sync_mutex_destroy(&mutex)",
                 "while \"holder\" holds it", "sync_mutex_lock(&mutex)");
}

Test(sync_mutex, locking_a_destroyed_one_aborts)
{
    expect_abort(lock_destroyed, "sync_mutex_lock(&gone)", "failed", "");
}
