// Question: how many schedules has the lost update, three times each?
// Verdict: ok
// Executions: 924 strategy=naive
// AtMost: 328 strategy=dpor
// AtMost: 328
#define N 3
#include "counter.h"
