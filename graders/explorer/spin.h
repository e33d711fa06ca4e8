/* spin.h - threads that go round in circles.
 *
 * A thread that ran alone from a state back to the same state would do so for
 * ever. It is put to sleep until another thread changes something; if nobody
 * is left to do that, it is a livelock. Fair to the others, as Musuvathi and
 * Qadeer ask for (PLDI 2008), but by comparing states instead of by yields.
 */
#ifndef SPIN_H
#define SPIN_H

#include "engine.h"

#define SPIN_PATIENCE 3 /* steps alone before it is asked */

/* The thread has not run alone yet. Never blocks. */
static inline void spin_begin(struct thread *thread)
{
    thread->alone = 0;
    thread->mark.depth = -1;
    thread->mark.next = 0;
}

/* The current thread has published another step without anybody else having
 * run: is it where it was before? Never blocks. */
void spin_check(struct thread *thread);

/* Another thread made a step that may change something. */
void spin_wake_all(const struct thread *by);

/* Nobody can run. Those who spin on memory that was written, or on the clock,
 * go on: the latter after time has moved. Return: who; 0 if nobody. */
thread_set spin_wake_for_memory(void);
thread_set spin_wake_for_time(void);

void spin_reset(void);

extern thread_set spinners;

#endif
