/* Two threads move money between two accounts, one each way.  They always
 * lock the account with the lower number first, so they cannot deadlock. */
#include "sync_mutex.h"
#include "sync_thread.h"

#include <assert.h>
#include <stdio.h>

enum { TRANSFERS = 10000 };

struct account {
    int number;
    struct sync_mutex mutex;
    /* Under mutex: */
    long balance;
};

static struct account accounts[2] = {
    {.number = 0, .mutex = SYNC_MUTEX_INIT, .balance = 1000},
    {.number = 1, .mutex = SYNC_MUTEX_INIT, .balance = 1000},
};

static void add_locked(struct account *account, long amount)
{
    assert(sync_mutex_held(&account->mutex));
    account->balance += amount;
}

static void transfer(struct account *from, struct account *to, long amount)
{
    struct account *first = from->number < to->number ? from : to;
    struct account *second = first == from ? to : from;

    sync_mutex_lock(&first->mutex);
    sync_mutex_lock(&second->mutex);
    add_locked(from, -amount);
    add_locked(to, amount);
    sync_mutex_unlock(&second->mutex);
    sync_mutex_unlock(&first->mutex);
}

static void *pay(void *argument)
{
    struct account *from = argument;
    struct account *to = &accounts[1 - from->number];

    for (int i = 0; i < TRANSFERS; i++) {
        transfer(from, to, from->number == 0 ? 3 : 2);
    }
    return NULL;
}

int main(void)
{
    struct sync_thread payers[2];

    sync_thread_start(&payers[0], "payer-0", pay, &accounts[0]);
    sync_thread_start(&payers[1], "payer-1", pay, &accounts[1]);
    for (int i = 0; i < 2; i++) {
        (void)sync_thread_join(&payers[i]);
    }
    printf("%ld + %ld = %ld, as at the beginning\n", accounts[0].balance,
           accounts[1].balance, accounts[0].balance + accounts[1].balance);
    for (int i = 0; i < 2; i++) {
        sync_mutex_destroy(&accounts[i].mutex);
    }
    return 0;
}
