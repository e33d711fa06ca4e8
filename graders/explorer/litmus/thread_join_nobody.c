// Question: may something be joined that is no thread?
// Verdict: misuse
// Says: of something that is no thread
#include "litmus.h"

int main(void)
{
    pthread_t never_created = 0;
    pthread_join(never_created, NULL);
}
