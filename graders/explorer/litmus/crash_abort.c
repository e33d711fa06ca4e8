// Question: and of abort()?
// Verdict: crash
// Says: abort()
#include "litmus.h"

static void *work(void *unused)
{
    abort();
    return unused;
}

int main(void)
{
    both(work, work);
}
