/* Lab 01, explored: small programs around an attempt, under every schedule. */
#include "racy_counter.h"

#include "explore.h"

static struct counter *a, *b;
static bool moved[3];

static void make_two(long in_a, long in_b)
{
    a = counter_create(in_a);
    b = counter_create(in_b);
}

static void destroy_two(void)
{
    counter_destroy(a);
    counter_destroy(b);
}

static void increment(void *unused)
{
    (void)unused;
    counter_increment(a);
}

static void add_two(void *unused)
{
    (void)unused;
    counter_add(a, 2);
}

static void increment_twice(void *unused)
{
    (void)unused;
    counter_increment(a);
    counter_increment(a);
}

static void expect_value(const char *what, long expected)
{
    long value = counter_value(a);
    explore_outcome("value", value);
    explore_expect(what, expected, value,
                   "lost update: one thread's update is overwritten by "
                   "another's, which had read the value before it");
}

static void increments(void)
{
    make_two(0, 0);
    explore_thread("increment 1", increment, NULL);
    explore_thread("increment 2", increment, NULL);
    explore_join_all();
    expect_value("value after two increments", 2);
    destroy_two();
}

static void increment_and_add(void)
{
    make_two(0, 0);
    explore_thread("increment", increment_twice, NULL);
    explore_thread("add 2", add_two, NULL);
    explore_join_all();
    expect_value("value after two increments and an add of 2", 4);
    destroy_two();
}

static void a_to_b(void *amount)
{
    moved[0] = counter_transfer(a, b, *(const long *)amount);
}

static void b_to_a(void *amount)
{
    moved[1] = counter_transfer(b, a, *(const long *)amount);
}

static const long seven = 7;

static void mirrored(void)
{
    make_two(10, 10);
    explore_thread("a to b", a_to_b, (void *)(uintptr_t)&seven);
    explore_thread("b to a", b_to_a, (void *)(uintptr_t)&seven);
    explore_join_all();
    explore_outcome("a", counter_value(a));
    explore_outcome("b", counter_value(b));
    explore_expect("transfers that succeeded", 2, moved[0] + moved[1],
                   "a transfer that has enough to move was refused");
    explore_expect("sum of the two", 20, counter_value(a) + counter_value(b),
                   "a transfer keeps the sum");
    destroy_two();
}

const struct explored_scenario explored_scenarios[] = {
    {.name = "increments",
     .claim = "Two increments at once count two.",
     .play = increments,
     .races_off = true},
    {.name = "increment_and_add",
     .claim = "Increments and an add at once lose nothing.",
     .question = "A counter holds 0. One thread increments it twice, another "
                 "one adds 2.\nWhich values can it hold in the end?",
     .play = increment_and_add,
     .races_off = true},
    {.name = "mirrored",
     .claim = "Transfers in both directions at once finish.",
     .question = "Two counters, a and b, hold 10 each. One thread moves 7 from "
                 "a to b, another one\n7 from b to a. Which values can the two "
                 "hold in the end (a,b), or never end?",
     .play = mirrored,
     .races_off = true},
    {.name = NULL},
};
