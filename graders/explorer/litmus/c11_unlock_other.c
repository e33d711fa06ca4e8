// Question: C11 has no error for a foreign unlock, of a recursive one either?
// Verdict: misuse
#include "litmus.h"

static mtx_t lock;

int main(void)
{
    mtx_init(&lock, mtx_recursive);
    mtx_unlock(&lock);
}
