// Question: do the functions of the heap do what they should?
// Verdict: ok
// Options: leaks=on
#include "litmus.h"

int main(void)
{
    char *text = strdup("hello");
    text = realloc(text, 100);
    assert(strcmp(text, "hello") == 0);
    text[99] = 'x';
    text = realloc(text, 3);
    assert(strncmp(text, "hel", 3) == 0);
    free(text);
    long *numbers = calloc(10, sizeof *numbers);
    for (int i = 0; i < 10; i++)
        assert(numbers[i] == 0);
    free(numbers);
    void *aligned = aligned_alloc(256, 512);
    assert((uintptr_t)aligned % 256 == 0);
    free(aligned);
    assert(posix_memalign(&aligned, 64, 10) == 0);
    free(aligned);
    free(NULL);
    free(realloc(NULL, 5));
    assert(realloc(malloc(5), 0) == NULL);
    void *too_much = malloc((size_t)1 << 40);
    assert(too_much == NULL);
    free(malloc(0));
}
