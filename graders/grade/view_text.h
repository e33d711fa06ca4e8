/* view_text.h - text that is safe to print: nothing in it can move the
 * cursor, change a colour, reverse the reading direction or run past the
 * 80th column, whatever the attempt, its author's name or a file contain.
 *
 * A text is bytes with a length: it may hold NUL and need not be UTF-8.
 * Printable UTF-8 is printed as it is; control characters and bytes that are
 * not UTF-8 as \xNN; characters that nobody can see as \uNNNN.
 */
#ifndef VIEW_TEXT_H
#define VIEW_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define VIEW_COLUMNS 80

struct text {
    const char *bytes; /* not terminated; NULL for a text that is absent */
    size_t length;
};

/* A text that is put together with stdio, between draft_begin() and
 * draft_end(). */
struct draft {
    FILE *stream;
    char *bytes;
    size_t length;
};

enum colour { COLOUR_PLAIN, COLOUR_GOOD, COLOUR_BAD, COLOUR_WARN };

/* The text of a C string; NULL gives the absent one. Never blocks.
 * Owns: nothing; the string must outlive the text. */
struct text text_of(const char *string);

/* Whether the text is there and not empty. Never blocks. */
bool text_given(struct text text);

/* Whether two texts hold the same bytes. Never blocks. */
bool text_equal(struct text a, struct text b);

/* How many columns text_put() needs for all of it. Never blocks. */
size_t text_columns(struct text text);

/* Prints the text on the current line in at most that many columns; what is
 * too long ends in "...". Blocks until the stream takes it.
 * Returns: the columns used. */
size_t text_put(FILE *out, struct text text, size_t columns);

/* text_put(), then spaces up to the full width. Blocks until the stream takes
 * it. */
void text_pad(FILE *out, struct text text, size_t columns);

/* Takes the next line of a paragraph off the front: up to a line break, else
 * up to the last space that fits, else as much as fits. Never blocks.
 * Requires: some text, and room for one character. */
struct text text_take_line(struct text *rest, size_t columns);

/* Prints "lead text", broken at spaces so that nothing passes VIEW_COLUMNS;
 * further lines start under the text. Line breaks in the text are kept; tabs
 * are spaces; what needs more than max_lines is cut, and says so.
 * Blocks until the stream takes it. Requires: a lead of printable ASCII that
 * leaves room for a few words. */
void text_wrap(FILE *out, const char *lead, struct text text, int max_lines);

/* text_wrap() of a formatted text, uncut. The arguments may hold anything.
 * Blocks until the stream takes it. */
__attribute__((format(printf, 3, 4))) void text_say(FILE *out, const char *lead,
                                                    const char *format, ...);

/* Prints the last lines of a longer output, each behind the lead and cut at
 * the right edge. Blocks until the stream takes it. */
void text_tail(FILE *out, const char *lead, struct text text, int max_lines);

/* Whether to print colours into that stream: never if NO_COLOR is set; into
 * standard output if CLICOLOR_FORCE is (0: never); else if it is a terminal and
 * TERM is not "dumb". An empty variable counts as not set. Never blocks. */
bool text_colour_wanted(FILE *out);

/* Prints a word of ours in that colour, if the stream wants colours, padded
 * with spaces to the width. Blocks until the stream takes it. */
void text_mark(FILE *out, enum colour colour, const char *word, int columns);

/* Starts a draft; print into its stream. Never blocks.
 * Aborts if there is no memory. */
void draft_begin(struct draft *draft);

/* Ends it. Never blocks. Returns: its text, which lives until draft_free(). */
struct text draft_end(struct draft *draft);

/* Gives the memory of an ended draft back. Never blocks. */
void draft_free(struct draft *draft);

/* Writes a whole text into the stream as it is, unsafe bytes and all: for
 * drafts and files. Blocks until the stream takes it. */
void text_copy(FILE *out, struct text text);

/* Writes the text in its printable form, uncut. Blocks until the stream takes
 * it. */
void text_print(FILE *out, struct text text);

/* Says on standard error what is wrong: "show: file: problem", wrapped.
 * Blocks until the stream takes it. */
void complain(const char *file, const char *problem);

/* Makes complain() begin with another name than "show". Never blocks. */
void complain_as(const char *program);

/* calloc() that ends the program with a message when there is no memory.
 * Never blocks. */
void *view_alloc(size_t count, size_t size);

/* realloc() for arrays, in the same manner. Never blocks. */
void *view_grow(void *memory, size_t count, size_t size);

/* strdup() in the same manner. Never blocks. */
char *view_copy(const char *string);

#endif
