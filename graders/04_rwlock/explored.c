/* Lab 04, explored: small crowds around an attempt, under every schedule.
 * What a visitor does is in explored_visitors.c. */
#include "explored_visitors.h"

#include <stddef.h>

/* ---- whoever comes in the middle of another one's call ---- */

static void two_writers(void)
{
    open_up();
    comes(hurried(WRITER, "writer 1"));
    comes(hurried(WRITER, "writer 2"));
    close_up();
}

static void reader_and_writers(void)
{
    open_up();
    comes(hurried(READER, "reader"));
    comes(hurried(WRITER, "writer 1"));
    comes(hurried(WRITER, "writer 2"));
    close_up();
}

static void twice(void)
{
    open_up();
    struct visitor *reader = hurried(READER, "reader");
    struct visitor *writer = hurried(WRITER, "writer");
    reader->times = writer->times = 2;
    comes(reader);
    comes(writer);
    close_up();
}

/* Two wait for the writer inside, and another one comes just as it leaves. */
static void crowd_behind_writer(void)
{
    static const enum role crowds[][3] = {
        {READER, WRITER, WRITER},
        {WRITER, READER, WRITER},
        {WRITER, WRITER, READER},
    };
    const enum role *crowd = crowds[explore_choose(3)];
    open_up();
    struct visitor *inside = stays(WRITER, "leaves");
    arrives(inside);
    arrives(hurried(crowd[0], "waits"));
    arrives(hurried(crowd[1], "waits too"));
    comes(hurried(crowd[2], "comes late"));
    leaves(inside);
    close_up();
}

static void crowd_behind_reader(void)
{
    open_up();
    struct visitor *inside = stays(READER, "leaves");
    arrives(inside);
    arrives(hurried(WRITER, "waits"));
    comes(hurried(WRITER, "comes late"));
    leaves(inside);
    close_up();
}

/* ---- readers leave ---- */

static void readers_and_writer(void)
{
    open_up();
    struct visitor *one = stays(READER, "reader 1");
    arrives(one);
    comes(hurried(READER, "reader 2"));
    comes(hurried(WRITER, "writer"));
    leaves(one);
    close_up();
}

static void readers_leave_at_once(void)
{
    open_up();
    struct visitor *one = stays(READER, "reader 1");
    struct visitor *two = stays(READER, "reader 2");
    arrives(one);
    arrives(two);
    arrives(hurried(WRITER, "writer"));
    leaves(one);
    leaves(two);
    close_up();
}

/* ---- readers are let in together ---- */

#define NOT_TOGETHER                                                           \
    "missed wake-up: readers waited for one writer alone, so all of them may " \
    "get in when it leaves"

static void expect_readers_inside(int count, const char *diagnosis)
{
    char expected[] = "readers inside: 0", found[] = "readers inside: 0";
    long now = explore_get(&inside_now);
    expected[sizeof expected - 2] += (char)count;
    found[sizeof found - 2] += (char)now;
    explore_require(now == count, VERDICT_OVER_SYNCHRONISED, expected, found,
                    diagnosis);
}

static struct visitor *reader_for_good(const char *name)
{
    struct visitor *reader = hurried(READER, name);
    reader->for_good = true;
    return reader;
}

/* Nobody leaves here: in which order they may is the business of
 * readers_leave_at_once. */
static void readers_share(void)
{
    open_up();
    comes(reader_for_good("reader 1"));
    comes(reader_for_good("reader 2"));
    explore_settle();
    expect_readers_inside(2, "readers shut each other out: that is a mutex, "
                             "not a read-write lock");
}

static void all_readers_wake(void)
{
    static const char *const names[] = {"reader 1", "reader 2", "reader 3"};
    open_up();
    struct visitor *writer = stays(WRITER, "writer");
    arrives(writer);
    for (int i = 0; i < 3; i++)
        arrives(reader_for_good(names[i]));
    leaves(writer);
    explore_settle();
    expect_readers_inside(3, NOT_TOGETHER);
}

static void reader_comes_as_writer_leaves(void)
{
    open_up();
    struct visitor *writer = stays(WRITER, "writer");
    arrives(writer);
    arrives(reader_for_good("reader that waits"));
    comes(reader_for_good("reader that comes late"));
    leaves(writer);
    explore_settle();
    expect_readers_inside(2, NOT_TOGETHER);
}

/* ---- waiting ---- */

