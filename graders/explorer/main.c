/* main.c - a program that explores itself: linked with one, by compile.sh.
 *
 *     PROGRAM [option=value...]      the options are in options.h
 *
 * Prints `verdict: <word>` and `executions: <n>` on lines of their own.
 * Exit status: 0 ok, 1 a failure was found, 2 undecided.
 */
#define _GNU_SOURCE
#include "execute.h"
#include "exploration.h"
#include "explore_internal.h"
#include "settings.h"
#include "shadow.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

int explored_main(int argc, char **argv) __attribute__((weak));

/* Addresses of the C library and of the environment would differ from run to
 * run; what a program prints or hashes of them must not. */
static void fix_addresses(char **argv)
{
    int old = personality(0xffffffff);
    if (old == -1 || (old & ADDR_NO_RANDOMIZE))
        return;
    if (personality((unsigned long)old | ADDR_NO_RANDOMIZE) != -1)
        execv("/proc/self/exe", argv);
}

static int exit_status(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_OK:
        return EXIT_FULL_MARKS;
    case VERDICT_LIMIT_REACHED:
    case VERDICT_GRADER_FAULT:
        return EXIT_NOT_DECIDED;
    default:
        return EXIT_ATTEMPT_WRONG;
    }
}

int main(int argc, char **argv)
{
    struct settings settings = SETTINGS_DEFAULT;
    static struct exploration exploration;
    if (!settings_read(&settings, argc, argv))
        return EXIT_NOT_DECIDED;
    fix_addresses(argv);
    program_main = explored_main;
    engine_allocate(&settings.options);
    if (settings.strategy_is_naive)
        engine.locks_are_watched = true;
    explore_everything(&exploration);
    report(&exploration, &settings);
    return exit_status(exploration.verdict);
}
