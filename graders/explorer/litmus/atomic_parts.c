// Question: do an access to the whole and one to a part of it touch the same?
// Verdict: wrong_result
// Never: data_race
#include "litmus.h"

static union {
    uint64_t whole;
    uint32_t part[2];
} memory;

static void *write_part(void *unused)
{
    __atomic_store_n(&memory.part[1], 1, __ATOMIC_SEQ_CST);
    return unused;
}

static void *read_whole(void *unused)
{
    assert(__atomic_load_n(&memory.whole, __ATOMIC_SEQ_CST) == 0);
    return unused;
}

int main(void)
{
    both(write_part, read_whole);
}
