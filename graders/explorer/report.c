/* report.c - see report.h. */
#include "report.h"

#include <stdio.h>
#include <time.h>

static void print_counts(const struct exploration *e)
{
    printf("complete: %ld\ncut: %ld\nlimited: %ld\nrestarts: %ld\n",
           e->complete, e->cut, e->limited, e->restarts);
    printf("states: %ld\nreach: %d\nbound: %d\nlongest: %d\nsteps: %ld\n",
           e->states, e->reach, e->bound, e->deepest, engine.total_steps);
    printf("cpu_ms: %.3f\n", (double)clock() * 1e3 / CLOCKS_PER_SEC);
}

void report(struct exploration *exploration, const struct settings *settings)
{
    if (exploration->verdict != VERDICT_OK &&
        exploration->failure.verdict != VERDICT_OK)
        printf("%s\n", exploration->failure.diagnosis);
    printf("verdict: %s\n", verdict_name(exploration->verdict));
    printf("executions: %ld\n", exploration->executions);
    if (settings->counts)
        print_counts(exploration);
}
