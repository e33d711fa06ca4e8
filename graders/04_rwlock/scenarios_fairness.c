/* Scenarios of lab 04: who gets in before whom. */
#include "scenarios_shared.h"

#define LATER_WRITERS 4

/* Runs the late reader, if it can, before the writer; whether it got in first.
 * It does not stay, so that what follows is the same for every lock. */
static int passes(struct visitor *late, const struct visitor *writer)
{
    if (waits(late))
        actor_run(late->actor);
    bool passed = late->inside && waits(writer);
    leave(late);
    return passed;
}

static void tell_readers_passed(int passed)
{
    fact("later readers that got in before a waiting writer", "%d", passed);
    close_up();
}

void writer_waits_for_reader(void)
{
    open_up();
    struct visitor *reader = come(READER, "early reader");
    struct visitor *writer = come(WRITER, "writer");
    struct visitor *late = make(READER, "late reader");
    int passed = passes(late, writer);
    leave(reader);
    tell_readers_passed(passed + passes(late, writer));
}

/* The reader comes when nobody is inside, but the writer was not yet run. */
void writer_is_woken(void)
{
    open_up();
    struct visitor *reader = come(READER, "early reader");
    struct visitor *writer = come(WRITER, "writer");
    leave(reader);
    tell_readers_passed(passes(make(READER, "late reader"), writer));
}

/* A reader and a writer wait for another writer; once that one is gone, and
 * one of the two is inside, only one writer is about. */
void writer_waits_for_writer(void)
{
    open_up();
    struct visitor *first = come(WRITER, "first writer");
    struct visitor *reader = come(READER, "early reader");
    struct visitor *writer = come(WRITER, "writer");
    leave(first);
    let_in();
    struct visitor *late = make(READER, "late reader");
    int passed = passes(late, writer);
    leave(reader);
    tell_readers_passed(passed + passes(late, writer));
}

/* Writers that come after the reader, one by one; each gets every chance to
 * go first. They come before the writer inside leaves, or just after. Returns
 * how many got in before the reader. */
static int writers_pass(const struct visitor *reader, struct visitor *inside,
                        bool before)
{
    static const char *const names[LATER_WRITERS] = {
        "later writer 1", "later writer 2", "later writer 3", "later writer 4"};
    int passed = 0;
    for (int i = 0; i < LATER_WRITERS && waits(reader); i++) {
        struct visitor *later = make(WRITER, names[i]);
        if (before)
            actor_run(later->actor);
        leave(inside);
        if (!later->inside)
            actor_run(later->actor);
        if (!later->inside)
            let_in();
        if (!later->inside)
            break; /* the reader, or a writer that came before it */
        passed++;
        inside = later;
    }
    return passed;
}

static void tell_passed(int passed)
{
    fact("later writers that got in before a waiting reader", "%d", passed);
    close_up();
}

void reader_and_waiting_writers(void)
{
    open_up();
    struct visitor *inside = come(WRITER, "first writer");
    struct visitor *reader = come(READER, "reader");
    tell_passed(writers_pass(reader, inside, true));
}

void reader_and_coming_writers(void)
{
    open_up();
    struct visitor *inside = come(WRITER, "first writer");
    struct visitor *reader = come(READER, "reader");
    tell_passed(writers_pass(reader, inside, false));
}

/* The reader waits for a writer that waits itself. It gets no turn until a
 * later writer does not get in. */
static void reader_behind_writer(bool before)
{
    open_up();
    struct visitor *early = come(READER, "early reader");
    struct visitor *writer = come(WRITER, "first writer");
    struct visitor *reader = come(READER, "reader");
    leave(reader); /* a reader that walked past the writer is no case here */
    leave(early);
    actor_run(writer->actor);
    if (!writer->inside)
        let_in();
    tell_passed(writers_pass(reader, writer, before));
}

void reader_behind_waiting_writers(void)
{
    reader_behind_writer(true);
}

void reader_behind_coming_writers(void)
{
    reader_behind_writer(false);
}

/* Each time when a writer has left, a late reader comes, and is through before
 * the early one runs. It must not use up what was meant for that one. */
void reader_and_late_readers(void)
{
    static const char *const names[2 * LATER_WRITERS] = {
        "later writer 1", "late reader 1", "later writer 2", "late reader 2",
        "later writer 3", "late reader 3", "later writer 4", "late reader 4"};
    open_up();
    struct visitor *inside = come(WRITER, "first writer");
    struct visitor *reader = come(READER, "early reader");
    int passed = 0;
    for (int i = 0; i < LATER_WRITERS; i++) {
        struct visitor *later = come(WRITER, names[2 * i]);
        leave(inside);
        struct visitor *late = come(READER, names[2 * i + 1]);
        bool through = late->inside;
        leave(late);
        if (through)
            actor_run(later->actor);
        if (!later->inside)
            break;
        passed++;
        inside = later;
    }
    if (waits(reader))
        actor_run(reader->actor);
    leave(reader);
    tell_passed(passed);
}
