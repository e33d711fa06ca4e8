/* view_course.h - course.tsv: what a lab is worth in a course, when it is due,
 * and what being late costs. graders/course.tsv explains its columns.
 *
 * Nothing of this is in a result.json, and nothing of it changes one: a view
 * that counts points asks here what they are worth.
 */
#ifndef VIEW_COURSE_H
#define VIEW_COURSE_H

#include <stddef.h>
#include <stdint.h>

#include "view_moment.h"
#include "view_result.h"

/* A line: of a lab, or ("LAB/CHECK") of one check. */
struct course_row {
    char *key;
    char *title;      /* NULL when it has none */
    int points;       /* -1: as the rubric says */
    int64_t deadline; /* MOMENT_NONE: there is none */
    int penalty;      /* percent of the points, for each day begun */
    int days;         /* the last day that still counts; -1: there is none */
};

/* When somebody handed something in. */
struct handed_in {
    char *key; /* "<student>\t<lab>" */
    int64_t moment;
};

struct course {
    struct course_row *rows;
    size_t row_count;
    struct handed_in *times; /* sorted by key */
    size_t time_count;
};

/* What a result is worth. */
struct mark {
    int points, max;
    int whole; /* the points before anything was taken off for being late */
    int days;  /* how many days late; 0 in time, -1 not known */
};

/* Reads a course file; NULL for a path gives a course without any rules.
 * Never blocks. Returns: NULL, and the problem, when it cannot be read or is
 * not right. Owns: the caller frees it. */
struct course *course_load(const char *path, struct problem *problem);

/* Reads when everything was handed in: lines "student lab time", with tabs.
 * Never blocks. Returns: false, and the problem; an absent file is none. */
bool course_read_times(struct course *course, const char *path,
                       struct problem *problem);

/* Frees it; NULL is allowed. Never blocks. */
void course_free(struct course *course);

/* The time at which that student handed in that lab; MOMENT_NONE when it is
 * not known. Never blocks. */
int64_t course_time(const struct course *course, const char *student,
                    const char *lab);

/* What a check is worth; being late does not touch it. Never blocks. */
struct mark course_check(const struct course *course,
                         const struct result *result,
                         const struct check *check);

/* What a result is worth that was handed in at that time (MOMENT_NONE: nobody
 * knows, and it counts as in time). Never blocks. */
struct mark course_mark(const struct course *course,
                        const struct result *result, int64_t handed_in);

/* The name of the lab on the course's platform; its key if the course does not
 * say. Never blocks. */
struct text course_title(const struct course *course, struct text lab);

/* What a lab that nobody has is worth at most, by the course; -1 if it does
 * not say. Never blocks. */
int course_worth(const struct course *course, struct text lab);

#endif
