/* view_state.h - how deep a student has gone into the hints of each check.
 *
 * A file of lines "lab check level"; what is not such a line is dropped. */
#ifndef VIEW_STATE_H
#define VIEW_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "view_result.h"

struct state_entry {
    char *lab, *check;
    int level;
};

struct state {
    struct state_entry *entries;
    size_t count;
};

/* Reads the file; an absent or unreadable one gives an empty state.
 * Never blocks. */
void state_load(struct state *state, const char *path);

/* The deepest level shown; 0 when none was. Never blocks. */
int state_level(const struct state *state, struct text lab, struct text check);

/* Remembers a level; 0 forgets the check. Never blocks. */
void state_set(struct state *state, struct text lab, struct text check,
               int level);

/* Writes the file anew, in one step. Blocks until that is done.
 * Returns: false, and the problem, when it cannot. */
bool state_save(const struct state *state, const char *path,
                struct problem *problem);

/* Frees what it holds. Never blocks. */
void state_free(struct state *state);

#endif
