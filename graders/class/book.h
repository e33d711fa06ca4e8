/* book.h - the folder OUT of a class:
 *
 *   OUT/<student>/<lab>/result.json   written by grade, or by book_unclear()
 *   OUT/roster.txt                    the students, one a line
 *   OUT/gradebook.csv                 written by show
 *   OUT/.class/submitted.tsv          when: student, lab, time
 *   OUT/.class/jobs.txt               the names of the jobs, one a line
 *   OUT/.class/jobs/000001.<lab>.c    a job: a link to the attempt ...
 *   OUT/.class/jobs/000001.<lab>      ... and one to OUT/<student>/<lab>
 *
 * A job's name never holds a student's words, so that make and the shell meet
 * nothing that somebody chose to confuse them.
 */
#ifndef BOOK_H
#define BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CLASS_FOLDER ".class"

struct book {
    const char *out;
    FILE *jobs;       /* OUT/.class/jobs.txt.new */
    FILE *times;      /* OUT/.class/submitted.tsv.new */
    bool times_given; /* the instructor says when: files' dates do not count */
    size_t job_count; /* so far */
    char problem[300];
};

/* Prepares OUT: makes it if need be, refuses a folder with other things in
 * it, ends the job list of a former run. Never blocks.
 * Returns: false, and book->problem, when that is not possible. */
bool book_open(struct book *book, const char *out);

/* Adds a student, whose id is the name of a folder. Never blocks.
 * Returns: false, and book->problem, if the id or OUT does not allow it. */
bool book_student(struct book *book, const char *student);

/* Adds a job: this file of that student is to be graded. Never blocks.
 * Returns: false, and book->problem. */
bool book_job(struct book *book, const char *student, const char *lab,
              const char *attempt);

/* Takes the times of handing in from a file of the instructor's, lines
 * "student lab time" with tabs; without it, the attempts' own dates count.
 * Never blocks. Returns: false, and book->problem, if it cannot be read. */
bool book_times(struct book *book, const char *path);

/* Writes a result that says why it is not clear what to grade. Blocks until
 * it is on the disk. Returns: false, and book->problem. */
bool book_unclear(struct book *book, const char *student, const char *lab,
                  const char *why);

/* Takes the result of a former run out of the book, if there is one.
 * Never blocks. */
void book_forget(struct book *book, const char *student, const char *lab);

/* Takes everything out of the book that belongs to students who are not among
 * these (sorted by their bytes), and to labs that are not among those.
 * What make grade did not write is left where it is. Never blocks. */
void book_forget_others(struct book *book, char *const *students, size_t count,
                        char *const *labs, size_t lab_count);

/* Writes the roster, and makes the job list final. Blocks until both are on
 * the disk. Returns: false, and book->problem. */
bool book_close(struct book *book, char *const *roster, size_t count);

#endif
