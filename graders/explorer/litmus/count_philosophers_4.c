// Question: how many schedules have four philosophers, one left-handed?
// Verdict: ok
// Never: deadlock
// Executions: 14 strategy=dpor
// AtMost: 14
// Strategies: no
#define SEATS 4
#define LEFT_HANDED 1
#include "philosophers.h"
