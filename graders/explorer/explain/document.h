/* document.h - the explorer's result as one JSON document. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "exploration.h"
#include "story.h"
#include "token.h"

struct document {
    const struct exploration *exploration;
    const char *scenario;      /* or NULL */
    const struct story *story; /* NULL: nothing failed, or nobody knows how */
    int preemptions;           /* of the schedule; -1: nobody knows */
    char token[TOKEN_LENGTH + 1];
};

/* Never blocks. Returns: the document so far. */
struct json_t *document_begin(const struct document *document);

/* Adds the schedule that was found first, which is another one; or says that it
 * is this one. Never block. */
void document_first(struct json_t *json, const struct document *first);
void document_found_first(struct json_t *json);

/* Adds the step after which every schedule fails: its number; 0: all of them
 * do; -1: not known. Never blocks. Returns: the text, for free(); NULL if there
 * is no memory. Owns: the document. */
char *document_end(struct json_t *json, int critical);

#endif
