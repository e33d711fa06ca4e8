/* serve_private.h - what the parts of serve.h share. Nothing here blocks, but
 * for the searches, which end with their budgets. */
#ifndef SERVE_PRIVATE_H
#define SERVE_PRIVATE_H

#include "dies.h"
#include "story.h"

#include <jansson.h>

#define WORDS_LENGTH 240

/* Runs the program along these decisions; then on where only one thing can
 * happen, if it may roll. Owns: free story->steps. */
enum ending serve_run(const struct schedule *along, bool roll,
                      struct story *story);

/* What others can see of it. */
json_t *serve_steps(const struct story *story);

/* The threads and the objects of the program as the last run left them. */
json_t *serve_threads(enum ending ending);
json_t *serve_things(void);

/* What an operation does, or is about to do: "locks", "reads". */
const char *words_of_op(int op);

/* Whether it is about to read or write memory; other operations may still have
 * the size of one before. */
bool is_access_op(const struct op *op);

/* Why the thread cannot go on; empty if it can. */
void words_of_blocked(const struct thread *thread, char words[WORDS_LENGTH]);

/* One of several ways in which it can go on. */
void words_of_way(const struct thread *thread, int way,
                  char words[WORDS_LENGTH]);

/* What holds of an object: "held by 'a'"; empty if nothing worth a line. */
void words_of_object(const struct object *object, char words[WORDS_LENGTH]);

/* Adds file, line, function and code, as far as they are known. */
void json_add_place(json_t *to, const struct place *place);

/* What the program itself chose (a thread's name, say) may hold anything. */
json_t *json_printable(const char *text);

#endif
