// Question: how many schedules has the lost update, five times each?
// Verdict: ok
// Executions: 184756 strategy=naive
// AtMost: 34904 strategy=dpor
// AtMost: 34904
// Strategies: no
#define N 5
#include "counter.h"
