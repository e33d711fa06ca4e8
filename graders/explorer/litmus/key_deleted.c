// Question: may a key be used that was deleted?
// Verdict: misuse
// Says: a key is used that was never created, or was deleted
#include "litmus.h"

int main(void)
{
    pthread_key_t key;
    pthread_key_create(&key, NULL);
    pthread_key_delete(key);
    pthread_setspecific(key, &key);
}
