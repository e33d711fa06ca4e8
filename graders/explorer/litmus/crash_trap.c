// Question: and of an instruction that cannot be executed?
// Verdict: crash
#include "litmus.h"

int main(void)
{
    __builtin_trap();
}
