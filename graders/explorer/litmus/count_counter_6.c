// Question: how many executions has the lost update, six times each? There are
// 2,704,156 schedules.
// Verdict: ok
// AtMost: 372436
// Strategies: no
#define N 6
#include "counter.h"
