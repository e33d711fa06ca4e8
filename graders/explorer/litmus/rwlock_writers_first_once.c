// Question: is a lock whose writers come first right, used rightly?
// Verdict: ok
// Never: deadlock
#include "litmus.h"

static pthread_rwlock_t lock;
static int data;

static void *read_it(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    assert(data == 0 || data == 1);
    pthread_rwlock_unlock(&lock);
    return unused;
}

static void *write_it(void *unused)
{
    pthread_rwlock_wrlock(&lock);
    data = 1;
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_rwlockattr_t kind;
    pthread_rwlockattr_init(&kind);
    pthread_rwlockattr_setkind_np(&kind,
                                  PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&lock, &kind);
    three(read_it, write_it, read_it);
    pthread_rwlock_destroy(&lock);
}
