/* profile.h - chance, and what a kind of random program is made of. */
#ifndef PROFILE_H
#define PROFILE_H

#include "program.h"

#define PROFILES 17

/* Blocks are short sequences that belong together, such as a lock, what it
 * protects, and its unlock. */
enum block {
    BLOCK_PLAIN, /* accesses to what other threads access too */
    BLOCK_OWN,   /* accesses to what only this thread does */
    BLOCK_ATOMIC,
    BLOCK_FENCE,
    BLOCK_LOCKED,
    BLOCK_NESTED,
    BLOCK_TRIED,
    BLOCK_TIMED_LOCK,
    BLOCK_WAIT,
    BLOCK_WAIT_TIMED,
    BLOCK_SIGNAL,
    BLOCK_SEM_WAIT,
    BLOCK_SEM_POST,
    BLOCK_SEM_OTHER,
    BLOCK_SEM_TIMED,
    BLOCK_GUARDED, /* plain accesses between a semaphore's wait and post */
    BLOCK_TIME,
    BLOCK_LOOP,
    BLOCK_SPIN,
    BLOCK_CHOICE,
    BLOCK_SPAWN,
    BLOCK_READING,
    BLOCK_WRITING,
    BLOCK_SPIN_LOCK,
    BLOCK_BARRIER,
    BLOCK_ONCE,
    BLOCK_LIFE, /* of a mutex */
    BLOCK_HEAP,
    BLOCK_OTHER,
    BLOCKS
};

/* The numbers that follow are this seed's. Never blocks. */
void chance_start(uint64_t seed);

/* From 0 to n - 1. Never blocks. */
int below(int n);

/* Never blocks. */
bool one_in(int n);

/* The next block of a program of this kind. Never blocks. */
enum block block_of(int profile);

#endif
