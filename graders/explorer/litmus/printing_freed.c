// Question: is printing a string an access to it?
// Verdict: memory_error
// Says: use after free
#include "litmus.h"

int main(void)
{
    char *text = strdup("hello");
    printf("%d %5.2f %s\n", 1, 2.0, text);
    free(text);
    printf("%ld %p %s\n", 1L, (void *)0, text);
}
