/* Lab 01, explored: small programs around an attempt, under every schedule. */
#include "racy_counter.h"

#include "explore.h"

#include <stddef.h>

static struct counter *a, *b, *c;

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

/* ---- what threads do ---- */

static void increment(void *counter)
{
    counter_increment(*(struct counter **)counter);
}

static void add_two(void *counter)
{
    counter_add(*(struct counter **)counter, 2);
}

static void look(void *counter)
{
    (void)counter_value(*(struct counter **)counter);
}

/* One transfer, and what came of it. */
struct transfer {
    struct counter **from, **to;
    bool moved;
};

static void move_seven(void *argument)
{
    struct transfer *transfer = argument;
    transfer->moved = counter_transfer(*transfer->from, *transfer->to, 7);
}

/* ---- updates ---- */

static const char lost[] =
    "lost update: one thread's update is overwritten by another's, which had "
    "read the value before it";

static void expect_value(const char *what, struct counter *counter,
                         long expected)
{
    long value = counter_value(counter);
    explore_outcome("value", value);
    explore_expect(what, expected, value, lost);
}

static void increments(void)
{
    make_two(0, 0);
    explore_thread("increment 1", increment, &a);
    explore_thread("increment 2", increment, &a);
    explore_join_all();
    expect_value("value after two increments", a, 2);
    destroy_two();
}

static void increment_twice(void *counter)
{
    increment(counter);
    increment(counter);
}

static void increment_and_add(void)
{
    make_two(0, 0);
    explore_thread("increment", increment_twice, &a);
    explore_thread("add 2", add_two, &a);
    explore_join_all();
    expect_value("value after two increments and an add of 2", a, 4);
    destroy_two();
}

/* Three, so that one of them may be overtaken twice. */
static void three_updates(void)
{
    make_two(0, 0);
    explore_thread("increment", increment, &a);
    explore_thread("add 2", add_two, &a);
    explore_thread("add 2 more", add_two, &a);
    explore_join_all();
    expect_value("value after an increment and two adds of 2", a, 5);
    destroy_two();
}

/* An update of either side of a transfer. */
static void update_and_transfer(void)
{
    struct transfer transfer = {&a, &b, false};
    struct counter **updated = explore_choose(2) ? &b : &a;
    make_two(10, 10);
    explore_thread("a to b", move_seven, &transfer);
    explore_thread("update", explore_choose(2) ? add_two : increment, updated);
    explore_join_all();
    long sum = counter_value(a) + counter_value(b);
    explore_require(sum == 21 || sum == 22, VERDICT_WRONG_RESULT,
                    "the sum grows by the update alone", "another sum", lost);
    destroy_two();
}

/* ---- is there an order that explains what was read? ---- */

enum operation { ADD, READ };

static bool specification(void *state, int operation, long argument,
                          long result)
{
    long *value = state;
    if (operation == ADD)
        *value += argument;
    return operation == ADD || *value == result;
}

static void add_noted(void *counter)
{
    explore_called(ADD, 2);
    add_two(counter);
    explore_returned(0);
    explore_called(ADD, 1);
    increment(counter);
    explore_returned(0);
}

static void look_noted(void *counter)
{
    for (int i = 0; i < 2; i++) {
        explore_called(READ, 0);
        explore_returned(counter_value(*(struct counter **)counter));
    }
}

static void values_in_between(void)
{
    static const char *const words[] = {"add", "value"};
    const long start = 5;
    make_two(start, 0);
    explore_thread("writer", add_noted, &a);
    explore_thread("reader", look_noted, &a);
    explore_join_all();
    explore_linearizable(specification, &start, sizeof start, words);
    destroy_two();
}

/* ---- transfers ---- */

static const char gave_up[] =
    "a transfer that has enough to move was refused: it has to wait for a "
    "lock that is not free";

static void mirrored(void)
{
    struct transfer there = {&a, &b, false}, back = {&b, &a, false};
    make_two(10, 10);
    explore_thread("a to b", move_seven, &there);
    explore_thread("b to a", move_seven, &back);
    explore_join_all();
    explore_outcome("a", counter_value(a));
    explore_outcome("b", counter_value(b));
    explore_expect("transfers that succeeded", 2, there.moved + back.moved,
                   gave_up);
    destroy_two();
}

