/* text.h - bounded strings for texts that an attempt may have chosen. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Copies as much as fits, always with a terminator. Never blocks.
 * Requires: room for at least one byte. */
void text_copy(char *to, size_t size, const char *from);

/* Appends as much as fits. Never blocks. Requires: a terminated string. */
void text_append(char *to, size_t size, const char *more);

/* The part of a path behind the last slash. Never blocks. */
const char *text_basename(const char *path);

/* Whether it starts with this prefix. Never blocks. */
bool text_starts(const char *text, const char *prefix);

/* A tool's sentence without what differs between runs: addresses, thread
 * numbers, record numbers. Never blocks. */
void text_without_numbers(char *to, size_t size, const char *from);

/* The number behind the first occurrence of this word; -1 when there is none,
 * at most INT_MAX. Never blocks. */
int text_number_after(const char *text, const char *word);

/* Prints at most `columns` columns of it: control characters and bytes that
 * are not UTF-8 as \xNN, a tab as a space, a cut as "...". Blocks until the
 * stream takes it. Returns: the columns used. */
size_t text_print(FILE *out, const char *text, size_t columns);

#endif
