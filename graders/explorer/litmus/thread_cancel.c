// Question: is a thread cancelled? No; that is refused, and says so.
// Verdict: grader_fault
// Says: pthread_cancel
#include "litmus.h"

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_cancel(start(work, NULL));
}
