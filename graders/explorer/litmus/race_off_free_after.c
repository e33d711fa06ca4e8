// Question: what of a free that only a plain flag keeps behind the last use?
// Verdict: ok
// Options: races=off
// Never: memory_error
#include "litmus.h"

static int *block;
static int used;

static void *use(void *unused)
{
    block[0] = 1;
    used = 1;
    return unused;
}

static void *drop(void *unused)
{
    if (used)
        free(block);
    return unused;
}

int main(void)
{
    block = calloc(1, sizeof *block);
    both(use, drop);
}
