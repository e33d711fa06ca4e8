/* The scenario program: plays one scenario by name and reports to the judge.
 *
 *     scenarios NAME      with INTERLEAVE_REPORT_FD: report to that descriptor
 *     scenarios --list
 *
 * The judge writes a nonce to standard input; every line of the report carries
 * it, so that nothing else looks like a fact or like an end. */
#define _GNU_SOURCE

#include "turns_internal.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the lab has no folder hidden/, its address is NULL. */
#pragma weak hidden_scenarios

#define NONCE_MAX 64
#define REPORT_FD_MIN 100 /* out of the way of what the attempt opens */

static const struct scenario *find(const struct scenario *s, const char *name)
{
    while (s && s->name && strcmp(s->name, name) != 0)
        s++;
    return s && s->name ? s : NULL;
}

static void list(const struct scenario *s)
{
    for (; s && s->name; s++)
        puts(s->name);
}

/* Without a judge (by hand, under a debugger) the report goes to stdout. */
static void connect_report(const char *nonce)
{
    const char *fd = getenv("INTERLEAVE_REPORT_FD");
    int to = STDOUT_FILENO;
    if (fd) {
        to = fcntl(atoi(fd), F_DUPFD_CLOEXEC, REPORT_FD_MIN);
        close(atoi(fd));
    }
    report_open(to, nonce);
    report_line("begin", "%s", "");
}

static void read_nonce(char *nonce)
{
    ssize_t length = 0;
    if (getenv("INTERLEAVE_REPORT_FD"))
        length = read(STDIN_FILENO, nonce, NONCE_MAX - 1);
    nonce[length > 0 ? length : 0] = '\0';
    close(STDIN_FILENO);
    if (open("/dev/null", O_RDONLY) != STDIN_FILENO)
        exit(EXIT_NOT_DECIDED);
}

int main(int argc, char **argv)
{
    char nonce[NONCE_MAX];
    if (argc != 2) {
        fprintf(stderr, "usage: scenarios NAME | --list\n");
        return EXIT_NOT_DECIDED;
    }
    if (strcmp(argv[1], "--list") == 0) {
        list(scenarios);
        list(hidden_scenarios);
        return 0;
    }
    const struct scenario *scenario = find(scenarios, argv[1]);
    if (!scenario)
        scenario = find(hidden_scenarios, argv[1]);
    if (!scenario) {
        fprintf(stderr, "scenarios: there is no scenario '%s'\n", argv[1]);
        return EXIT_NOT_DECIDED;
    }
    read_nonce(nonce);
    connect_report(nonce);
    unsetenv("INTERLEAVE_REPORT_FD");
    turns_heap_start();
    turns_trace_start();
    turns_start_script();
    turns_catch_crashes();
    scenario->play();
    turns_enter();
    fflush(NULL);
    turns_report_steps(false);
    report_line("done", "%s", nonce);
    _exit(EXIT_FULL_MARKS);
}
