// Question: inodes and blocks with a lock each; a block is marked busy under
// the wrong one.
// Verdict: data_race
// And: wrong_result races=off
#include "litmus.h"

#define INODES 2
#define BLOCKS 2

static pthread_mutex_t inode_locks[INODES], block_locks[BLOCKS];
static int inode[INODES];
static bool busy[BLOCKS];
static int owner[BLOCKS];

static void allocate(int i)
{
    pthread_mutex_lock(&inode_locks[i]);
    for (int b = 0; !inode[i] && b < BLOCKS; b++) {
        if (busy[b])
            continue;
        pthread_mutex_lock(&block_locks[b]);
        busy[b] = true;
        assert(!owner[b]);
        owner[b] = i + 1;
        inode[i] = b + 1;
        pthread_mutex_unlock(&block_locks[b]);
    }
    pthread_mutex_unlock(&inode_locks[i]);
}

static void *first(void *unused)
{
    allocate(0);
    return unused;
}

static void *second(void *unused)
{
    allocate(1);
    return unused;
}

int main(void)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_init(&inode_locks[i], NULL);
        pthread_mutex_init(&block_locks[i], NULL);
    }
    both(first, second);
}
