// Question: may a program print as it likes?
// Verdict: ok
// Never: 4711
#include "litmus.h"

int main(void)
{
    char text[20];
    setvbuf(stdout, NULL, _IOLBF, 0);
    assert(snprintf(text, sizeof text, "%d", 12) == 2);
    assert(sprintf(text, "%s", "abc") == 3 && text[3] == '\0');
    printf("%d\n", 4711);
    fprintf(stderr, "%d\n", 4711);
    puts("4711");
    fputs("4711", stdout);
    putchar('4');
    assert(write(STDOUT_FILENO, "4711\n", 5) == 5);
    fflush(stdout);
}
