/* Shows what the three kinds of failure print, each in a child process. */
#include "must.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void lock_twice(void)
{
    pthread_mutexattr_t checked;
    pthread_mutex_t mutex;

    MUST(pthread_mutexattr_init(&checked));
    MUST(pthread_mutexattr_settype(&checked, PTHREAD_MUTEX_ERRORCHECK));
    MUST(pthread_mutex_init(&mutex, &checked));
    MUST(pthread_mutex_lock(&mutex));
    MUST(pthread_mutex_lock(&mutex)); /* EDEADLK, which nobody must ignore */
}

static void make_queue(void)
{
    BUG("a queue of %d slots makes no sense", -1);
}

static void run_out(void)
{
    die("no memory for the queue; end other programs, or raise ulimit -v");
}

static void show(const char *what, void (*function)(void))
{
    const struct rlimit no_core = {0, 0};
    int status = 0;
    pid_t child;

    (void)fflush(stdout);
    child = fork();
    if (child == 0) {
        (void)setrlimit(RLIMIT_CORE, &no_core);
        (void)dup2(STDOUT_FILENO, STDERR_FILENO);
        function();
    }
    (void)waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) {
        printf("  %s ended it by signal %d (abort)\n", what, WTERMSIG(status));
    } else {
        printf("  %s ended it with status %d\n", what, WEXITSTATUS(status));
    }
}

int main(void)
{
    show("MUST()", lock_twice);
    show("BUG()", make_queue);
    show("die()", run_out);
    return 0;
}
