/* outcomes.h - what executions came to: the final values that a scenario
 * names, and the states that it must be able to reach. Kept over all
 * executions of a search. */
#ifndef OUTCOMES_H
#define OUTCOMES_H

#include "exploration.h"

#define OUTCOMES_MAX 512
#define OUTCOME_LENGTH 160

/* One way in which it can end, and a schedule that ends so. */
struct outcome_kept {
    char words[OUTCOME_LENGTH]; /* "a = 3, b = 7" */
    long executions;
    struct schedule schedule;
};

extern struct outcome_kept outcomes[OUTCOMES_MAX];
extern int outcome_count;
extern uint64_t outcome_hash; /* of this execution so far: part of its state */

/* Called by the running execution. */
void outcomes_add(const char *name, long value);
void outcomes_reached(const char *state);

/* Called between executions: begins one; takes up how one ended. */
void outcomes_begin(void);
void outcomes_end(void);

/* The same for one that failed: by its final values, if it named any, or else
 * by its verdict. Never blocks. */
void outcomes_end_badly(enum verdict verdict);

/* The final values that the last execution named: "a = 3, b = 7".
 * Never blocks. */
const char *outcomes_words(void);

/* The same for options.collect: every ending is a way to end, named by its
 * verdict, and where all threads have done what they can do, by the state that
 * they leave (outcomes_describe, or else a hash of the globals). */
void outcomes_collect(enum ending ending);
extern void (*outcomes_describe)(char *to, size_t size);

/* Nothing counts that was seen before. */
void outcomes_forget(void);

/* Whether there are more than OUTCOMES_MAX. Never blocks. */
bool outcomes_overflowed(void);

/* The first of these states that no execution reached, or NULL. */
const char *outcomes_unreached(const char *const *states, int most);

#endif