/* Whoever looks again when something changed somewhere does not sleep. */
static void expect_sleeping(void)
{
    static long elsewhere;
    explore_settle();
    long before = explore_busy_steps();
    explore_add(&elsewhere, 1);
    explore_settle();
    explore_require(explore_busy_steps() == before, VERDICT_LIVELOCK,
                    "those who wait sleep until they are woken",
                    "one that waits looks again and again",
                    "busy waiting: a thread that waits looks again and again, "
                    "instead of sleeping until it is woken");
}

static void sleeps_beside_writer(void)
{
    open_up();
    struct visitor *inside = stays(WRITER, "writer 1");
    arrives(inside);
    arrives(hurried(READER, "reader"));
    expect_sleeping();
    arrives(hurried(WRITER, "writer 2"));
    expect_sleeping();
    leaves(inside);
    close_up();
}

static void sleeps_beside_reader(void)
{
    open_up();
    struct visitor *inside = stays(READER, "reader 1");
    struct visitor *behind = stays(READER, "reader 2");
    arrives(inside);
    arrives(hurried(WRITER, "writer"));
    expect_sleeping();
    arrives(behind);
    expect_sleeping();
    leaves(behind);
    explore_settle();
    leaves(inside);
    close_up();
}

/* ---- memory ---- */

static void no_memory(void)
{
    explore_heap_limit(explore_choose(3));
    lock = rwlock_create();
    explore_heap_limit(-1);
    if (lock != NULL)
        rwlock_destroy(lock);
    explore_require(explore_heap_blocks() == 0, VERDICT_MEMORY_ERROR,
                    "blocks of memory left: none",
                    "blocks of memory left: some",
                    "a rwlock_create() that fails half way must free what it "
                    "has allocated already");
}

/* ---- wake-ups without a reason ---- */

/* Nobody settles here: that would spend the wake-ups on whoever waits first. */
static void beside(enum role first, enum role third)
{
    open_up();
    struct visitor *inside = stays(first, "inside");
    arrives(inside);
    comes(hurried(WRITER, "writer"));
    comes(hurried(third, third == READER ? "reader" : "writer 2"));
    leaves(inside);
    close_up();
}

static void beside_writer(void)
{
    beside(WRITER, READER);
}

static void beside_reader(void)
{
    beside(READER, WRITER);
}

/* ---- the data that the lock guards ---- */

static int price; /* plain: ordered by the lock, or by nothing */
static _Thread_local int seen;

static void use_price(const struct visitor *visitor)
{
    if (visitor->role == READER || visitor->role == TRY_READER)
        seen = price;
    else
        price++;
}

static struct visitor *user(enum role role, const char *name)
{
    struct visitor *visitor = hurried(role, name);
    visitor->entered = use_price;
    return visitor;
}

static void one_uses_after_another(const enum role roles[2])
{
    open_up();
    comes(user(roles[0], "one"));
    comes(user(roles[1], "another"));
    close_up();
}

static void data_of_acquires(void)
{
    static const enum role pairs[][2] = {{WRITER, WRITER}, {READER, WRITER}};
    one_uses_after_another(pairs[explore_choose(2)]);
}

static void data_of_tries(void)
{
    static const enum role pairs[][2] = {{TRY_WRITER, WRITER},
                                         {TRY_WRITER, READER},
                                         {TRY_READER, WRITER},
                                         {TRY_READER, TRY_WRITER}};
    one_uses_after_another(pairs[explore_choose(4)]);
}

/* What both readers have read is before what the writer writes. */
static void data_of_readers(void)
{
    struct visitor *readers[2];
    open_up();
    for (int i = 0; i < 2; i++) {
        readers[i] = user(READER, i == 0 ? "reader 1" : "reader 2");
        readers[i]->may_leave = 0;
        arrives(readers[i]);
    }
    arrives(user(WRITER, "writer"));
    leaves(readers[0]);
    leaves(readers[1]);
    close_up();
}

