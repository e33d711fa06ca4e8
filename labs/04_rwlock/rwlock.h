/* rwlock.h - a lock for data that many read and few change: many readers are
 * inside at a time, or one writer alone. The contract of lab 04; not edited.
 *
 * A thread is *inside* from the return of an acquire (or of a try that was
 * true) to its release. It *waits* in an acquire that cannot return yet, and
 * has *arrived* once it waits or is inside. A waiting thread sleeps; it does
 * not look again and again.
 *
 * Fairness, as two counted bounds:
 *  - While one writer waits and no other writer is about (waits or is
 *    inside), no reader that arrives later gets in before it.
 *  - A waiting reader is overtaken by at most one writer that arrived later.
 * A lock that lets everybody in by the order of arrival meets both, and so
 * does one in which a writer and all the readers that wait take turns
 * (phase-fair). Everything else is left open: which writer is next, whether
 * readers that wait behind a writer get in together with those before it,
 * whether a reader waits while two writers do, and whether readers that come
 * just when a writer leaves, before those who waited for that have run, get in
 * as well. The bounds are about acquire; a try takes its chance.
 *
 * What a writer wrote before its release is visible to whoever gets in later.
 * Not recursive: a thread that is inside does not acquire again.
 */
#ifndef RWLOCK_H
#define RWLOCK_H

#include <stdbool.h>

/* What it holds is up to rwlock.c. */
struct rwlock;

/* Creates a lock with nobody inside. Never blocks.
 * Returns: NULL if there is no memory. Owns: rwlock_destroy(). */
struct rwlock *rwlock_create(void);

/* Frees the lock. Never blocks.
 * Requires: nobody is inside or waits, and no thread uses it any more. */
void rwlock_destroy(struct rwlock *lock);

/* Enters as a reader. Blocks until no writer is inside, and none that waits
 * has to go first. While no writer is about, it does not wait, however many
 * readers are inside. */
void rwlock_acquire_read(struct rwlock *lock);

/* Leaves as a reader. Never blocks. Readers leave in any order; the first
 * that came may be gone long before the last one leaves.
 * Requires: the calling thread is inside as a reader.
 * Wakes: a writer that waits, when nobody is left inside. */
void rwlock_release_read(struct rwlock *lock);

/* Enters as a writer. Blocks until nobody is inside, and nobody who waits has
 * to go first. */
void rwlock_acquire_write(struct rwlock *lock);

/* Leaves as a writer. Never blocks.
 * Requires: the calling thread is inside as a writer.
 * Wakes: who is next: a writer, or readers. If no writer waits, every reader
 * that waits gets in. */
void rwlock_release_write(struct rwlock *lock);

/* Enters as a reader if that needs no waiting. Never blocks: at most for the
 * few steps of another call on this lock, never for somebody to leave. It may
 * be false, too, because another call is just in these few steps.
 * Returns: whether the caller is inside now. False while a writer is inside;
 * true while no writer is about; while a writer waits, either is right. One
 * that returned false has changed nothing. */
bool rwlock_try_acquire_read(struct rwlock *lock);

/* Enters as a writer if that needs no waiting. Never blocks: as above.
 * Returns: whether the caller is inside now. False while anybody is inside;
 * true when nobody is inside and nobody waits. One that returned false has
 * changed nothing. */
bool rwlock_try_acquire_write(struct rwlock *lock);

#endif
