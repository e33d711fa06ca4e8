/* class_job: grades one job of a class, and says in a line what came of it.
 *
 *     class_job 000001.01_racy_counter PID     (in OUT/.class)
 *
 * jobs/<name>.c is a link to the attempt, jobs/<name> one to the folder of its
 * result (book.h). From the environment: CLASS_GRADE, CLASS_ROOT and
 * CLASS_BUILD say how to grade; CLASS_TOTAL how many jobs there are, CLASS_DONE
 * which file counts them, CLASS_STARTED since when (seconds as time() counts
 * them), CLASS_PATIENCE_S after how long a grade is given up (an hour). It dies
 * with the process PID, which started it.
 *
 * Exit status: 0, whatever the grade is; what is missing or not decided shows
 * in the table. */
#define _GNU_SOURCE /* syscall() */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "verdict.h"
#include "view_result.h"
#include "view_text.h"

#define STUDENT_COLUMNS 20
#define PATIENCE_S 3600

struct job {
    const char *name; /* "000001.01_racy_counter" */
    const char *lab;  /* "01_racy_counter" */
    char student[PATH_MAX];
    char attempt[PATH_MAX], result[PATH_MAX], errors[PATH_MAX];
};

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    if (!value) {
        fprintf(stderr, "class_job: %s is not set\n", name);
        exit(EXIT_NOT_DECIDED);
    }
    return value;
}

/* Where a link in jobs leads. Returns: false if it is none. */
static bool read_link(char target[PATH_MAX], const char *name, const char *end)
{
    char link[PATH_MAX];
    snprintf(link, sizeof link, "jobs/%s%s", name, end);
    ssize_t length = readlink(link, target, PATH_MAX - 1);
    target[length < 0 ? 0 : length] = '\0';
    return length > 0;
}

/* The link to the results leads to ../../<student>/<lab>. Both are followed
 * once, and now: a node of a cluster that nobody waits for any more must not
 * put a result where the links of a later run lead. */
static bool read_job(struct job *job, const char *name)
{
    char *target = job->student;
    job->name = name;
    job->lab = strchr(name, '.');
    if (!job->lab++ || !read_link(job->attempt, name, ".c") ||
        !read_link(target, name, ""))
        return false;
    char *slash = strrchr(target, '/');
    if (!slash || strncmp(target, "../../", 6) != 0)
        return false;
    int length = snprintf(job->result, sizeof job->result, "%s/result.json",
                          target + strlen("../"));
    *slash = '\0';
    memmove(target, target + 6, strlen(target + 6) + 1);
    snprintf(job->errors, sizeof job->errors, "jobs/%s.log", name);
    return length < (int)sizeof job->result;
}

/* ---- running grade ---- */

/* Killed with whoever started it, so that a class that is killed leaves
 * nothing behind that still writes. */
static void die_with_parent(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        raise(SIGKILL);
}

