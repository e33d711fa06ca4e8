/* scenarios_shared.h - what the scenarios of lab 04 have in common: visitors.
 * A visitor acquires, stays inside until the script runs it again, releases. */
#ifndef SCENARIOS_SHARED_H
#define SCENARIOS_SHARED_H

#include "rwlock.h"
#include "turns.h"

/* No call of an attempt takes more steps than this. */
#define STEPS_MAX 400

enum role { READER, WRITER, TRY_READER, TRY_WRITER };

struct visitor {
    struct actor *actor;
    struct rwlock *lock;
    enum role role;
    bool hurries; /* leaves at once instead of staying inside */
    bool refused; /* by a try */
    bool inside;
};

extern struct rwlock *lock;
extern struct visitor visitors[];
extern int visitor_count;
extern int readers_inside, writers_inside;
extern int shared_wrongly; /* entries of a writer or beside one */

/* A lock, and no visitors. Never blocks. */
void open_up(void);

/* Everybody leaves; then the lock is destroyed. Blocks until all have left; if
 * they cannot, the scenario ends here. */
void close_up(void);

/* A visitor that has not called anything yet; one in a hurry does not stay
 * inside. Never block. */
struct visitor *make(enum role role, const char *name);
struct visitor *make_hurried(enum role role, const char *name);

/* The same, and it comes. Blocks until it is inside, waits, or was refused. */
struct visitor *come(enum role role, const char *name);

/* It leaves, if it is inside. Blocks until it has. */
void leave(struct visitor *visitor);

/* Whether it is neither inside nor through. Never blocks. */
bool waits(const struct visitor *visitor);

/* Runs all who wait, in the order in which they came. Blocks until each of
 * them is inside or asleep; those inside stay there. */
void let_in(void);

/* The same, but the one that came last runs first. */
void let_in_newest_first(void);

/* The scenarios of the other files. */
void writer_waits_for_reader(void);
void writer_is_woken(void);
void writer_waits_for_writer(void);
void reader_and_waiting_writers(void);
void reader_and_coming_writers(void);
void reader_behind_waiting_writers(void);
void reader_behind_coming_writers(void);
void reader_and_late_readers(void);
void try_free(void);
void try_beside_writer(void);
void try_beside_crowd(void);
void try_beside_reader(void);
void try_past_waiting_writer(void);
void try_crosses(void);
void try_while_one_leaves(void);
void readers_leave_at_once(void);
void two_cross(void);
void readers_cross(void);
void crowds_cross(void);
void spurious_beside_writer(void);
void spurious_beside_reader(void);
void spurious_everywhere(void);
void sleeps_beside_writer(void);
void sleeps_beside_reader(void);

#endif
