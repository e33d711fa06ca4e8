/* trace.h - what a replay notes down, step by step, for those who explain it.
 *
 * Only while engine.recording; the search itself runs without.
 */
#ifndef TRACE_H
#define TRACE_H

#include "engine.h"

#define STACK_DEPTH 12

enum trace_kind {
    TRACE_STEP,   /* a visible operation was carried out, see op */
    TRACE_ACCESS, /* a plain access */
    TRACE_START,  /* a thread began */
    TRACE_END,    /* a thread ended */
};

/* One entry. Pointers to objects are not kept: objects are made anew. */
struct trace_entry {
    uint8_t kind;    /* enum trace_kind */
    uint8_t op;      /* enum op_kind */
    uint8_t thread;
    uint8_t size;    /* of an access: up to 16 */
    bool write;      /* of an access or of a visible one */
    bool by_expiry, spurious;
    int decision;    /* engine.depth before it; -1: none */
    int alternative;
    long result;     /* of try and timed operations: its status */
    uintptr_t address;        /* the object's or the memory's */
    uint64_t before, after;   /* value of a memory access */
    const void *pc;
    const void *stack[STACK_DEPTH]; /* callers, innermost first */
    int stack_depth;
    int other_thread; /* who was woken, joined, ...; -1 */
};

extern struct trace_entry *trace;
extern int trace_count;

void trace_allocate(void);
void trace_reset(void);

/* The thread's published operation has just become its turn. */
void trace_step(struct thread *thread);
/* A plain access is about to be made. */
void trace_access(uintptr_t address, size_t size, bool write, const void *pc);
/* The status that the operation just traced has returned. */
void trace_result(long status);

#endif
