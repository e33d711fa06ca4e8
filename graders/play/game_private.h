/* game_private.h - the state of a game, and what draws it. Nothing here blocks,
 * but for the questions to the session. */
#ifndef GAME_PRIVATE_H
#define GAME_PRIVATE_H

#include "session.h"
#include "source.h"

#include <stdbool.h>

#define OWN_MOVES_MAX 10000
#define MESSAGE_LENGTH 400

struct move {
    int thread, way;
};

struct game {
    struct session *session;
    const struct source_folders *folders;
    const struct scenario *scenario;
    json_t *hello;
    json_t *state;      /* NULL: the session is over */
    struct move *moves; /* all of them, those without a choice included */
    int length;
    int own[OWN_MOVES_MAX]; /* how many there were before each own move */
    int own_count;
    int selected; /* thread */
    int choosing; /* thread that can go on in several ways; -1 */
    int way;      /* the one that is marked */
    int scroll;   /* lines of the history */
    bool help;
    char message[MESSAGE_LENGTH];
};

/* Gives the threads their colours, if the terminal has them and NO_COLOR is not
 * set. Requires: curses was started. */
void screen_start_colours(void);

/* Draws all of it. */
void screen_draw(const struct game *game);

/* Fields of what the session said; "" and 0 where there is none. */
const char *text_in(const json_t *json, const char *key);
int number_in(const json_t *json, const char *key);

/* How one thread is, by its number; NULL if there is none. */
const json_t *thread_of(const struct game *game, int thread);
bool can_move(const struct game *game, int thread);

#endif
