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
    char token[TOKEN_LENGTH + 1];
    int critical; /* number of a step; 0: the beginning; -1: not known */
};

/* Never blocks. Returns: the text, for free(); NULL if there is no memory. */
char *document_write(const struct document *document);

#endif
