// Question: does pthread_once run it once, and have all see what it did?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int *table;
static int made;

static void make_table(void)
{
    static int numbers[4] = {1, 2, 3, 4};
    table = numbers;
    made++;
}

static void *use(void *unused)
{
    pthread_once(&once, make_table);
    assert(table[3] == 4 && made == 1);
    pthread_once(&once, make_table);
    return unused;
}

int main(void)
{
    three(use, use, use);
    assert(made == 1);
}
