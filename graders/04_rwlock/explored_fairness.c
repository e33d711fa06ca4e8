/* Lab 04, explored: nobody starves. */
#include "explored_visitors.h"

#include <stddef.h>

static struct visitor *waiting_writer;

static void must_not_pass_writer(const struct visitor *reader)
{
    (void)reader;
    explore_require(explore_get(&waiting_writer->place) > 0, VERDICT_STARVATION,
                    "later readers that got in before a waiting writer: 0",
                    "later readers that got in before a waiting writer: 1",
                    "writer starvation: a reader that arrived later walked "
                    "past the only writer that waits; a stream of them never "
                    "lets it in");
}

static void late_reader_comes(struct visitor *leaving)
{
    struct visitor *late = hurried(READER, "late reader");
    late->entered = must_not_pass_writer;
    comes(late);
    leaves(leaving);
    close_up();
}

void writer_waits_for_reader(void)
{
    open_up();
    struct visitor *reader = stays(READER, "early reader");
    arrives(reader);
    waiting_writer = hurried(WRITER, "writer");
    arrives(waiting_writer);
    late_reader_comes(reader);
}

/* A reader and a writer wait for another writer. Once that one is gone and
 * one of the two inside, only one writer is about. */
void writer_waits_for_writer(void)
{
    open_up();
    struct visitor *first = stays(WRITER, "first writer");
    arrives(first);
    struct visitor *reader = stays(READER, "early reader");
    arrives(reader);
    waiting_writer = hurried(WRITER, "writer");
    arrives(waiting_writer);
    leaves(first);
    explore_settle();
    late_reader_comes(reader);
}

static long later_writers; /* that have got in */

static void count_later_writer(const struct visitor *writer)
{
    (void)writer;
    explore_add(&later_writers, 1);
}

static void judge_overtaking(const struct visitor *reader)
{
    (void)reader;
    explore_outcome("writers before it", explore_get(&later_writers));
    explore_require(
        explore_get(&later_writers) <= 1, VERDICT_STARVATION,
        "later writers that got in before a waiting reader: at most 1",
        "later writers that got in before a waiting reader: 2",
        "reader starvation: a waiting reader is overtaken time and again by "
        "writers that arrived later");
}

static struct visitor *early_reader(void)
{
    struct visitor *reader = hurried(READER, "early reader");
    reader->entered = judge_overtaking;
    return reader;
}

static struct visitor *later_writer(const char *name, int times)
{
    struct visitor *writer = hurried(WRITER, name);
    writer->entered = count_later_writer;
    writer->times = times;
    return writer;
}

void reader_and_later_writers(void)
{
    open_up();
    struct visitor *writer = stays(WRITER, "first writer");
    arrives(writer);
    arrives(early_reader());
    comes(later_writer("later writer 1", 1));
    comes(later_writer("later writer 2", 1));
    leaves(writer);
    close_up();
}

void reader_behind_waiting_writer(void)
{
    open_up();
    struct visitor *reader = stays(READER, "first reader");
    arrives(reader);
    arrives(hurried(WRITER, "first writer"));
    arrives(early_reader());
    comes(later_writer("later writer", 2));
    leaves(reader);
    close_up();
}

/* ---- a reader that is woken, and slow ---- */

static long writers_come; /* the later ones */
static long first_may_leave;

static void come_again_and_again(void *unused)
{
    (void)unused;
    rwlock_acquire_write(lock);
    explore_await(&first_may_leave, 1);
    rwlock_release_write(lock);
    for (int i = 0; i < 2; i++) {
        explore_add(&writers_come, 1);
        rwlock_acquire_write(lock);
        explore_add(&later_writers, 1);
        rwlock_release_write(lock);
    }
}

static void come_after_each_writer(void *unused)
{
    (void)unused;
    for (int i = 1; i <= 2; i++) {
        explore_await(&writers_come, i);
        rwlock_acquire_read(lock);
        rwlock_release_read(lock);
    }
}

/* Each time when a writer has left, it comes again, and a late reader behind
 * it. What was meant for the early reader must not go to the late one. */
void reader_and_late_readers(void)
{
    open_up();
    explore_thread("writer", come_again_and_again, NULL);
    explore_settle();
    arrives(early_reader());
    explore_thread("late reader", come_after_each_writer, NULL);
    explore_add(&first_may_leave, 1);
    close_up();
}
