/* Reads and writes one past the end of a heap block. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    volatile int *block = malloc(4 * sizeof *block); /* MARK alloc */
    if (!block) {
        return 1;
    }
    block[4] = 1;        /* MARK write */
    int last = block[4]; /* MARK read */
    printf("%d\n", last);
    free((void *)block);
    return 0;
}
