/* explored_visitors.h - what the explored scenarios of lab 04 are about: a
 * visitor acquires, is inside for a while, and releases; each in a thread. */
#ifndef EXPLORED_VISITORS_H
#define EXPLORED_VISITORS_H

#include "rwlock.h"

#include "explore.h"

enum role { READER, WRITER, TRY_READER, TRY_WRITER };

struct visitor {
    struct explored_thread *thread;
    const char *name;
    enum role role;
    int times; /* visits, one after the other */
    /* Called as soon as it is inside; NULL: nothing to do. */
    void (*entered)(const struct visitor *self);
    bool for_good; /* never leaves */
    long may_leave;
    long place; /* how many were inside when it got in; 0: it has not yet */
};

extern struct rwlock *lock;
extern long inside_now; /* readers inside; a writer counts as WRITER_WEIGHT */

#define WRITER_WEIGHT 100

/* A lock, and no visitors. Never blocks. */
void open_up(void);

/* Blocks until all visitors are through; destroys the lock. */
void close_up(void);

/* A visitor that leaves as soon as it was inside, or that stays until
 * leaves(). It has not come yet. Never block. */
struct visitor *hurried(enum role role, const char *name);
struct visitor *stays(enum role role, const char *name);

/* It comes, together with whatever else goes on. Never blocks. */
void comes(struct visitor *visitor);

/* It comes. Blocks until it is inside, waits, or was refused. */
void arrives(struct visitor *visitor);

/* It may leave. Never blocks. */
void leaves(struct visitor *visitor);

/* The scenarios of the other files. */
void writer_waits_for_reader(void);
void writer_waits_for_writer(void);
void reader_and_later_writers(void);
void reader_behind_waiting_writer(void);
void reader_and_late_readers(void);
void try_crosses(void);
void try_while_one_leaves(void);
void two_tries(void);
void as_if_one_by_one(void);

#endif
