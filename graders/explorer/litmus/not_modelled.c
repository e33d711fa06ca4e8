// Question: what becomes of a program that opens a file?
// Verdict: grader_fault
// Says: fopen
#include "litmus.h"

int main(void)
{
    return fopen("numbers.txt", "r") != NULL;
}
