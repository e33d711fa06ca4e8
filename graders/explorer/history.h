/* history.h - the calls and returns that a scenario recorded in this
 * execution, for the check in model_history.c and for reports. */
#ifndef HISTORY_H
#define HISTORY_H

#include <stdint.h>

#define HISTORY_MAX 32

struct history_call {
    int thread;
    int operation;
    const char *word; /* its name; set when the history was judged */
    long argument, result;
    int called, returned; /* a number that grows; returned 0: not yet */
};

extern struct history_call history[HISTORY_MAX];
extern int history_count;

/* Between executions. */
void history_begin(void);

#endif
