/* token.h - a failing schedule as a short word that can be typed.
 *
 * A token holds a check sum, the options that decide what a step is, and the
 * decisions that differ from the usual one, which is that whoever ran goes on,
 * and if that is not possible the first one who can. Each sign is one of 32
 * letters and digits and holds 5 bits:
 *
 *     CHECK  5 signs: of the program's code and data and of the rest
 *     flags, [scenario], [spurious, early], [the instructions that are steps],
 * then of each unusual decision: how many usual ones come before it, who goes
 * on, in which of several ways
 *
 * Numbers are written 4 bits a sign, the lowest first; the fifth bit says that
 * another sign follows.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include "exploration.h"

#define TOKEN_LENGTH 4000

/* The token of the execution that ended just now, a replay; the empty string
 * if it would be longer than TOKEN_LENGTH. Never blocks. */
void token_write(char token[TOKEN_LENGTH + 1]);

/* Number of the scenario that is explored, from 1; 0: the program's main. */
extern int token_scenario;

/* Takes a token apart: sets token_scenario. Never blocks.
 * Returns: false if this is not a token. */
bool token_read(const char *token);

/* Takes the options out of the token that was read. Before engine_allocate().
 * Never blocks. Returns: false if it is not a token after all. */
bool token_options(struct options *options);

/* Whether the token that was read is one of this program, as it is now. After
 * engine_allocate(). Never blocks. */
bool token_fits(void);

/* Runs the schedule of the token that was read. Blocks until it has ended. */
void token_replay(struct exploration *into);

#endif
