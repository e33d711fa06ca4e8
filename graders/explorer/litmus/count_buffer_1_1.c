// Question: how many schedules has a buffer of one, a producer and a consumer
// of two items?
// Verdict: ok
// Never: deadlock
// Executions: 8 strategy=naive
// AtMost: 8
#define PRODUCERS 1
#define CONSUMERS 1
#define ITEMS 2
#define CAPACITY 1
#include "buffer.h"
