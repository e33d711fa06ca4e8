// Question: and a plain flag that nobody sets?
// Verdict: livelock
// Never: limit_reached
#include "litmus.h"

static bool go;

int main(void)
{
    while (!go)
        continue;
}
