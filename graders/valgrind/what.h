/* what.h - the sentences of Valgrind's tools, turned into the role of a place
 * and the name of a datum. */
#ifndef WHAT_H
#define WHAT_H

#include "findings.h"

/* The role of the first stack: "read of size 8" for a race, nothing for any
 * other finding, whose title says it. Never blocks. */
void what_access(struct access *access, const char *sentence);

/* Role and sort of a later stack. Never blocks. */
void what_role(struct access *access, const char *sentence);

/* The same for a stack that stands in an element of its own (DRD's
 * <first_observed_at>). Other elements change nothing. Never blocks. */
void what_segment(struct access *access, const char *element);

/* Takes the name of the memory from the sentence if it is in there
 * ("... inside data symbol "counter""). Never blocks. */
void what_datum(struct finding *finding, const char *sentence);

#endif
