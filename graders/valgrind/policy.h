/* policy.h - every judgement about a tool's findings, in one place. */
#ifndef POLICY_H
#define POLICY_H

#include "findings.h"

/* Fills weight, title, meaning and reason. Never blocks. */
void policy_judge(struct finding *finding, bool tsan_says_clean);

/* Whether a finding without a place in the attempt's file is about the
 * attempt all the same: a thread that ended and holds a lock stands nowhere
 * any more, and a signal ends the attempt's run wherever it strikes.
 * Never blocks. */
bool policy_needs_no_place(const struct finding *finding);

/* What the tool cannot see, in sentences; the last entry is NULL.
 * Never blocks. */
const char *const *policy_blind_spots(enum tool tool);

#endif
