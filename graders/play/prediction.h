/* prediction.h - what a student thinks is possible, compared with what is. */
#ifndef PREDICTION_H
#define PREDICTION_H

#include <stdbool.h>

#define GUESSES_MAX 256
#define GUESS_LENGTH 80

struct prediction {
    char guesses[GUESSES_MAX][GUESS_LENGTH];
    bool taken[GUESSES_MAX];
    int count;
};

/* Adds guesses: "1 2", "3,7 10,10", "a=3,b=7", "deadlock". The same one twice
 * counts once. Never blocks. */
void prediction_add(struct prediction *prediction, const char *words);

/* Whether an outcome ("a = 3, b = 7") was predicted; then its guess is used
 * up. Never blocks. */
bool prediction_take(struct prediction *prediction, const char *outcome);

/* How many guesses are left. Never blocks. */
int prediction_left(const struct prediction *prediction);

/* Which ones; valid until the next call. Never blocks. */
const char *prediction_left_words(const struct prediction *prediction);

#endif
