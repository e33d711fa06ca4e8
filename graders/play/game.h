/* game.h - "play the scheduler": a full-screen game on one scenario. */
#ifndef GAME_H
#define GAME_H

#include "session.h"
#include "source.h"

/* Plays until the player has enough. Blocks until then. Returns: false, with
 * session->problem, if it could not begin. */
bool game_play(struct session *session, const struct source_folders *folders,
               const struct scenario *scenario);

#endif
