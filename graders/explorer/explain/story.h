/* story.h - a recorded execution as a list of steps that a person can follow:
 * what happens, on which line, to what, with which values.
 *
 * Made from the trace in two replays: the first one tells which accesses other
 * threads can see, the second one names what they touch while it is there.
 * Everything lives until the process ends.
 */
#ifndef STORY_H
#define STORY_H

#include "exploration.h"
#include "names.h"
#include "trace.h"
#include "values.h"

#define WHAT_LENGTH 200
#define HOLDINGS_MAX 32

/* What a thread holds, and since which step. */
struct holding {
    int thread;
    uintptr_t address;
    int since; /* number of a step; 0: unknown */
    const void *pc;
};

struct step {
    int number; /* from 1 */
    int entry;  /* in the trace; the last one, where a step is made of two */
    int thread;
    const struct place *place; /* NULL: nowhere in the program */
    const char *code;          /* the text of its line, or NULL */
    const char *name;          /* of what it touches, or NULL */
    const char *second;        /* the mutex of a wait, or NULL */
    char before[VALUE_LENGTH], after[VALUE_LENGTH];
    char what[WHAT_LENGTH]; /* "locks m", "counter: 0 -> 1" */
    bool reads, writes;     /* memory, both if it is updated */
    bool preempts;          /* the thread before could have gone on */
    bool matters, fails;
    bool told;        /* the diagnosis speaks of it */
    int partner;      /* number of the step that woke it, ...; 0 */
    bool is_lost;     /* a signal that nobody was waiting for */
    thread_set woken; /* by this signal */
    struct holding holdings[HOLDINGS_MAX]; /* of everybody, after it */
    int holding_count;
};

/* Where a thread that never went on stands. */
struct blocked {
    int thread;
    enum op_kind op;
    uintptr_t address;
    const char *name, *second; /* what it waits for; the mutex of its wait */
    int holder;                /* thread, -1 */
    bool holder_ended;
    int since; /* number of the step that took it; 0 */
    const struct place *since_place;
    const struct place *place;
    const char *code;
    int step; /* the number of its last step; 0 */
};

struct story {
    struct step *steps;
    int count;
    struct blocked blocked[THREADS_MAX];
    int blocked_count;
    struct failure failure;    /* of the replay */
    const struct place *place; /* where it failed */
    const char *code;
    const char *access_name[2]; /* of a race's or memory error's places */
    int access_step[2];         /* numbers; 0 */
};

/* Replays the schedule twice and tells it. Blocks until that is done.
 * Returns: false if it does not fail the same way again. */
bool story_tell(struct story *story, const struct exploration *exploration);

/* The same for the first schedule that was found. */
bool story_tell_first(struct story *story,
                      const struct exploration *exploration);

/* Whether both tell the same steps. Never blocks. */
bool story_equal(const struct story *a, const struct story *b);

/* The same for any execution: replay runs it, the same one each time, and says
 * whether it did. Owns: free story->steps. Blocks until that is done. */
typedef bool story_replay(const void *context);
bool story_of(struct story *story, story_replay *replay, const void *context);

/* The name of an address; ever the same, "?" if there is none. Never blocks. */
const char *name_of(uintptr_t address);

/* Whether that is a name of the program's own. Never blocks. */
bool is_named(uintptr_t address);

/* The name of the block of the heap that the failure is about. Never blocks. */
const char *name_of_block(void);

/* A step by its number. Never blocks. */
struct step *story_step(const struct story *story, int number);

/* The trace entry of a step. Never blocks. */
const struct trace_entry *entry_of(const struct step *step);

#endif
