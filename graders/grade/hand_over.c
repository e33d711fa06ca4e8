/* The program that explores the attempt, vetted and linked as for the checks,
 * handed over to one that asks it things: `make play` and its like. */
#define _GNU_SOURCE

#include "job.h"
#include "verdict.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void run_asker(const struct job *job)
{
    char program[PATH_LENGTH];
    snprintf(program, sizeof program, "%s/explored", job->work);
    const char *const argv[] = {job->asker, program,  job->work,
                                job->root,  job->lab, NULL};
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    execv(argv[0], (char *const *)(uintptr_t)argv);
    fprintf(stderr, "grade: %s: %s\n", argv[0], strerror(errno));
    _exit(EXIT_NOT_DECIDED);
}

bool hand_over(struct job *job)
{
    int status = 0;
    if (!job->has_explored)
        return job_fault(job, "this lab has no explored scenarios");
    pid_t asker = fork();
    if (asker == 0)
        run_asker(job);
    if (asker < 0)
        return job_fault(job, "no process: %s", strerror(errno));
    /* A Ctrl-C is meant for it; the work folder is removed in any case. */
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    while (waitpid(asker, &status, 0) < 0 && errno == EINTR)
        ;
    job->asker_status =
        WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_NOT_DECIDED;
    return true;
}
