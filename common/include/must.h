/*
 * must.h - what to do when something cannot go on.
 *
 * Three kinds of failure, three mechanisms.  An outcome that the caller must
 * handle is a return value and not in this header.  Misuse of an interface is
 * a bug in the calling program: BUG() and MUST() abort with its file and
 * line, so that a debugger stops at the mistake.  A failing environment is
 * nobody's bug: die() says what to do about it and exits with status 2.
 *
 * None of them vanishes under NDEBUG, and each writes one line, at once, so
 * that messages of several threads do not mix.
 */
#ifndef INTERLEAVE_MUST_H
#define INTERLEAVE_MUST_H

#include <stdarg.h>

#define MUST_TEXT_(x) #x
#define MUST_TEXT(x) MUST_TEXT_(x)

/* The place of the caller and the text of its call, as one string literal. */
#define MUST_WHERE(text) __FILE__ ":" MUST_TEXT(__LINE__) ": " text

/*
 * Evaluates call, a function call that returns 0 or an error number as the
 * pthread functions do, exactly once.  **Blocks until** call returns; adds
 * nothing to it.
 * Aborts if the result is not 0: prints file, line, the text of the call and
 * what the error number means.
 */
#define MUST(call)                                                             \
    do {                                                                       \
        const int must_error_ = (call);                                        \
        if (must_error_ != 0) {                                                \
            must_failed(MUST_WHERE(#call), must_error_);                       \
        }                                                                      \
    } while (0)

/*
 * Reports a bug in the calling program: prints file, line, function and the
 * message (a printf format and its arguments), then aborts.
 * **Never blocks.**  Does not return.
 */
#define BUG(...) bug_in(MUST_WHERE(""), __func__, __VA_ARGS__)

/*
 * Ends the program with exit(2) because the environment failed it (no memory,
 * no more threads, a missing file), after printing the message to stderr.
 * **Never blocks**, apart from what the program's atexit functions do.
 * Does not return.
 * Requires that the message says what to do, not only what went wrong.
 */
void die(const char *format, ...)
    __attribute__((format(printf, 1, 2), cold, noreturn));

/*
 * Reports misuse of a library function whose caller is known: prints where
 * (from MUST_WHERE) and the message, then aborts.
 * **Never blocks.**  Does not return.
 */
void bug_at(const char *where, const char *format, ...)
    __attribute__((format(printf, 2, 3), cold, noreturn));

/*
 * What BUG() calls: as bug_at(), with the name of the function as well.
 * **Never blocks.**  Does not return.
 */
void bug_in(const char *where, const char *function, const char *format, ...)
    __attribute__((format(printf, 3, 4), cold, noreturn));

/*
 * What MUST() calls when the call at where returned error: prints both and
 * aborts.  **Never blocks.**  Does not return.
 */
void must_failed(const char *where, int error) __attribute__((cold, noreturn));

#endif
