/* options.h - every bound of the explorer, with its default.
 *
 * Budgets count executions and steps, never seconds.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* How the schedules are gone through. */
enum strategy {
    STRATEGY_AUTO,   /* DPOR, then states, then bounds, then samples */
    STRATEGY_NAIVE,  /* every interleaving, no reduction at all */
    STRATEGY_DPOR,   /* source sets and sleep sets */
    STRATEGY_STATES, /* depth first, cut at states seen before */
    STRATEGY_BOUND,  /* states, with at most `bound` preemptions */
    STRATEGY_PCT,    /* random priorities from `seed` */
};

struct options {
    enum strategy strategy;
    long budget;     /* executions in all */
    long first_dpor; /* of them with DPOR before states are tried */
    int bound;       /* STRATEGY_BOUND: preemptions */
    int spurious;    /* wake-ups without a reason, an execution */
    int early;       /* time-outs before nobody else can run, an execution */
    bool races;      /* a data race is a failure; else its two accesses
                      * become steps of their own */
    bool leaks;      /* a block that is not freed in the end is one */
    bool collect;    /* goes on after failures: all ways to end (outcomes.h) */
    long steps_max;  /* visible steps, an execution */
    long accesses_max; /* plain accesses without a visible step */
    long minimise;     /* executions spent on a shorter failing schedule */
    long critical;     /* ... on finding the step after which all fail */
    uint64_t seed;
};

#define OPTIONS_DEFAULT                                                        \
    {                                                                          \
        .strategy = STRATEGY_AUTO, .budget = 500000, .first_dpor = 128,        \
        .bound = 0, .spurious = 0, .early = 1, .races = true, .leaks = false,  \
        .steps_max = 100000, .accesses_max = 20000000, .minimise = 20000,      \
        .critical = 2000, .seed = 1                                            \
    }

#endif
