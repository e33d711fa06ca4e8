// Question: does a reader's unlock order anything for the next reader?
// Verdict: data_race
#include "litmus.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int data;
static atomic_int done;

static void *first(void *unused)
{
    data = 1;
    pthread_rwlock_rdlock(&lock);
    pthread_rwlock_unlock(&lock);
    atomic_store_explicit(&done, 1, memory_order_relaxed);
    return unused;
}

static void *second(void *unused)
{
    if (atomic_load_explicit(&done, memory_order_relaxed)) {
        pthread_rwlock_rdlock(&lock);
        data = 2;
        pthread_rwlock_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    both(first, second);
}
