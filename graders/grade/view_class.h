/* view_class.h - the results of a class: OUT/<student>/<lab>/result.json.
 *
 * A student is a folder in OUT (hidden ones are not), or a line of
 * OUT/roster.txt. A lab is a folder with a lab's key for a name in any
 * student's folder. Both are sorted by their bytes, so that a class always
 * looks the same.
 */
#ifndef VIEW_CLASS_H
#define VIEW_CLASS_H

#include <stdbool.h>
#include <stddef.h>

#include "view_course.h"
#include "view_result.h"

enum cell_state {
    CELL_MISSING, /* the student has no folder for the lab */
    CELL_POINTS,
    CELL_NO_COMPILE, /* decided too: it has points, most likely 0 */
    CELL_UNDECIDED,  /* the grader's fault, or no result that can be read */
};

struct cell {
    enum cell_state state;
    int points, max;
    int whole;     /* before anything was taken off for being late */
    int days;      /* late; 0 in time, -1 not known */
    char *problem; /* why it is undecided; else NULL */
};

struct names {
    char **items;
    size_t count;
};

struct class
{
    struct names students, labs;
    struct course *course;
    struct cell *cells; /* students.count rows of labs.count */
    int *max;           /* for each lab, the most that a result can reach */
    size_t undecided;
    size_t timeless; /* results of which nobody knows when they came */
};

/* What a student has reached in all labs together. A missing lab counts 0
 * points of its maximum; an undecided one counts nothing, neither way. */
struct class_sum {
    int points, max, undecided;
};

/* Reads a class; labs named here belong to it even if nobody has them. What
 * they are worth is in the course file; NULL: what their rubrics say.
 * Never blocks. Returns: NULL, and the problem, when the folder, its roster or
 * the course cannot be read. Owns: the caller frees it. */
struct class *class_load(const char *out_dir, const struct names *labs,
                         const char *course, struct problem *problem);

/* Frees it; NULL is allowed. Never blocks. */
void class_free(struct class *class);

/* The cell of the nth student and lab. Never blocks. */
const struct cell *class_cell(const struct class *class, size_t student,
                              size_t lab);

/* A student's sum. Never blocks. */
struct class_sum class_sum(const struct class *class, size_t student);

/* Prints which cells are not decided, and why, one a line; at most so many.
 * Blocks until the stream takes it. */
void class_print_undecided(FILE *out, const struct class *class, size_t most);

/* Says how many results have no time, although the course has deadlines;
 * nothing if all have one. Blocks until the stream takes it. */
void class_print_timeless(FILE *out, const struct class *class);

/* Writes the class as CSV: a student a line, the labs and the total.
 * Blocks until the stream takes it. */
void class_write_book(FILE *out, const struct class *class);

#endif
