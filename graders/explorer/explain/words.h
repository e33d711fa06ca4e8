/* words.h - what a step of each kind is called. Nothing here blocks. */
#ifndef WORDS_H
#define WORDS_H

#include "story.h"

/* Says in step->what what it did. Requires: all else of the step is set, and
 * the steps before it are told. */
void step_words(const struct story *story, struct step *step);

/* What a thread waits for: "waits for m". */
void blocked_words(const struct blocked *blocked, char words[WHAT_LENGTH]);

/* One word for the kind of a step, as the JSON document has it. */
const char *step_kind(const struct step *step);

#endif
