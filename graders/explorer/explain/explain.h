/* explain.h - the way into libexplain.so, which an explored program loads when
 * there is something to report. It uses the engine of the program that loaded
 * it (explain.list names what of it).
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "exploration.h"
#include "trace.h"

#define EXPLAIN_SYMBOL "explain_exploration"

/* Differs where program and library were not built from the same source. */
#define EXPLAIN_LAYOUT                                                         \
    (sizeof(struct engine) * 31 + sizeof(struct thread) * 7 +                  \
     sizeof(struct object) * 3 + sizeof(struct trace_entry))

struct explain_request {
    size_t layout;                   /* EXPLAIN_LAYOUT */
    struct exploration *exploration; /* its diagnosis becomes better */
    const char *scenario;            /* or NULL */
    /* critical_decision(), and how many executions it may take */
    int (*critical)(const struct schedule *schedule, long budget);
    long critical_budget;
};

/* Says all that is known as one JSON document (trace.schema.json). A failure's
 * schedule is replayed for that. Blocks until that is done.
 * Returns: the document, for free(); NULL if it could not be made. */
typedef char *explain_function(const struct explain_request *request);
explain_function explain_exploration;

#endif
