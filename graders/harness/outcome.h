/* outcome.h - what a scenario did, as seen from outside. */
#ifndef OUTCOME_H
#define OUTCOME_H

#include "verdict.h"
#include "watch.h"

#define OUTCOME_FACTS_MAX 200
#define OUTCOME_THREADS_MAX 64
#define OUTCOME_STEPS_MAX 24
#define OUTCOME_CALLERS 5

struct recorded_fact {
    const char *name;
    const char *value;
};

/* Where one thread stood when the scenario could not go on. */
struct standing {
    char thread[16];
    char doing[160];   /* "waits for a lock that 'b to a' holds" */
    char function[64]; /* "" when not in the attempt */
    int line;          /* of the attempt; 0 when unknown */
};

/* One of the last things that happened; its line is looked up when needed. */
struct last_step {
    char thread[16];
    char doing[120];
    uintptr_t callers[OUTCOME_CALLERS]; /* innermost first; 0 ends them */
};

struct outcome {
    const char *scenario;
    /* VERDICT_OK: it ran to its end, and its facts can be judged. */
    enum verdict verdict;
    char diagnosis[400];
    bool begun;           /* main() was reached */
    bool too_many_facts;  /* some were dropped */
    const char *explored; /* the explorer's report, JSON; NULL if none */
    int fact_count;
    struct recorded_fact facts[OUTCOME_FACTS_MAX];
    int standing_count;
    struct standing standing[OUTCOME_THREADS_MAX];
    int step_count;
    struct last_step steps[OUTCOME_STEPS_MAX];
    char output[WATCH_OUTPUT_KEPT + 1]; /* the end of what it printed */
    struct watched watched;
};

/* Reads what the watch saw. Never blocks for long. nonce: what the last line
 * has to repeat. Owns: outcome_free(), also of out->watched, which moves in. */
void outcome_read(const struct watched *watched, const char *scenario,
                  const char *nonce, struct outcome *out);

/* The value of a fact; NULL if it was not recorded. The last one counts.
 * Never blocks. */
const char *outcome_fact(const struct outcome *outcome, const char *name);

/* Never blocks. */
void outcome_free(struct outcome *outcome);

#endif
