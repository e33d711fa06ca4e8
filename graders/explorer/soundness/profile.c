/* profile.c - see profile.h. */
#include "profile.h"

/* ---- chance ---- */

static uint64_t state;

/* Steele, Lea, Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014. */
static uint64_t next_random(void)
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

int below(int n)
{
    return (int)(next_random() % (uint64_t)n);
}

bool one_in(int n)
{
    return below(n) == 0;
}

void chance_start(uint64_t seed)
{
    state = seed;
}

/* ---- what a kind of program is made of ---- */

/* How often each block comes, for each profile. */
static const uint8_t weights[PROFILES][BLOCKS] = {
    /* atomics, all orders */
    {[BLOCK_ATOMIC] = 8, [BLOCK_OWN] = 1, [BLOCK_CHOICE] = 1},
    /* atomics that order plain accesses, or fail to */
    {[BLOCK_ATOMIC] = 6, [BLOCK_PLAIN] = 3, [BLOCK_FENCE] = 2},
    /* locks */
    {[BLOCK_LOCKED] = 6, [BLOCK_NESTED] = 3, [BLOCK_OWN] = 1},
    /* locks and atomics */
    {[BLOCK_LOCKED] = 3, [BLOCK_ATOMIC] = 3, [BLOCK_NESTED] = 2},
    /* locks that somebody tries */
    {[BLOCK_LOCKED] = 3,
     [BLOCK_TRIED] = 3,
     [BLOCK_NESTED] = 1,
     [BLOCK_ATOMIC] = 2,
     [BLOCK_TIMED_LOCK] = 1},
    /* conditions */
    {[BLOCK_WAIT] = 4, [BLOCK_SIGNAL] = 5, [BLOCK_LOCKED] = 1},
    /* conditions and more */
    {[BLOCK_WAIT] = 3,
     [BLOCK_SIGNAL] = 4,
     [BLOCK_LOCKED] = 1,
     [BLOCK_ATOMIC] = 1,
     [BLOCK_SEM_POST] = 1,
     [BLOCK_SEM_WAIT] = 1,
     [BLOCK_TRIED] = 1},
    /* semaphores */
    {[BLOCK_SEM_WAIT] = 3,
     [BLOCK_SEM_POST] = 4,
     [BLOCK_SEM_OTHER] = 2,
     [BLOCK_GUARDED] = 2,
     [BLOCK_ATOMIC] = 1},
    /* time */
    {[BLOCK_WAIT_TIMED] = 3,
     [BLOCK_SIGNAL] = 3,
     [BLOCK_TIME] = 3,
     [BLOCK_TIMED_LOCK] = 2,
     [BLOCK_SEM_TIMED] = 2,
     [BLOCK_LOCKED] = 1,
     [BLOCK_SEM_POST] = 1,
     [BLOCK_ATOMIC] = 1},
    /* loops */
    {[BLOCK_SPIN] = 2,
     [BLOCK_LOOP] = 3,
     [BLOCK_ATOMIC] = 4,
     [BLOCK_TRIED] = 1,
     [BLOCK_LOCKED] = 1},
    /* threads that start threads */
    {[BLOCK_SPAWN] = 3,
     [BLOCK_ATOMIC] = 3,
     [BLOCK_PLAIN] = 1,
     [BLOCK_LOCKED] = 2,
     [BLOCK_CHOICE] = 1},
    /* everything */
    {1, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1,
     1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
    /* read-write locks */
    {[BLOCK_READING] = 4, [BLOCK_WRITING] = 4, [BLOCK_ATOMIC] = 1},
    /* barriers and once */
    {[BLOCK_BARRIER] = 4,
     [BLOCK_ONCE] = 2,
     [BLOCK_ATOMIC] = 2,
     [BLOCK_PLAIN] = 1,
     [BLOCK_LOCKED] = 1},
    /* spin locks */
    {[BLOCK_SPIN_LOCK] = 5, [BLOCK_ATOMIC] = 2, [BLOCK_LOCKED] = 1},
    /* locks and memory that come and go */
    {[BLOCK_LIFE] = 1,
     [BLOCK_LOCKED] = 3,
     [BLOCK_ATOMIC] = 1,
     [BLOCK_HEAP] = 3,
     [BLOCK_SEM_WAIT] = 1,
     [BLOCK_SEM_POST] = 1},
    /* what else there is */
    {[BLOCK_OTHER] = 3,
     [BLOCK_SPAWN] = 2,
     [BLOCK_ATOMIC] = 2,
     [BLOCK_LOCKED] = 1,
     [BLOCK_SIGNAL] = 2,
     [BLOCK_WAIT_TIMED] = 1,
     [BLOCK_WAIT] = 1},
};

enum block block_of(int profile)
{
    int sum = 0;
    for (int i = 0; i < BLOCKS; i++)
        sum += weights[profile][i];
    int at = below(sum);
    for (int i = 0; i < BLOCKS; i++) {
        at -= weights[profile][i];
        if (at < 0)
            return (enum block)i;
    }
    return BLOCK_PLAIN;
}
