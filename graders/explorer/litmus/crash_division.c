// Question: and of a division by zero?
// Verdict: crash
// Says: SIGFPE
#include "litmus.h"

static volatile int zero;

int main(void)
{
    return 7 / zero;
}
