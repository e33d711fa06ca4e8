/* What is done to an attempt at lab 01. */
#include "racy_counter.h"
#include "turns.h"

#include <sys/types.h>

static struct counter *a, *b;

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

/* ---- one thread ---- */

static void counts_up(void)
{
    make_two(5, -3);
    for (int i = 0; i < 3; i++)
        counter_increment(a);
    fact("value after 3 increments from 5", "%ld", counter_value(a));
    counter_add(a, -10);
    fact("value after adding -10 to 8", "%ld", counter_value(a));
    fact("value of the other counter", "%ld", counter_value(b));
    destroy_two();
}

/* What the first counter leaves behind may serve all later ones. */
static void destroy_frees(void)
{
    make_two(0, 0);
    destroy_two();
    size_t before = heap_blocks();
    make_two(0, 0);
    destroy_two();
    fact("blocks of memory that two more counters leave behind", "%zd",
         (ssize_t)(heap_blocks() - before));
}

static void transfer_moves(void)
{
    make_two(10, 1);
    fact("transfer of 4 from 10 returns", "%d", counter_transfer(a, b, 4));
    fact("the two values after it", "%ld and %ld", counter_value(a),
         counter_value(b));
    fact("transfer of all 6 that are left returns", "%d",
         counter_transfer(a, b, 6));
    fact("the two values after that", "%ld and %ld", counter_value(a),
         counter_value(b));
    destroy_two();
}

static void transfer_to_itself(void)
{
    make_two(10, 0);
    fact("transfer of 4 from a counter to itself returns", "%d",
         counter_transfer(a, a, 4));
    fact("value after it", "%ld", counter_value(a));
    fact("transfer of 11 from 10 to itself returns", "%d",
         counter_transfer(a, a, 11));
    fact("value after that", "%ld", counter_value(a));
    destroy_two();
}

/* ---- a transfer that is refused ---- */

static void use_both(void *nothing)
{
    (void)nothing;
    counter_increment(a);
    counter_add(a, 1);
    counter_increment(b);
    counter_add(b, 1);
}

static void refuse(void *nothing)
{
    (void)nothing;
    fact("transfer of 11 from 10 returns", "%d", counter_transfer(a, b, 11));
}

static void refused_transfer(void)
{
    make_two(10, 0);
    struct actor *refused = actor_start("refused", refuse, NULL);
    struct actor *next = actor_start("next user", use_both, NULL);
    actor_run(refused);
    fact("locks still held after the refused transfer", "%d",
         actor_locks_held(refused));
    actor_run(next);
    actors_finish();
    fact("the two values in the end", "%ld and %ld", counter_value(a),
         counter_value(b));
    destroy_two();
}

/* ---- for the race detectors ---- */

static void increment_a(void *nothing)
{
    (void)nothing;
    counter_increment(a);
}

static void add_two_to_a(void *nothing)
{
    (void)nothing;
    counter_add(a, 2);
}

static void transfer_to_a(void *from)
{
    (void)counter_transfer(*(struct counter **)from, a, 1);
}

static void transfer_to_b(void *nothing)
{
    (void)nothing;
    (void)counter_transfer(a, b, 1);
}

static void look_at(void *counter)
{
    (void)counter_value(*(struct counter **)counter);
}

/* Every thread makes one call: the locks of a call before it or after it would
 * order what the call itself leaves unordered. A transfer from a to a that
 * waits for itself is the business of transfer_to_itself(). */
static void everything(void)
{
    make_two(10, 10);
    struct actor *actors[] = {
        actor_start("add", add_two_to_a, NULL),
        actor_start("increment", increment_a, NULL),
        actor_start("another inc", increment_a, NULL),
        actor_start("another add", add_two_to_a, NULL),
        actor_start("a to b", transfer_to_b, NULL),
        actor_start("b to a", transfer_to_a, &b),
        actor_start("value of a", look_at, &a),
        actor_start("value of b", look_at, &b),
        actor_start("a to a", transfer_to_a, &a),
    };
    size_t last = sizeof actors / sizeof *actors - 1;
    for (size_t i = 0; i < last; i++)
        actor_run(actors[i]);
    if (actor_run(actors[last]) == ACTOR_BLOCKED)
        return;
    actors_finish();
    destroy_two();
}

const struct scenario scenarios[] = {
    {"counts_up", counts_up},
    {"destroy_frees", destroy_frees},
    {"transfer_moves", transfer_moves},
    {"transfer_to_itself", transfer_to_itself},
    {"refused_transfer", refused_transfer},
    {"everything", everything},
    {0},
};
