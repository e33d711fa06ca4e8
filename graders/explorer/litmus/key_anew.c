// Question: does a key of a deleted one's number begin empty?
// Verdict: ok
#include "litmus.h"

int main(void)
{
    pthread_key_t key;
    pthread_key_create(&key, NULL);
    pthread_setspecific(key, &key);
    pthread_key_delete(key);
    pthread_key_create(&key, NULL);
    assert(pthread_getspecific(key) == NULL);
}
