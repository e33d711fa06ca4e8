/* critical.h - the step after which every schedule fails. */
#ifndef CRITICAL_H
#define CRITICAL_H

#include "exploration.h"

/* The number of a failing schedule's first decisions after which no schedule
 * ends well any more; 0: none ever does; -1: not known within this many
 * executions. Blocks until it was looked for. May change what is visible: the
 * schedule cannot be replayed afterwards. */
int critical_decision(const struct schedule *schedule, long budget);

#endif
