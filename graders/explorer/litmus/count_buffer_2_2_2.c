// Question: and of two items each?
// Verdict: ok
// Never: deadlock
// Executions: 86336 strategy=naive
// AtMost: 29728
// Strategies: no
#define PRODUCERS 2
#define CONSUMERS 2
#define ITEMS 2
#define CAPACITY 1
#include "buffer.h"
