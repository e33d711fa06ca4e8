// Question: how many schedules have five philosophers, one left-handed?
// Verdict: ok
// Never: deadlock
// Executions: 30 strategy=dpor
// AtMost: 30
// Strategies: no
#define SEATS 5
#define LEFT_HANDED 1
#include "philosophers.h"
