/* Lab 04, explored: tries, and histories. */
#include "explored_visitors.h"

#include <stddef.h>

/* ---- tries ---- */

static void must_not_wait(const struct visitor *visitor)
{
    explore_settle();
    explore_require(explore_ended(visitor->thread), VERDICT_WRONG_RESULT,
                    "the try has returned, whoever stays inside",
                    "the try waits",
                    "check-then-act: a try may enter only by what it checked "
                    "itself; it must say false instead of waiting for "
                    "somebody to leave");
}

/* Somebody comes in the middle of the try, and stays. */
void try_crosses(void)
{
    static const enum role pairs[][2] = {
        {TRY_WRITER, READER}, {TRY_WRITER, WRITER}, {TRY_READER, WRITER}};
    const enum role *pair = pairs[explore_choose(3)];
    open_up();
    struct visitor *other = stays(pair[1], "who comes");
    struct visitor *tries = hurried(pair[0], "the try");
    comes(other);
    comes(tries);
    must_not_wait(tries);
    leaves(other);
    close_up();
}

/* Somebody leaves, another one waits for that, and a try comes just then. */
void try_while_one_leaves(void)
{
    static const enum role trios[][3] = {
        {WRITER, READER, TRY_WRITER}, {WRITER, WRITER, TRY_WRITER},
        {READER, WRITER, TRY_WRITER}, {WRITER, WRITER, TRY_READER},
        {READER, WRITER, TRY_READER},
    };
    const enum role *trio = trios[explore_choose(5)];
    open_up();
    struct visitor *first = stays(trio[0], "leaves");
    arrives(first);
    arrives(hurried(trio[1], "waits"));
    comes(hurried(trio[2], "the try"));
    leaves(first);
    close_up();
}

void two_tries(void)
{
    open_up();
    comes(hurried(TRY_WRITER, "try write"));
    comes(hurried(TRY_READER, "try read"));
    comes(hurried(WRITER, "writer"));
    close_up();
}

/* ---- histories ---- */

enum operation { GET_READ, GET_WRITE, TRY_READ, TRY_WRITE, LEAVE };
static const char *const words[] = {"acquire_read", "acquire_write",
                                    "try_acquire_read", "try_acquire_write",
                                    "release"};

/* The lock as a state: readers inside, or -1 for a writer. A try may be
 * refused whenever another call is about, so that says nothing here. */
static bool lock_specification(void *state, int operation, long leaving,
                               long result)
{
    int *inside = state;
    bool reads = operation == GET_READ || operation == TRY_READ;
    if (operation == LEAVE) {
        *inside += leaving == READER ? -1 : 1;
        return true;
    }
    if (!result)
        return true;
    if (reads ? *inside < 0 : *inside != 0)
        return false;
    *inside += reads ? 1 : -1;
    return true;
}

static bool recorded(enum operation operation)
{
    bool in = true;
    explore_called((int)operation, 0);
    if (operation == GET_READ)
        rwlock_acquire_read(lock);
    else if (operation == GET_WRITE)
        rwlock_acquire_write(lock);
    else if (operation == TRY_READ)
        in = rwlock_try_acquire_read(lock);
    else
        in = rwlock_try_acquire_write(lock);
    explore_returned(in);
    return in;
}

static void visit_on_record(void *argument)
{
    enum operation operation = *(const enum operation *)argument;
    if (!recorded(operation))
        return;
    bool reads = operation == GET_READ || operation == TRY_READ;
    explore_called(LEAVE, reads ? READER : WRITER);
    if (reads)
        rwlock_release_read(lock);
    else
        rwlock_release_write(lock);
    explore_returned(1);
}

void as_if_one_by_one(void)
{
    static enum operation pairs[][2] = {
        {GET_READ, TRY_WRITE}, {GET_WRITE, TRY_WRITE}, {GET_WRITE, TRY_READ}};
    enum operation *pair = pairs[explore_choose(3)];
    int nobody = 0;
    open_up();
    explore_thread(words[pair[0]], visit_on_record, &pair[0]);
    explore_thread(words[pair[1]], visit_on_record, &pair[1]);
    explore_join_all();
    explore_linearizable(lock_specification, &nobody, sizeof nobody, words);
    rwlock_destroy(lock);
}
