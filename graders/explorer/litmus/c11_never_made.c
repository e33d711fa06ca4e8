// Question: is a mtx_t of zeros one that is initialised? C11 does not say so.
// Verdict: misuse
#include "litmus.h"

static mtx_t lock;

int main(void)
{
    mtx_lock(&lock);
}
