// Question: a deposit and a withdrawal that lock, and a transfer between.
// Verdict: wrong_result
// Options: races=off
#include "litmus.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int balance = 10;

static void *deposit(void *unused)
{
    pthread_mutex_lock(&lock);
    int old = balance;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    balance = old + 5;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void *withdraw(void *unused)
{
    pthread_mutex_lock(&lock);
    balance -= 3;
    pthread_mutex_unlock(&lock);
    return unused;
}

int main(void)
{
    both(deposit, withdraw);
    assert(balance == 12);
}