static _Noreturn void exec_grade(const struct job *job)
{
    int log = open(job->errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (log >= 0)
        dup2(log, STDERR_FILENO);
    execl(setting("CLASS_GRADE"), "grade", "--if-changed", "--jobs", "1",
          "--lab", job->lab, "--root", setting("CLASS_ROOT"), "--build",
          setting("CLASS_BUILD"), "--result", job->result, job->attempt,
          (char *)NULL);
    fprintf(stderr, "cannot run grade: %s\n", strerror(errno));
    _exit(EXIT_NOT_DECIDED);
}

/* No attempt takes minutes. One that has found a way to hold its grader up
 * holds up nobody else: it is not decided, and the class goes on. */
static void end_with_patience(const struct job *job, pid_t child)
{
    const char *patience = getenv("CLASS_PATIENCE_S");
    long seconds = patience ? atol(patience) : PATIENCE_S;
    int handle = (int)syscall(SYS_pidfd_open, child, 0);
    if (handle < 0)
        return;
    struct pollfd end = {.fd = handle, .events = POLLIN};
    if (poll(&end, 1, (int)seconds * 1000) == 0) {
        kill(child, SIGKILL); /* what it started dies with it */
        FILE *log = fopen(job->errors, "ae");
        if (log) {
            fprintf(log,
                    "grade had not ended after %ld seconds and was stopped\n",
                    seconds);
            fclose(log);
        }
    }
    close(handle);
}

/* Returns: grade's exit status; EXIT_NOT_DECIDED if it did not end itself. */
static int run_grade(const struct job *job)
{
    int status = 0;
    pid_t self = getpid();
    pid_t child = fork();
    if (child == 0) {
        die_with_parent(self);
        exec_grade(job);
    }
    if (child > 0)
        end_with_patience(job, child);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (child < 0 || !WIFEXITED(status))
        return EXIT_NOT_DECIDED;
    return WEXITSTATUS(status);
}

/* What grade wrote on its standard error is kept if there is anything. */
static void drop_empty_log(const struct job *job)
{
    struct stat status;
    if (stat(job->errors, &status) == 0 && status.st_size == 0)
        unlink(job->errors);
}

/* ---- saying ---- */

/* The how-manieth job this is to end: every job adds a byte to one file, and
 * the kernel keeps appending processes apart. */
static long count_job(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    long place = 0;
    if (file >= 0 && write(file, ".", 1) == 1)
        place = (long)lseek(file, 0, SEEK_CUR);
    if (file >= 0)
        close(file);
    return place;
}

static void write_points(FILE *out, const struct job *job)
{
    struct problem problem;
    struct result *result = result_load(job->result, &problem);
    if (result && result->decided)
        fprintf(out, "%d/%d ", result->points, result->max);
    else if (result)
        fprintf(out, "?/%d ", result->max);
    else
        fputs("? ", out);
    fputs(verdict_name(result ? result->verdict : VERDICT_GRADER_FAULT), out);
    result_free(result);
}

/* In one write, so that lines of jobs that end together stay apart. */
static void print_line(const struct job *job, long place)
{
    struct draft draft;
    const char *total = setting("CLASS_TOTAL");
    draft_begin(&draft);
    fprintf(draft.stream, "[%*ld/%s] ", (int)strlen(total), place, total);
    text_put(draft.stream, text_of(job->student), STUDENT_COLUMNS);
    fprintf(draft.stream, " %s ", job->lab);
    write_points(draft.stream, job);
    putc('\n', draft.stream);
    struct text line = draft_end(&draft);
    if (write(STDOUT_FILENO, line.bytes, line.length) < 0)
        exit(EXIT_NOT_DECIDED);
    draft_free(&draft);
}

/* "1.3 a second, 12 min left" behind every tenth line, or hundredth of a large
 * class. */
static void print_pace(long place)
{
    const char *started = getenv("CLASS_STARTED");
    long total = atol(setting("CLASS_TOTAL"));
    long step = total < 1000 ? 10 : total < 10000 ? total / 100 : 100;
    double elapsed = started ? difftime(time(NULL), atol(started)) : 0;
    if (elapsed < 1 || place % step != 0 || place >= total)
        return;
    double left = elapsed / (double)place * (double)(total - place);
    char words[80];
    if (left < 100)
        snprintf(words, sizeof words, "%.0f s", left);
    else if (left < 6000)
        snprintf(words, sizeof words, "%.0f min", left / 60);
    else
        snprintf(words, sizeof words, "%.1f h", left / 3600);
    printf("    %.1f a second, %s left\n", (double)place / elapsed, words);
}

/* Whether there is now another file than before. */
static bool is_new(const struct stat *before, const struct stat *after)
{
    return before->st_ino != after->st_ino ||
           before->st_mtim.tv_sec != after->st_mtim.tv_sec ||
           before->st_mtim.tv_nsec != after->st_mtim.tv_nsec;
}

int main(int argc, char **argv)
{
    static struct job job;
    struct stat before = {0}, after = {0};
    if (argc != 3 || !read_job(&job, argv[1])) {
        fputs("usage: class_job JOB PARENT, in OUT/.class\n", stderr);
        return EXIT_NOT_DECIDED;
    }
    die_with_parent((pid_t)atol(argv[2]));
    stat(job.result, &before);
    int status = run_grade(&job);
    drop_empty_log(&job);
    bool graded = stat(job.result, &after) == 0 && is_new(&before, &after);
    /* An old result must not stand for an attempt that could not be graded. */
    if (!graded && status == EXIT_NOT_DECIDED)
        unlink(job.result);
    long place = count_job(setting("CLASS_DONE"));
    if (graded || status == EXIT_NOT_DECIDED)
        print_line(&job, place);
    print_pace(place);
    return 0;
}
