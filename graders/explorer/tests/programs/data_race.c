// One access of the two without the lock.
#include <pthread.h>
#include <stdlib.h>

struct account {
    pthread_mutex_t lock;
    long balance; /* under lock */
};

static void *deposit(void *argument)
{
    struct account *account = argument;
    pthread_mutex_lock(&account->lock);
    account->balance += 10;
    pthread_mutex_unlock(&account->lock);
    return NULL;
}

static long balance_of(struct account *account)
{
    return account->balance;
}

int main(void)
{
    struct account *account = malloc(sizeof *account);
    pthread_t thread;
    pthread_mutex_init(&account->lock, NULL);
    account->balance = 0;
    pthread_create(&thread, NULL, deposit, account);
    long seen = balance_of(account);
    pthread_join(thread, NULL);
    free(account);
    return seen < 0;
}
