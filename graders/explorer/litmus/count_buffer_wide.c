// Question: and in a buffer of two?
// Verdict: ok
// Never: deadlock
// Executions: 33192 strategy=naive
// AtMost: 5184
// Strategies: no
#define PRODUCERS 2
#define CONSUMERS 2
#define ITEMS 2
#define CAPACITY 2
#include "buffer.h"
