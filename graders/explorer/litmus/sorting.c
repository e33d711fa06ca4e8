// Question: does qsort race with who reads what it sorts?
// Verdict: data_race
#include "litmus.h"

static int numbers[5] = {3, 1, 4, 1, 5};

static int by_size(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void *sort(void *unused)
{
    qsort(numbers, 5, sizeof *numbers, by_size);
    const int four = 4;
    assert(bsearch(&four, numbers, 5, sizeof *numbers, by_size) == numbers + 3);
    return unused;
}

static void *look(void *unused)
{
    assert(numbers[2] > 0);
    return unused;
}

int main(void)
{
    finish(start(sort, NULL));
    both(sort, look);
}
