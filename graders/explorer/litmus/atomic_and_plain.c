// Question: may one thread write plainly what another one reads atomically?
// Verdict: data_race
#include "litmus.h"

static int flag;

static void *set(void *unused)
{
    flag = 1;
    return unused;
}

static void *look(void *unused)
{
    assert(__atomic_load_n(&flag, __ATOMIC_SEQ_CST) < 2);
    return unused;
}

int main(void)
{
    both(set, look);
}
