/* abi_edges.c - where a program meets its surroundings: environment, signals,
 * input, terminals. It finds them empty: no variable is set, no signal ever
 * comes, all input is at its end. So every execution starts alike.
 */
#define _GNU_SOURCE
#include "abi_access.h"
#include "explore_internal.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

char *model_getenv(const char *name)
{
    reads(name, strlen(name) + 1, CALLER);
    return NULL;
}

char *model_secure_getenv(const char *name)
{
    reads(name, strlen(name) + 1, CALLER);
    return NULL;
}

/* ---- signals: handlers may be set, and are never called ---- */

typedef void handler(int);

handler *model_signal(int number, handler *function)
{
    (void)number;
    (void)function;
    return SIG_DFL;
}

int model_sigaction(int number, const struct sigaction *action,
                    struct sigaction *old)
{
    (void)number;
    if (action)
        reads(action, sizeof *action, CALLER);
    if (old) {
        writes(old, sizeof *old, CALLER);
        memset(old, 0, sizeof *old);
    }
    return 0;
}

/* Nothing was blocked before. */
static int change_mask(const sigset_t *set, sigset_t *old, const void *pc)
{
    if (set)
        reads(set, sizeof *set, pc);
    if (old) {
        writes(old, sizeof *old, pc);
        sigemptyset(old);
    }
    return 0;
}

int model_sigprocmask(int how, const sigset_t *set, sigset_t *old)
{
    (void)how;
    return change_mask(set, old, CALLER);
}

int model_pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    (void)how;
    return change_mask(set, old, CALLER);
}

/* A time-out for the whole program: the explorer has its own. */
unsigned model_alarm(unsigned seconds)
{
    (void)seconds;
    return 0;
}

/* ---- input: at its end ---- */

int model_getchar(void)
{
    return EOF;
}

int model_fgetc(FILE *file)
{
    (void)file;
    return EOF;
}

int model_getc(FILE *file)
{
    (void)file;
    return EOF;
}

char *model_fgets(char *to, int size, FILE *file)
{
    (void)to;
    (void)size;
    (void)file;
    return NULL;
}

int model_scanf(const char *format, ...)
{
    (void)format;
    return EOF;
}

int model___isoc99_scanf(const char *format, ...)
{
    (void)format;
    return EOF;
}

int model_fscanf(FILE *file, const char *format, ...)
{
    (void)file;
    (void)format;
    return EOF;
}

int model___isoc99_fscanf(FILE *file, const char *format, ...)
{
    (void)file;
    (void)format;
    return EOF;
}

int model_isatty(int file)
{
    (void)file;
    engine.current->saved_errno = ENOTTY;
    return 0;
}
