/* Loses the only pointer to a block, and branches on an unset value. */
#include <stdio.h>
#include <stdlib.h>

static char *volatile block;

static void lose(void)
{
    block = malloc(10);      /* MARK alloc */
    if (block && block[3]) { /* MARK unset */
        puts("set");
    }
    block = NULL;
}

int main(void)
{
    lose();
    return 0;
}
