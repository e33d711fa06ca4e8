// Question: how many schedules has the lost update, twice each?
// Verdict: ok
// Executions: 70 strategy=naive
// Executions: 34 strategy=dpor
// AtMost: 34
#define N 2
#include "counter.h"
