// Question: is a flag without a lock as good as pthread_once?
// Verdict: data_race
// And: wrong_result races=off
#include "litmus.h"

static bool is_made;
static int made;

static void *use(void *unused)
{
    if (!is_made) {
        made++;
        is_made = true;
    }
    return unused;
}

int main(void)
{
    both(use, use);
    assert(made == 1);
}
