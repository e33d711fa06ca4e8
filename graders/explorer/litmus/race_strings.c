// Question: and strlen, strcpy and the like?
// Verdict: data_race
#include "litmus.h"

static char text[64] = "hello";

static void *measure(void *unused)
{
    assert(strlen(text) > 0);
    return unused;
}

static void *append(void *unused)
{
    strcat(text, " you");
    return unused;
}

int main(void)
{
    both(measure, append);
}
