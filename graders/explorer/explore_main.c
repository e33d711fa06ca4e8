#include "execute.h"
#include "exploration.h"
#include "explore_internal.h"
#include "search.h"
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <time.h>
int explored_main(int, char **);
int main(int argc, char **argv)
{
    struct options o = OPTIONS_DEFAULT;
    for (int i = 1; i < argc; i++) {
        char *v = strchr(argv[i], '=');
        if (!v) continue;
        *v++ = 0;
        if (!strcmp(argv[i], "strategy"))
            o.strategy = !strcmp(v, "naive") ? STRATEGY_NAIVE : !strcmp(v, "dpor") ? STRATEGY_DPOR : !strcmp(v, "states") ? STRATEGY_STATES : !strcmp(v,"bound")?STRATEGY_BOUND:STRATEGY_AUTO;
        if (!strcmp(argv[i], "budget")) o.budget = atol(v);
        if (!strcmp(argv[i], "bound")) o.bound = atoi(v);
        if (!strcmp(argv[i], "spurious")) o.spurious = atoi(v);
        if (!strcmp(argv[i], "races")) o.races = strcmp(v, "off") != 0;
        if (!strcmp(argv[i], "watched")) engine.locks_are_watched = atoi(v);
    }
    program_main = explored_main;
    engine_allocate(&o);
    struct exploration e = {0};
    struct timespec a, b;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    explore_everything(&e);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    double t = (b.tv_sec - a.tv_sec) + (b.tv_nsec - a.tv_nsec) * 1e-9;
    printf("verdict: %s\nexecutions: %ld\n%s\ncomplete %ld cut %ld limited %ld restarts %ld states %ld reach %d bound %d deepest %d; %.3f s, %.0f exec/s %.1f ns/step\n", verdict_name(e.verdict), e.executions, e.verdict ? e.failure.diagnosis : "", e.complete, e.cut, e.limited, e.restarts, e.states, e.reach, e.bound, e.deepest, t, e.executions / t, t*1e9/engine.total_steps);
}
