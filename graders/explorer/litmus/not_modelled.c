// Question: what becomes of a program that asks for input?
// Verdict: grader_fault
// Says: scanf
#include "litmus.h"

int main(void)
{
    int n = 0;
    return scanf("%d", &n);
}
