// Question: what becomes of a null pointer to a mutex?
// Verdict: misuse
// Says: a null pointer is used as a mutex
#include "litmus.h"

int main(void)
{
    pthread_mutex_t *volatile none = NULL;
    pthread_mutex_lock(none);
}
