/* ways.h - three ways to do several things at once, behind one interface:
 * threads, processes, an event loop. Each job is a function that says how long
 * something took or how much it needed. */
#ifndef INTERLEAVE_SLIDES_WAYS_H
#define INTERLEAVE_SLIDES_WAYS_H

enum {
    STARTS = 200,       /* begun and ended, one after the other */
    TURNS = 2000,       /* handed over and back */
    WAITERS = 200,      /* that wait at the same time */
    WAIT_MS = 10,       /* for so long */
    PARTS = 2,          /* of a computation */
    WORK = 40 * 1000000 /* steps of it in all */
};

struct way {
    const char *name;
    double (*start_us)(void);   /* one: begin it, wait for its end */
    double (*turn_us)(void);    /* two: one turn there and back */
    double (*wait_ms)(void);    /* WAITERS that wait for a timer at once */
    double (*memory_kib)(void); /* resident, for each of WAITERS */
    double (*compute_ms)(void); /* WORK in PARTS parts */
};

extern const struct way way_threads, way_processes, way_loop;

/* Shared by the three. */
long work(long steps);
double resident_kib(long process); /* 0: this one; its proportional share */
double now_us(void);

#endif
