/* export.h - results in the form that a course platform reads.
 *
 * A format is a file of its own, format_NAME.c. It reads results, never runs
 * anything, and writes every text through the one writer of its syntax:
 * json_words() for JSON, xml_text() for XML, lines_behind() for lines that a
 * platform searches for commands, csv_field() for tables. Times are not in a
 * result, so that an export of the same result has the same bytes.
 */
#ifndef EXPORT_H
#define EXPORT_H

#include <stdbool.h>
#include <stdio.h>

#include <jansson.h>

#include "view_class.h"
#include "view_course.h"
#include "view_result.h"

/* One result, to be written as one file. */
struct item {
    const struct result *result;
    const struct course *course;
    struct mark mark;
    const char *student; /* NULL if nobody said */
    const char *stamp;   /* Classroom 50: a JSON file with its own fields */
};

/* A class, to be written as one table. */
struct sheet {
    const struct class *class;
    const char *out_dir;   /* where it is: OUT/<student>/<lab>/result.json */
    const char *worksheet; /* what the platform gave to be filled, or NULL */
    const char *lab;       /* the one lab of it, or NULL */
};

struct format {
    const char *name, *file; /* the file's name, as the platform wants it */
    const char *words;
    /* One of the two. Each returns false, and the problem, if it cannot. */
    bool (*item)(FILE *out, const struct item *item, struct problem *problem);
    bool (*sheet)(FILE *out, const struct sheet *sheet,
                  struct problem *problem);
};

extern const struct format format_gradescope, format_classroom50,
    format_prairielearn, format_autolab, format_vpl, format_junit,
    format_canvas, format_moodle, format_csv;

/* ---- what every format says in the same words ---- */

/* "9/20 points", why they are not more, what the compiler says, notes. Lines
 * that are safe to print. Blocks until the stream takes it. */
void say_summary(FILE *out, const struct item *item);

/* "03 deadlock: lock order A-B / B-A", or what became of the check otherwise.
 * One line, without its end. Blocks until the stream takes it. */
void say_outcome(FILE *out, const struct check *check);

/* All that is known of a check that was not passed; nothing of one that was.
 * Lines that are safe to print. Blocks until the stream takes it. */
void say_check(FILE *out, const struct check *check);

/* Whether any text of ours may stand for a verdict: says in the problem that
 * the grader could not decide. Never blocks. Returns: item's "decided". */
bool decided(const struct item *item, struct problem *problem);

/* ---- the writers ---- */

/* A JSON string that is safe in a browser's page and in a terminal, whatever
 * the text holds; cut, and saying so, behind so many bytes. Never blocks.
 * Owns: the caller's. */
json_t *json_words(struct text text, size_t most);

/* Drafts of the above as JSON strings. Never block. Own: the caller's. */
json_t *json_summary(const struct item *item, size_t most);

/* As json_summary(). Never blocks. */
json_t *json_check(const struct check *check, size_t most);

/* Writes JSON, and a line end. Blocks until the stream takes it. */
void json_write(FILE *out, json_t *json, size_t flags);

/* Writes text between XML tags or inside an attribute's quotes. Blocks until
 * the stream takes it. */
void xml_text(FILE *out, struct text text);

/* Writes every line of the text behind a lead, so that none of them begins
 * with something of its own. Blocks until the stream takes it. */
void lines_behind(FILE *out, const char *lead, struct text text);

#endif
