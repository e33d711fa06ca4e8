// Question: what becomes of functions that are not modelled? They are named.
// Verdict: grader_fault
// Says: sem_open
#include "litmus.h"
#include <fcntl.h>

int main(void)
{
    sem_open("/litmus", O_CREAT, 0600, 1);
}
