// Question: is an assertion in a thread a wrong result?
// Verdict: wrong_result
// Says: value == 2
#include "litmus.h"

static void *work(void *argument)
{
    int value = *(int *)argument;
    assert(value == 2);
    return NULL;
}

int main(void)
{
    int value = 1;
    finish(start(work, &value));
}
