// Question: do creation and join order what the threads do?
// Verdict: ok
// Never: data_race
#include "litmus.h"

static int data;

static void *work(void *argument)
{
    assert(data == 1);
    data = 2;
    return argument;
}

int main(void)
{
    void *result;
    data = 1;
    pthread_t thread = start(work, &data);
    assert(pthread_join(thread, &result) == 0);
    assert(result == &data && data == 2);
}
