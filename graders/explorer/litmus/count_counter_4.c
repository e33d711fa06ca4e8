// Question: how many schedules has the lost update, four times each?
// Verdict: ok
// Executions: 12870 strategy=naive
// AtMost: 3334 strategy=dpor
// AtMost: 3334
#define N 4
#include "counter.h"