/* A writer and a reader wait for a writer: handed over, and in turn. */
static void data_in_turn(void)
{
    open_up();
    struct visitor *writer = user(WRITER, "writer 1");
    writer->may_leave = 0;
    arrives(writer);
    arrives(user(READER, "reader"));
    arrives(user(WRITER, "writer 2"));
    leaves(writer);
    close_up();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "two_writers",
     .claim = "Two writers at once are inside one after the other.",
     .play = two_writers,
     .races_off = true},
    {.name = "reader_and_writers",
     .claim = "A reader and two writers at once: a writer is alone.",
     .play = reader_and_writers,
     .races_off = true},
    {.name = "twice",
     .claim = "A reader and a writer come twice: a writer is alone.",
     .play = twice,
     .races_off = true},
    {.name = "crowd_behind_writer",
     .claim = "A writer leaves a crowd: everybody gets through.",
     .play = crowd_behind_writer,
     .races_off = true},
    {.name = "crowd_behind_reader",
     .claim = "A reader leaves a crowd: everybody gets through.",
     .play = crowd_behind_reader,
     .races_off = true},
    {.name = "readers_and_writer",
     .claim = "Two readers and a writer at once: a writer is alone.",
     .play = readers_and_writer,
     .races_off = true},
    {.name = "readers_leave_at_once",
     .claim = "Two readers leave at once: the writer gets in.",
     .play = readers_leave_at_once,
     .races_off = true},
    {.name = "readers_share",
     .claim = "Two readers are inside together, in every schedule.",
     .play = readers_share,
     .races_off = true},
    {.name = "all_readers_wake",
     .claim = "A writer leaves: the readers that wait get in.",
     .play = all_readers_wake,
     .races_off = true},
    {.name = "reader_comes_as_writer_leaves",
     .claim = "A late reader takes nobody else's wake-up.",
     .play = reader_comes_as_writer_leaves,
     .races_off = true},
    {.name = "writer_waits_for_reader",
     .claim = "No later reader gets in before the writer.",
     .play = writer_waits_for_reader,
     .races_off = true},
    {.name = "writer_waits_for_writer",
     .claim = "No later reader gets in before the writer.",
     .play = writer_waits_for_writer,
     .races_off = true},
    {.name = "reader_and_later_writers",
     .question = "A writer is inside, a reader waits, two more writers come. "
                 "The writer inside\nleaves. How many of the two can get in "
                 "before the reader?",
     .claim = "One later writer at most gets in before the reader.",
     .play = reader_and_later_writers,
     .races_off = true},
    {.name = "reader_behind_waiting_writer",
     .claim = "One later writer at most gets in before the reader.",
     .play = reader_behind_waiting_writer,
     .races_off = true},
    {.name = "reader_and_late_readers",
     .claim = "One later writer at most gets in before the reader.",
     .play = reader_and_late_readers,
     .races_off = true},
    {.name = "try_crosses",
     .claim = "A try never waits for who comes meanwhile.",
     .play = try_crosses,
     .races_off = true},
    {.name = "try_while_one_leaves",
     .claim = "A try never gets in beside somebody let in already.",
     .play = try_while_one_leaves,
     .races_off = true},
    {.name = "two_tries",
     .claim = "Tries of both kinds and a writer at once.",
     .play = two_tries,
     .races_off = true},
    {.name = "as_if_one_by_one",
     .claim = "Some order of the calls explains who got in.",
     .play = as_if_one_by_one,
     .races_off = true},
    {.name = "spurious_beside_writer",
     .claim = "A wake-up without a signal lets nobody in.",
     .play = beside_writer,
     .spurious = 1,
     .races_off = true},
    {.name = "spurious_beside_reader",
     .claim = "A wake-up without a signal lets nobody in.",
     .play = beside_reader,
     .spurious = 1,
     .races_off = true},
    {.name = "sleeps_beside_writer",
     .claim = "Who waits for a writer sleeps.",
     .play = sleeps_beside_writer,
     .races_off = true},
    {.name = "sleeps_beside_reader",
     .claim = "Who waits for a reader sleeps.",
     .play = sleeps_beside_reader,
     .races_off = true},
    {.name = "no_memory",
     .claim = "Without memory there is no lock, and nothing is left.",
     .play = no_memory,
     .races_off = true},
    {.name = "data_of_acquires",
     .claim = "The data are ordered by the lock.",
     .play = data_of_acquires},
    {.name = "data_of_tries",
     .claim = "The data are ordered by the lock, tries too.",
     .play = data_of_tries},
    {.name = "data_of_readers",
     .claim = "What readers read is before what a writer writes.",
     .play = data_of_readers},
    {.name = "data_in_turn",
     .claim = "The data are ordered by the lock, handed over too.",
     .play = data_in_turn},
    {.name = NULL},
};
