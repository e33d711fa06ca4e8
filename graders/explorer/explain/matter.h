/* matter.h - which steps are worth showing. Nothing here blocks. */
#ifndef MATTER_H
#define MATTER_H

#include "story.h"

/* Marks the steps that matter for the failure (matters), beside those that the
 * diagnosis speaks of, which are marked already. All of a short story do. */
void find_what_matters(struct story *story);

#endif
