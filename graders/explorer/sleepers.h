/* sleepers.h - threads that need not be tried at a state, beside the states
 * seen: sleep sets for tree_strategy.
 *
 * Once all that follows when a thread goes on here is explored, it need not be
 * tried behind steps of others that commute with its own: that would only lead
 * to states that were seen. Every state is still reached. What a state was
 * explored without is kept with it; when it is met again with less asleep, the
 * difference is made up for. Godefroid, "Partial-Order Methods for the
 * Verification of Concurrent Systems", LNCS 1032, 1996.
 *
 * A quiet section: a thread locks a mutex, reads, and unlocks it or waits on a
 * condition with it. Two quiet sections of one mutex commute, although their
 * locks do not; so a thread whose quiet section was explored sleeps on behind
 * quiet sections of others. Only where locksets prove that there are no races:
 * orders of locks are knowledge.
 */
#ifndef SLEEPERS_H
#define SLEEPERS_H

#include "search.h"

/* Everybody is awake. */
void sleepers_wake(void);

/* Who is asleep at this new node: of those behind the parent's step, who has
 * not been woken by it. Whose lock is taken at the moment may be, too. The
 * parent's thread has published again. */
thread_set sleepers_at(struct node *node, int depth);

/* The node's step is about to be made by this thread: who sleeps on. Never
 * blocks. */
void sleepers_step(const struct node *node, const struct thread *next);

#endif
