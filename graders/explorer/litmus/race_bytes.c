// Question: are neighbouring bytes one thing to the race detector?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static char text[8];

static void *write_first(void *unused)
{
    text[0] = 'a';
    return unused;
}

static void *write_second(void *unused)
{
    text[1] = 'b';
    return unused;
}

int main(void)
{
    both(write_first, write_second);
}
