// Question: does copying a whole struct race with one of its members?
// Verdict: data_race
// And: wrong_result races=off
#include "litmus.h"

struct pair {
    long a, b, c, d;
};
static struct pair shared = {1, 1, 1, 1};

static void *copy_it(void *unused)
{
    struct pair copy = shared;
    assert(copy.c == 1);
    return unused;
}

static void *write_one(void *unused)
{
    shared.c = 2;
    return unused;
}

int main(void)
{
    both(copy_it, write_one);
}
