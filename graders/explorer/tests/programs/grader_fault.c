#include <stdio.h>

int main(void)
{
    return popen("ls", "r") == NULL;
}
