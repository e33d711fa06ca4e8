/* verdict.h - the closed list of verdicts and the exit statuses.
 *
 * Every program, message, table and schema uses these words and no others.
 */
#ifndef VERDICT_H
#define VERDICT_H

enum verdict {
    VERDICT_OK,
    VERDICT_WRONG_RESULT,
    VERDICT_DATA_RACE,
    VERDICT_DEADLOCK,
    VERDICT_LIVELOCK,
    VERDICT_STARVATION,
    VERDICT_OVER_SYNCHRONISED,
    VERDICT_MISUSE,
    VERDICT_MEMORY_ERROR,
    VERDICT_CRASH,
    VERDICT_FORBIDDEN_CALL,
    VERDICT_DOES_NOT_COMPILE,
    VERDICT_LIMIT_REACHED,
    VERDICT_GRADER_FAULT,
    VERDICT_COUNT
};

/* Exit statuses of every command. */
enum {
    EXIT_FULL_MARKS = 0,
    EXIT_ATTEMPT_WRONG = 1,
    EXIT_NOT_DECIDED = 2,
};

/* The verdict's name as it stands in result.json ("data_race").
 * Never blocks. Requires: a verdict of the list. */
const char *verdict_name(enum verdict verdict);

/* The verdict of that name; VERDICT_COUNT when there is none.
 * Never blocks. */
enum verdict verdict_named(const char *name);

/* The verdict in plain words ("data race"), for people.
 * Never blocks. Requires: a verdict of the list. */
const char *verdict_words(enum verdict verdict);

#endif
