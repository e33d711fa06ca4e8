// Question: is a thread blamed that nobody joins nor detaches? Where leaks are.
// Verdict: ok
// And: misuse leaks=on
#include "litmus.h"

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    start(work, NULL);
}
