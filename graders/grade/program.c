/* Runs the trusted programs that grade needs: objcopy, the linker, a suite. */
#define _GNU_SOURCE

#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

bool job_fault(struct job *job, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (job->fault[0] == '\0')
        vsnprintf(job->fault, sizeof job->fault, format, arguments);
    va_end(arguments);
    return false;
}

static _Noreturn void run_child(const char *const argv[],
                                const char *const environment[],
                                const char *log)
{
    int null = open("/dev/null", O_RDWR);
    int out = log ? open(log, O_WRONLY | O_CREAT | O_TRUNC, 0644) : null;
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(null, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    if (environment)
        execvpe(argv[0], (char *const *)(uintptr_t)argv,
                (char *const *)(uintptr_t)environment);
    else
        execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

int run_program(const char *const argv[], const char *const environment[],
                const char *log, int patience_s)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        run_child(argv, environment, log);
    if (child < 0)
        return -1;
    int pidfd = (int)syscall(SYS_pidfd_open, child, 0);
    struct pollfd fd = {.fd = pidfd, .events = POLLIN};
    if (pidfd >= 0 && poll(&fd, 1, patience_s * 1000) == 0)
        kill(-child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (pidfd >= 0)
        close(pidfd);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
