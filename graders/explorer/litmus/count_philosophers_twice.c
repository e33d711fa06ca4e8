// Question: how many have three philosophers who eat twice, one left-handed?
// Verdict: ok
// Never: deadlock
// Executions: 90 strategy=dpor
// AtMost: 90
// Strategies: no
#define SEATS 3
#define MEALS 2
#define LEFT_HANDED 1
#include "philosophers.h"
