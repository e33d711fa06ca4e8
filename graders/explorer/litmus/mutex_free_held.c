// Question: may memory be freed while a mutex in it is locked?
// Verdict: misuse
// Says: memory is freed while a lock
#include "litmus.h"

int main(void)
{
    pthread_mutex_t *lock = malloc(sizeof *lock);
    pthread_mutex_init(lock, NULL);
    pthread_mutex_lock(lock);
    free(lock);
}
