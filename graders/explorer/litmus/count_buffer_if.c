// Question: how soon is it found that the waits have an if for a while?
// Verdict: wrong_result
// AtMost: 10
// Strategies: no
#define PRODUCERS 2
#define CONSUMERS 2
#define ITEMS 2
#define CAPACITY 1
#define WAIT_WHILE if
#include "buffer.h"
