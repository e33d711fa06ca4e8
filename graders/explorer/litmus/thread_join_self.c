// Question: may a thread join itself?
// Verdict: misuse
// Says: a thread joins itself
#include "litmus.h"

int main(void)
{
    pthread_join(pthread_self(), NULL);
}
