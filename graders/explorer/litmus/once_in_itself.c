// Question: may the function ask for itself?
// Verdict: deadlock
#include "litmus.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make(void)
{
    pthread_once(&once, make);
}

int main(void)
{
    pthread_once(&once, make);
}
