// Question: is a program blamed for a function that it never calls?
// Verdict: ok
#include "litmus.h"

int main(int argc, char **argv)
{
    (void)argv;
    if (argc > 1)
        return fork();
}
