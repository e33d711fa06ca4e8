/* What is done to an attempt at lab 04; scenarios_*.c have the rest. */
#include "scenarios_shared.h"

static _Thread_local int seen;
static int data;

/* ---- one thread ---- */

static void one_at_a_time(void)
{
    open_up();
    rwlock_acquire_read(lock);
    rwlock_release_read(lock);
    rwlock_acquire_write(lock);
    rwlock_release_write(lock);
    rwlock_acquire_write(lock);
    rwlock_release_write(lock);
    rwlock_acquire_read(lock);
    rwlock_release_read(lock);
    struct rwlock *first = lock;
    rwlock_acquire_write(first);
    lock = rwlock_create();
    rwlock_acquire_write(lock);
    rwlock_release_write(first);
    rwlock_release_write(lock);
    rwlock_destroy(first);
    rwlock_destroy(lock);
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

/* What happens at one lock is no business of another one. */
static void two_locks(void)
{
    open_up();
    struct rwlock *first = lock;
    struct visitor *writer = come(WRITER, "writer");
    struct visitor *reader = come(READER, "reader");
    bool waited = waits(reader);
    lock = rwlock_create();
    struct visitor *other = come(WRITER, "other writer");
    fact("writers inside while one is inside another lock", "%d",
         other->inside);
    come(READER, "other reader");
    leave(other);
    let_in();
    fact("readers let in by the writer of another lock", "%d",
         waited && reader->inside);
    leave(&visitors[visitor_count - 1]);
    leave(writer);
    let_in();
    other = come(WRITER, "next writer");
    fact("writers inside while a reader is inside another lock", "%d",
         other->inside);
    leave(other);
    leave(reader);
    actors_finish();
    rwlock_destroy(first);
    rwlock_destroy(lock);
}

/* ---- who may be inside together ---- */

/* The first one in is the last one out: leaving in another order is the
 * business of readers_leave. */
static void readers_share(void)
{
    open_up();
    struct visitor *one = come(READER, "reader 1");
    struct visitor *two = come(READER, "reader 2");
    struct visitor *three = come(READER, "reader 3");
    fact("readers inside together", "%d", readers_inside);
    leave(three);
    leave(two);
    leave(one);
    close_up();
}

static void writer_inside(void)
{
    open_up();
    struct visitor *inside = come(WRITER, "writer 1");
    come(READER, "reader");
    fact("readers that got in beside a writer", "%d", readers_inside);
    come(WRITER, "writer 2");
    fact("writers inside together", "%d", writers_inside);
    leave(inside);
    close_up();
}

static void readers_inside_first(void)
{
    open_up();
    struct visitor *one = come(READER, "reader 1");
    struct visitor *two = come(READER, "reader 2");
    come(WRITER, "writer");
    fact("writers that got in beside two readers", "%d", writers_inside);
    leave(two);
    let_in();
    fact("writers that got in beside one reader", "%d", writers_inside);
    leave(one);
    close_up();
}

/* ---- readers leave ---- */

static void readers_leave(void)
{
    open_up();
    struct visitor *one = come(READER, "reader 1");
    struct visitor *two = come(READER, "reader 2");
    leave(one);
    struct visitor *writer = come(WRITER, "writer");
    leave(two);
    let_in();
    fact("writer inside when both readers are gone", "%d", writers_inside);
    leave(writer);
    one = come(READER, "reader 3");
    writer = come(WRITER, "writer 2");
    leave(one);
    let_in();
    fact("writer inside when the only reader is gone", "%d", writers_inside);
    leave(writer);
    close_up();
}

/* ---- waking ---- */

static void all_readers_wake(void)
{
    open_up();
    struct visitor *writer = come(WRITER, "writer");
    for (int i = 0; i < 3; i++) {
        static const char *const names[] = {"reader 1", "reader 2", "reader 3"};
        come(READER, names[i]);
    }
    leave(writer);
    let_in();
    fact("readers inside after the writer left", "%d", readers_inside);
    for (int i = visitor_count - 1; i >= 0; i--)
        leave(&visitors[i]);
    close_up();
    fact("blocks of memory left after destroy", "%zu", heap_blocks());
}

/* ---- for the race detectors ---- */

static void read_data(void)
{
    rwlock_acquire_read(lock);
    seen += data;
    rwlock_release_read(lock);
}

static void write_data(void)
{
    rwlock_acquire_write(lock);
    data++;
    rwlock_release_write(lock);
}

static void try_to_read(void)
{
    if (!rwlock_try_acquire_read(lock))
        return;
    seen += data;
    rwlock_release_read(lock);
}

static void try_to_write(void)
{
    if (!rwlock_try_acquire_write(lock))
        return;
    data++;
    rwlock_release_write(lock);
}

static void (*const uses[])(void) = {write_data, read_data, try_to_read,
                                     try_to_write};
#define USES (sizeof uses / sizeof *uses)

/* Each thread begins with another use, and ends with another one: what comes
 * first or last in a thread is not ordered by its other uses. */
static void use_everything(void *first)
{
    for (size_t i = 0; i < USES; i++)
        uses[((size_t)(uintptr_t)first + i) % USES]();
}

static void read_and_stay(void *nothing)
{
    (void)nothing;
    rwlock_acquire_read(lock);
    seen += data;
    actor_pause();
    rwlock_release_read(lock);
}

/* Two releases with nothing between them that would order them. */
static void leave_one_after_another(void)
{
    struct actor *first = actor_start("stays", read_and_stay, NULL);
    struct actor *second = actor_start("leaves", read_and_stay, NULL);
    actor_run(first);
    actor_run(second);
    actor_run(second);
    actor_run(first);
}

static void everything(void)
{
    struct actor *actors[USES + 1];
    static const char *const names[USES + 1] = {"one", "two", "three", "four",
                                                "five"};
    open_up();
    for (size_t i = 0; i <= USES; i++)
        actors[i] = actor_start(names[i], use_everything, (void *)(uintptr_t)i);
    for (size_t i = 0; i <= USES; i++)
        actor_run(actors[i]);
    leave_one_after_another();
    close_up();
}

const struct scenario scenarios[] = {
    {"one_at_a_time", one_at_a_time},
    {"two_locks", two_locks},
    {"readers_share", readers_share},
    {"writer_inside", writer_inside},
    {"readers_inside_first", readers_inside_first},
    {"readers_leave", readers_leave},
    {"all_readers_wake", all_readers_wake},
    {"try_free", try_free},
    {"try_beside_writer", try_beside_writer},
    {"try_beside_crowd", try_beside_crowd},
    {"try_beside_reader", try_beside_reader},
    {"try_past_waiting_writer", try_past_waiting_writer},
    {"everything", everything},
    {0},
};
