/* scenarios_shared.h - what the scenarios of lab 04 have in common: visitors.
 * A visitor acquires, stays inside until the script runs it again, releases. */
#ifndef SCENARIOS_SHARED_H
#define SCENARIOS_SHARED_H

#include "rwlock.h"
#include "turns.h"

enum role { READER, WRITER, TRY_READER, TRY_WRITER };

struct visitor {
    struct actor *actor;
    struct rwlock *lock;
    enum role role;
    bool refused; /* by a try */
    bool inside;
};

extern struct rwlock *lock;
extern struct visitor visitors[];
extern int visitor_count;
extern int readers_inside, writers_inside;

/* A lock, and no visitors. Never blocks. */
void open_up(void);

/* Everybody leaves; then the lock is destroyed. Blocks until all have left; if
 * they cannot, the scenario ends here. */
void close_up(void);

/* A visitor comes. Blocks until it is inside, waits, or was refused. */
struct visitor *come(enum role role, const char *name);

/* It leaves, if it is inside. Blocks until it has. */
void leave(struct visitor *visitor);

/* Whether it is neither inside nor through. Never blocks. */
bool waits(const struct visitor *visitor);

/* Runs all who wait, in the order in which they came. Blocks until each of
 * them is inside or asleep; those inside stay there. */
void let_in(void);

/* The scenarios of scenarios_try.c. */
void try_free(void);
void try_beside_writer(void);
void try_beside_crowd(void);
void try_beside_reader(void);
void try_past_waiting_writer(void);

#endif
