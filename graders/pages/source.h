/* source.h - the attempt's own text, line by line. */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>

#include "view_result.h"

enum { SOURCE_LINES_MAX = 5000 };

struct source_line {
    int number;
    struct text code;
};

/* All lines of the attempt, or those that the result quotes. */
struct source {
    struct source_line *lines; /* by number, each once */
    int count;
    bool whole;
    char *bytes; /* of the whole file; else the texts are the result's */
};

/* Reads the attempt at that path if it is the one that was graded, byte for
 * byte; else, and for NULL, takes the lines that the result quotes. Never
 * blocks. Owns: source_free(). */
void source_read(struct source *source, const struct result *result,
                 const char *path);

/* Never blocks. */
void source_free(struct source *source);

/* Whether the source has that line. Never blocks. */
bool source_has(const struct source *source, int line);

/* Writes it as a list of lines, each with its number. Blocks until the stream
 * takes it. */
void source_write(FILE *out, const struct source *source);

#endif
