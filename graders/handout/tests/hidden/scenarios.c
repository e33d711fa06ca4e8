/* A scenario that an instructor holds back: an example, and a test. */
#include "racy_counter.h"
#include "turns.h"

static void refused_then_add(void)
{
    struct counter *from = counter_create(1);
    struct counter *to = counter_create(0);
    counter_transfer(from, to, 2);
    counter_add(from, 4);
    fact("value after a refused transfer and an add", "%ld",
         counter_value(from));
    counter_destroy(from);
    counter_destroy(to);
}

const struct scenario hidden_scenarios[] = {
    {"refused_then_add", refused_then_add},
    {0},
};
