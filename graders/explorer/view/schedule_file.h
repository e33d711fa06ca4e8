/* schedule_file.h - reads the explorer's document (trace.schema.json).
 *
 * What wrote it shares a process with the program under test, so nothing in it
 * is believed: every field may be missing, of another type or out of range.
 * Texts point into the document.
 */
#ifndef SCHEDULE_FILE_H
#define SCHEDULE_FILE_H

#include "verdict.h"
#include "view_text.h"

#include <jansson.h>

enum {
    SHOWN_THREADS_MAX = 128,
    SHOWN_STEPS_MAX = 5000,
    SHOWN_CALLS_MAX = 64,
};

struct shown_place {
    struct text file, function, code;
    int line; /* 0: none */
};

struct shown_step {
    int number, thread;
    struct text kind, what;
    struct text object, before, after; /* what it touches, and its values */
    const json_t *holds;               /* an array, if it is one */
    struct shown_place place;
    bool preempts, matters, critical, fails, is_quiet;
};

struct shown_thread {
    struct text name, begins_in;
    struct shown_place place;
};

/* A thread that never went on, or one of two accesses. */
struct shown_stand {
    int thread;
    struct text what, object;
    const json_t *locks; /* an array, if it is one */
    struct shown_place place;
    bool is_join;
    int since, since_line, step; /* 0: none */
};

/* A call that a scenario recorded; times are numbers that grow. */
struct shown_call {
    int thread;
    struct text call;
    long argument, result;
    int called, returned; /* returned 0: not yet */
};

struct shown {
    json_t *json;
    enum verdict verdict;
    struct text diagnosis, expected, found, seen, token, scenario;
    long executions, preemptions; /* preemptions -1: not known */
    bool minimal;
    bool found_first; /* by the search, too */
    json_t *first;    /* a document of what was, for shown_take(); or NULL */
    int critical;     /* -1: not known */
    struct shown_place where;
    int where_thread; /* -1: none */
    struct shown_thread threads[SHOWN_THREADS_MAX];
    int thread_count;
    struct shown_step *steps;
    int step_count, last_number;
    struct shown_stand blocked[SHOWN_THREADS_MAX];
    int blocked_count;
    struct shown_call calls[SHOWN_CALLS_MAX];
    int call_count;
    struct shown_stand accesses[2];
    int access_count;
};

/* Takes a document apart. Never blocks. Returns: false if it is not one.
 * Owns: shown_free(), in any case. */
bool shown_read(struct shown *shown, const char *text, size_t length);

/* The same for one that was parsed already. Never blocks. */
bool shown_take(struct shown *shown, json_t *json);

/* The number under that key; the other one if it is none. Never blocks. */
long shown_number(const json_t *object, const char *key, long otherwise);

/* A string as a text; the absent one if it is none. Never blocks. */
struct text shown_text(const json_t *value);

/* Never blocks. */
void shown_free(struct shown *shown);

#endif
