/* ask.h - what an exploring program can be asked, beyond whether it fails; for
 * `make play` and `make predict` (explain/serve.h has the questions).
 */
#ifndef ASK_H
#define ASK_H

#include "exploration.h"

/* Before exploring: finds out which accesses are steps, once and for all, so
 * that a schedule means the same from then on. Blocks until its budget of
 * executions is spent. */
void ask_prepare(void);

/* The failing schedule that begins with `prefix` and has the fewest
 * preemptions behind it, then the fewest steps. Blocks until its budget of
 * executions is spent. */
struct way_to_fail {
    bool found;
    bool none; /* certainly: every schedule from there on was seen */
    struct schedule schedule;
    int preemptions; /* behind the prefix */
    enum verdict verdict;
};
void ask_behind(const struct schedule *prefix, struct way_to_fail *way);

/* All ways to end, into outcomes[]; each with a schedule of few preemptions.
 * Races are no failures meanwhile. Blocks until its budget of executions is
 * spent. Returns: whether it has seen everything. */
bool ask_outcomes(void);

/* Answers questions. Blocks until there are no more.
 * Returns: false after a message if it cannot. */
bool ask_serve(const struct exploration *exploration);

/* Names all scenarios instead. Never blocks for long. */
struct explored_scenario;
bool ask_list(const struct explored_scenario *scenarios);

#endif
