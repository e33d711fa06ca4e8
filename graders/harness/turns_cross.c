/* Every place for one preemption, one trial each. Most bugs of two threads
 * need no more than one (Musuvathi, Qadeer: "Iterative context bounding for
 * systematic testing of multithreaded programs", PLDI 2007). */
#include "turns_internal.h"

#define TRIALS_MAX 400

static bool one_trial(const struct crossing *crossing, int k)
{
    if (crossing->set_up)
        crossing->set_up();
    turns_trace_clear();
    struct actor *first =
        actor_start(crossing->first_name, crossing->first, NULL);
    struct actor *second =
        actor_start(crossing->second_name, crossing->second, NULL);
    bool paused = actor_run_until(first, STEP_ANY, k) == ACTOR_PAUSED;
    actor_run(second);
    actors_finish();
    if (crossing->tear_down)
        crossing->tear_down();
    return paused;
}

int actors_cross(const struct crossing *crossing)
{
    int k = 1;
    while (one_trial(crossing, k)) {
        if (++k > TRIALS_MAX)
            turns_stop(VERDICT_LIMIT_REACHED,
                       "one call takes more than %d synchronization steps",
                       TRIALS_MAX);
    }
    return k;
}
