// Question: does memcpy race like any other access, in any of its bytes?
// Verdict: data_race
#include "litmus.h"

static char text[64], copy[64];

static void *copy_it(void *unused)
{
    memcpy(copy, text, sizeof text);
    return unused;
}

static void *write_one(void *unused)
{
    text[50] = 'b';
    return unused;
}

int main(void)
{
    both(copy_it, write_one);
}
