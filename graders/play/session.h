/* session.h - a conversation with a program that explores itself, confined as
 * for a check (../explorer/explain/serve.h has the questions and answers).
 * What it says is the attempt's as much as ours: it is shown, never trusted.
 */
#ifndef SESSION_H
#define SESSION_H

#include "confine.h"

#include <jansson.h>

#define SCENARIOS_MAX 64

struct session {
    const char *program; /* as grade --ask hands it over */
    const char *work;    /* the folder that it is in */
    struct confined confined;
    bool running;
    char nonce[40];
    char *buffer; /* what came in and was not read yet */
    size_t used;
    char problem[200]; /* why there is no answer */
};

struct scenario {
    char name[64];
    char claim[160];
    char question[400]; /* for a prediction; "" */
};

/* Asks which scenarios there are. Blocks until it has answered.
 * Returns: how many; -1 with session->problem. */
int session_scenarios(struct session *session,
                      struct scenario scenarios[SCENARIOS_MAX]);

/* Starts it on a scenario. Blocks until that was explored. Returns: its hello,
 * the caller's; NULL with session->problem. */
json_t *session_start(struct session *session, const char *scenario);

/* Asks a question. Blocks until there is an answer, which is the caller's.
 * Returns: NULL with session->problem. */
json_t *session_ask(struct session *session, const char *question);

/* Ends it. Blocks until nothing of it is left. */
void session_end(struct session *session);

#endif
