// Question: how soon is the deadlock of three right-handed philosophers found?
// Verdict: deadlock
// Says: each thread holds what the next one waits for
// AtMost: 3
#define SEATS 3
#define LEFT_HANDED 0
#include "philosophers.h"
