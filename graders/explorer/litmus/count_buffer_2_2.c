// Question: and with two producers and two consumers of one item?
// Verdict: ok
// Never: deadlock
// Executions: 64 strategy=naive
// AtMost: 64
#define PRODUCERS 2
#define CONSUMERS 2
#define ITEMS 1
#define CAPACITY 1
#include "buffer.h"
