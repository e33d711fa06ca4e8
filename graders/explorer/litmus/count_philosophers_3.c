// Question: how many schedules have three philosophers, one left-handed?
// Verdict: ok
// Never: deadlock
// Executions: 142 strategy=naive
// Executions: 6 strategy=dpor
// AtMost: 6
#define SEATS 3
#define LEFT_HANDED 1
#include "philosophers.h"
