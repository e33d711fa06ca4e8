// Question: is there room for what a program usually has on its stack?
// Verdict: ok
// Never: crash
#include "litmus.h"

static int deeper(int depth)
{
    char room[1000];
    memset(room, depth, sizeof room);
    return depth ? deeper(depth - 1) + room[7] : 0;
}

static void *work(void *unused)
{
    long table[100000];
    table[0] = deeper(1000);
    table[99999] = table[0];
    return (void *)(intptr_t)(table[99999] + (unused == NULL));
}

int main(void)
{
    both(work, work);
}
