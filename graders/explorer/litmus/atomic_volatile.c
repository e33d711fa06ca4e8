// Question: is volatile as good as atomic?
// Verdict: data_race
#include "litmus.h"

static volatile int flag;

static void *set(void *unused)
{
    flag = 1;
    return unused;
}

static void *look(void *unused)
{
    assert(flag == 0 || flag == 1);
    return unused;
}

int main(void)
{
    both(set, look);
}
