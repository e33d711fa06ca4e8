// Question: what becomes of atomics of 16 bytes? They are refused by name.
// Verdict: grader_fault
// Says: atomic
// Flags: -mcx16
#include "litmus.h"

static __int128 wide;

int main(void)
{
    return (int)__atomic_load_n(&wide, __ATOMIC_SEQ_CST);
}
