/* class_tables.h - the tables of the page of a class. */
#ifndef CLASS_TABLES_H
#define CLASS_TABLES_H

#include <stdio.h>

#include "tally.h"

/* Opens the link to the report of that cell. Blocks until the stream takes
 * it. */
void cell_link(FILE *out, const struct class *class, size_t student,
               size_t lab);

/* Points by lab. Blocks until the stream takes it. */
void put_labs(FILE *out, const struct class *class, const struct tally *tally);

/* The checks that fail most often. Blocks until the stream takes it. */
void put_failing(FILE *out, const struct class *class,
                 const struct tally *tally);

/* The verdicts of checks that failed, the most frequent first. Blocks until
 * the stream takes it. */
void put_verdicts(FILE *out, const struct tally *tally);

/* All checks of all labs. Blocks until the stream takes it. */
void put_checks(FILE *out, const struct class *class,
                const struct tally *tally);

/* Everybody, with a link to each report. Blocks until the stream takes it. */
void put_students(FILE *out, const struct class *class);

#endif
