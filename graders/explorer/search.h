/* search.h - the tree of decisions, and the strategies that walk it.
 *
 * A node is one decision of the execution that runs: who could go on, who
 * did, who still has to be tried there. The nodes of the prescribed beginning
 * stay as they are when an execution is started anew.
 *
 * Sources: source sets and sleep sets, Abdulla, Aronis, Jonsson, Sagonas,
 * POPL 2014; what a bound does to reduction, Coons, Musuvathi, McKinley,
 * OOPSLA 2013; PCT, Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include "engine.h"

struct node {
    struct object *object, *second;
    uint8_t access, second_access, clock_access;
    uint8_t kind;
    uint8_t thread;
    int alternative, alternatives;
    int write_before[3]; /* event that wrote object, second, the clock before
                          * this one did; -1: none */
    long value_before;   /* what the object held: reduce.c */
    thread_set pickable_before; /* of a condition: whom its signals may pick */
    uint64_t state;             /* of tree_strategy: before this decision */
    bool takes_time;     /* nobody could go on: something had to happen first */
    const void *pc;      /* of the operation */
    bool follows_circle; /* no choice: a thread goes round once more */
    int preemptions;     /* before this decision */
    uint8_t runner;      /* who made the step before */
    bool switch_cost; /* whether anybody else but the runner is a preemption */
    bool cost;        /* whether this decision is one */
    thread_set enabled;
    thread_set sleep;     /* explored elsewhere: need not be tried here */
    thread_set quiet;     /* their locks begin quiet sections: sleepers.h */
    thread_set backtrack; /* have to be tried here */
    thread_set done;
};

extern struct node *nodes;

extern uint32_t *node_rows; /* clock_width entries an event */

/* The vector of node `event`: for each thread, 1 + its latest event that
 * happens before or is this one. Never blocks. */
static inline uint32_t *node_row(int event)
{
    return node_rows + (size_t)event * (size_t)engine.clock_width;
}

/* What a strategy does. All of it runs between or inside executions. */
struct strategy_functions {
    /* Decides at a new depth; nodes[depth].enabled is set. Returns: the
     * thread, and *alternative; -1 to end the execution here. */
    int (*choose)(struct node *node, int depth, int *alternative);
    /* The step of this node is about to be made: new, or the last prescribed
     * one, which was another one before. NULL: nothing to do. */
    void (*step)(struct thread *thread, int event);
    /* The same, of a step that is made once more. */
    void (*step_again)(struct thread *thread, int event);
    /* The execution has ended: moves on to the next one.
     * Returns: false if there is none. */
    bool (*advance)(void);
};

extern const struct strategy_functions dpor_strategy, tree_strategy,
    pct_strategy;
extern const struct strategy_functions *strategy; /* the one in use */

/* Sets the limits for tree_strategy: states are matched or not, and how many
 * preemptions there may be (-1: any). Forgets all states. */
void tree_start(bool match_states, int preemptions);
/* From now on executions are cut at this depth, and states count as seen only
 * at the depth they were seen at or a greater one; -1: no such limit. */
void tree_limit_depth(int depth);
/* Turns the execution that runs under dpor_strategy, the first one, into the
 * first one under tree_strategy with states. If it is not the first one, ends
 * it; the search starts anew. */
void tree_adopt(void);
/* How many states were seen since. Never blocks. */
long tree_states(void);
/* Whether a bound left something out since. Never blocks. */
bool tree_was_bounded(void);

void dpor_start(void);
void pct_start(uint64_t seed, int depth, long steps);

/* Whether two operations of different threads may not be swapped. */
bool ops_conflict(const struct op *a, const struct op *b);
/* The thread's operation is going to be another one, without having been
 * carried out: the races that it was in. */
void reduce_withdrawn(const struct thread *thread);
/* At the end of an execution: those that never got to do what they wanted. */
void reduce_pending(void);

/* The memory of nodes and clocks, made once. */
void search_allocate(void);

/* Runs one execution along nodes[0..replay_length). */
enum ending execution_run(void);

/* The memory for the vectors, lent to reduce.c. */
void reduce_rows(uint32_t *memory);

/* Whether going on with this thread preempts the one that made the step
 * before: 0 or 1. Who yields or sleeps is not preempted. */
int preemption_cost(const struct node *node, int thread);

#endif
