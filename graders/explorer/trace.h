/* trace.h - what a replay notes down, step by step, for those who explain it.
 *
 * Only while engine.recording; the search itself runs without. An entry is
 * made before its effect; what the effect was is filled in when the next one
 * is made, or by trace_close(): until then nothing else has happened.
 */
#ifndef TRACE_H
#define TRACE_H

#include "engine.h"

#define STACK_DEPTH 12
#define TRACE_HELD 6
#define TRACE_TEXT 64

enum trace_kind {
    TRACE_STEP,   /* a visible operation was carried out, see op */
    TRACE_ACCESS, /* a plain access */
    TRACE_CREATE, /* a thread was created: other_thread */
    TRACE_START,  /* a thread began */
    TRACE_END,    /* a thread ended */
    TRACE_JOIN,   /* the end of other_thread was waited for */
    TRACE_PRINT,  /* the program printed text */
    TRACE_MAKE,   /* a block was allocated at address */
    TRACE_FREE,   /* ... given back */
    TRACE_FAIL,   /* the execution failed here */
};

/* Why a sleeper or a time-limited operation went on. */
enum trace_reason {
    REASON_NONE,
    REASON_SIGNAL,
    REASON_SPURIOUS,
    REASON_EXPIRY,
};

/* One entry. Pointers to objects are not kept: objects are made anew. */
struct trace_entry {
    uint8_t kind; /* enum trace_kind */
    uint8_t op;   /* enum op_kind */
    uint8_t thread;
    uint8_t reason;      /* enum trace_reason */
    uint8_t object_type; /* enum object_type, of what lies at address */
    bool write;          /* of an access or of a visible one */
    bool gained;         /* a lock, try, time limit: it gets what it wants */
    bool preempts;       /* the thread before could have gone on */
    int decision;        /* which one of the schedule it is; -1: none */
    int alternative;
    int other_thread;              /* who was created or joined; -1 */
    uintptr_t address;             /* the object's or the memory's */
    uintptr_t second;              /* the mutex of a wait; 0 */
    size_t size;                   /* of an access */
    uint64_t before, after;        /* value of the first 8 bytes of an access */
    int count_before, count_after; /* of the object: value, readers, ... */
    int owner_before;              /* who held it; -1 */
    thread_set waiters;            /* asleep in the object before the step */
    const void *pc;
    const void *stack[STACK_DEPTH]; /* callers, innermost first */
    int stack_depth;
    /* What the thread holds after it. */
    int held_count;
    uintptr_t held[TRACE_HELD];
    const void *held_pc[TRACE_HELD];
    char text[TRACE_TEXT]; /* printed */
};

extern struct trace_entry *trace;
extern int trace_count;
extern bool trace_is_full; /* later entries are missing */

/* Called with the number of each new entry, while its thread stands there;
 * or NULL. Never blocks. */
extern void (*trace_hook)(int entry);

/* Between executions. Never blocks. */
void trace_reset(void);

/* The last entry's effect is complete. Never blocks. */
void trace_close(void);

/* The thread's published operation has just become its turn. Never blocks. */
void trace_step(struct thread *thread);

/* The current thread's published operation, a release, is made as a part of
 * the step before it. Never blocks. */
void trace_release(void);

/* A plain access is about to be made. Never blocks. */
void trace_access(uintptr_t address, size_t size, bool write, const void *pc);

/* Why the operation just traced went on. Never blocks. */
void trace_reason(enum trace_reason reason);

/* A thread began, ended, or had to do with another one. Never blocks. */
void trace_thread(enum trace_kind kind, int other_thread, const void *pc);

/* A block of the heap came or went. Never blocks. */
void trace_block(enum trace_kind kind, uintptr_t address, size_t size,
                 const void *pc);

/* The program prints. Never blocks. */
void trace_print(const char *text, const void *pc);

/* The execution ends here as a failure. Never blocks. */
void trace_fail(const void *pc);

#endif
