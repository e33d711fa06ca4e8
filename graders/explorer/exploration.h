/* exploration.h - what came of exploring a program, and its schedules. */
#ifndef EXPLORATION_H
#define EXPLORATION_H

#include "engine.h"

/* How much of what can happen was seen. */
enum reach {
    REACH_NONE,  /* budgets ran out at once */
    REACH_BOUND, /* all with at most `bound` preemptions */
    REACH_ALL,
};

struct choice {
    uint8_t thread;
    uint8_t alternative;
};

struct schedule {
    struct choice *choices;
    int length;
    /* What counted as a step when it was kept; later on, more may. */
    uintptr_t *visible;
    int visible_count;
    bool locks_are_watched;
};

struct exploration {
    enum verdict verdict;
    struct failure failure;   /* of the first one found, then of the shortest */
    struct schedule schedule; /* that leads there */
    struct failure first_failure; /* of the first one found */
    struct schedule first;        /* that led there; empty without a search */
    int preemptions;              /* of schedule; -1: nobody knows */
    bool minimal;                 /* no schedule with fewer preemptions fails */
    enum reach reach;
    int bound;
    long sampled;
    long executions; /* until the result, restarts included */
    long complete, cut, limited;
    long minimising; /* executions spent on the shortest schedule */
    long restarts;
    long states;
    int deepest;                   /* steps of the longest execution */
    const char *const *must_reach; /* states, see outcomes.h; or NULL */
    int must_reach_count;
    void (*progress)(const struct exploration *);
};

/* Explores as engine.options say. Blocks until there is a result. */
void explore_everything(struct exploration *into);

/* After a failure: keeps the schedule that led there as the first one, looks
 * for the one with the fewest preemptions, and of these for the one with the
 * fewest steps. */
void explore_shortest(struct exploration *exploration);

/* Keeps the decisions of the execution that just ended. */
void schedule_keep(struct schedule *schedule);

/* Sets an empty schedule to the same decisions as that one. */
void schedule_copy(struct schedule *to, const struct schedule *from);

/* Whether both are the same decisions. */
bool schedule_equal(const struct schedule *a, const struct schedule *b);

/* Runs this schedule again, then goes on as it likes. */
enum ending schedule_replay(const struct schedule *schedule);

#endif
