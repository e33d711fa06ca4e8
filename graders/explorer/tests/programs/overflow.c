#include <stdlib.h>

int main(void)
{
    int *squares = malloc(4 * sizeof *squares);
    for (int i = 0; i <= 4; i++)
        squares[i] = i * i;
    free(squares);
    return 0;
}