static void circle(void)
{
    struct transfer transfers[] = {
        {&a, &b, false}, {&b, &c, false}, {&c, &a, false}};
    make_two(10, 10);
    c = counter_create(10);
    explore_thread("a to b", move_seven, &transfers[0]);
    explore_thread("b to c", move_seven, &transfers[1]);
    explore_thread("c to a", move_seven, &transfers[2]);
    explore_join_all();
    explore_expect("transfers that succeeded", 3,
                   transfers[0].moved + transfers[1].moved + transfers[2].moved,
                   gave_up);
    counter_destroy(c);
    destroy_two();
}

/* The counters are left alone afterwards: a lock that the refused transfer
 * forgot is the business of refused_beside_others(). */
static void compete(void)
{
    struct transfer first = {&a, &b, false}, second = {&a, &b, false};
    make_two(10, 10);
    explore_thread("first 7", move_seven, &first);
    explore_thread("second 7", move_seven, &second);
    explore_settle();
    explore_expect("transfers of 7 from 10 that succeeded", 1,
                   first.moved + second.moved,
                   "check-then-act: the value was checked, but it changed "
                   "before it was used");
}

static void use_both(void *nothing)
{
    (void)nothing;
    counter_increment(a);
    counter_add(b, 2);
}

static void refused_beside_others(void)
{
    struct transfer refused = {&a, &b, false};
    make_two(5, 0);
    explore_thread("refused", move_seven, &refused);
    explore_thread("next user", use_both, NULL);
    explore_join_all();
    explore_expect("transfers of 7 from 5 or 6 that succeeded", 0,
                   refused.moved, "there was not enough to move");
    explore_expect("sum of the two, in the end", 8,
                   counter_value(a) + counter_value(b),
                   "a refused transfer changes nothing");
    destroy_two();
}

/* ---- no memory ---- */

static void create_without_memory(void)
{
    size_t before = explore_heap_blocks();
    explore_heap_limit(explore_choose(2));
    a = counter_create(3);
    explore_heap_limit(-1);
    if (a != NULL)
        counter_destroy(a);
    explore_require(explore_heap_blocks() == before, VERDICT_MEMORY_ERROR,
                    "nothing is left of a counter that was not created",
                    "a block of memory that nobody can free",
                    "what was allocated before is freed when there is no "
                    "memory for the rest");
}

/* ---- data races: one call a thread ---- */

static void (*const updates[])(void *) = {increment, add_two};

static void updates_race(void)
{
    make_two(10, 10);
    explore_thread("first", updates[explore_choose(2)], &a);
    explore_thread("second", updates[explore_choose(2)], &a);
    explore_join_all();
}

static void value_race(void)
{
    make_two(10, 10);
    explore_thread("reader", look, &a);
    explore_thread("writer", updates[explore_choose(2)], &a);
    explore_join_all();
}

/* A transfer beside a call on either of its counters. */
static void transfer_race(void)
{
    struct transfer transfer = {&a, &b, false};
    int which = explore_choose(3);
    make_two(10, 10);
    explore_thread("a to b", move_seven, &transfer);
    explore_thread("other", which == 2 ? look : updates[which],
                   explore_choose(2) ? &b : &a);
    explore_join_all();
}

#define SCENARIO(NAME, CLAIM) .name = #NAME, .play = NAME, .claim = CLAIM
#define STEPS .races_off = true

const struct explored_scenario explored_scenarios[] = {
    {SCENARIO(increments, "Two increments at once count two."), STEPS},
    {SCENARIO(increment_and_add, "Increments and an add at once lose nothing."),
     STEPS,
     .question = "A counter holds 0. One thread increments it twice, another "
                 "one adds 2.\nWhich values can it hold in the end?"},
    {SCENARIO(three_updates, "Three updates at once lose nothing."), STEPS},
    {SCENARIO(update_and_transfer, "A transfer loses no update."), STEPS},
    {SCENARIO(values_in_between, "A value was the counter's at some moment."),
     STEPS},
    {SCENARIO(mirrored, "Transfers in both directions at once finish."), STEPS,
     .question = "Two counters, a and b, hold 10 each. One thread moves 7 from "
                 "a to b, another one\n7 from b to a. Which values can the two "
                 "hold in the end (a,b), or never end?"},
    {SCENARIO(circle, "Three transfers in a circle finish."), STEPS},
    {SCENARIO(compete, "Two transfers take no more than there is."), STEPS},
    {SCENARIO(refused_beside_others, "A refused transfer disturbs nobody."),
     STEPS},
    {SCENARIO(create_without_memory, "create() fails without memory."), STEPS},
    {SCENARIO(updates_race, "Updates do not race.")},
    {SCENARIO(value_race, "value() races with no update.")},
    {SCENARIO(transfer_race, "A transfer races with nothing.")},
    {.name = NULL},
};
