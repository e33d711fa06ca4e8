/* first.c - how long until the first failing schedule of the labs' skeletons
 * and mutants, built by first.sh: a row a lab, then what takes too long.
 *
 *     first FOLDER       with FOLDER/attempts, FOLDER/LAB/ATTEMPT
 *
 * CPU time of the whole process, from its start to its end, without making the
 * schedule shorter and without a report; of several runs the shortest, because
 * caches and other programs only add to it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIMIT_MS 50.0
#define RUNS 3
#define NAME_MAX_LENGTH 64
#define SCENARIOS_MAX 64
#define FAILURES_MAX 4096

/* A scenario that fails with an attempt. */
struct failure {
    char lab[NAME_MAX_LENGTH], attempt[NAME_MAX_LENGTH];
    char scenario[NAME_MAX_LENGTH], verdict[NAME_MAX_LENGTH];
    long executions;
    double ms;
};

static struct failure failures[FAILURES_MAX];
static int count;

static FILE *start(char *const *arguments, pid_t *child)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return NULL;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int status =
        posix_spawn(child, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (status == 0)
        return fdopen(ends[0], "r");
    close(ends[0]);
    return NULL;
}

static FILE *start_or_end(char *const *arguments, pid_t *child)
{
    FILE *out = start(arguments, child);
    if (out)
        return out;
    fprintf(stderr, "first: %s cannot be run\n", arguments[0]);
    exit(2);
}

static int list(char *program, char names[][NAME_MAX_LENGTH])
{
    char what[] = "scenario=list";
    char *arguments[] = {program, what, NULL};
    pid_t child;
    FILE *out = start_or_end(arguments, &child);
    int n = 0;
    while (n < SCENARIOS_MAX && fscanf(out, "%63s", names[n]) == 1)
        n++;
    fclose(out);
    waitpid(child, NULL, 0);
    return n;
}

static double ms_of(struct timeval time)
{
    return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

static void run(char *program, struct failure *failure)
{
    char scenario[NAME_MAX_LENGTH + 16], line[512];
    char minimise[] = "minimise=0", critical[] = "critical=0";
    snprintf(scenario, sizeof scenario, "scenario=%s", failure->scenario);
    char *arguments[] = {program, scenario, minimise, critical, NULL};
    struct rusage used;
    pid_t child;
    FILE *out = start_or_end(arguments, &child);
    while (fgets(line, sizeof line, out)) {
        sscanf(line, "verdict: %63s", failure->verdict);
        sscanf(line, "executions: %ld", &failure->executions);
    }
    fclose(out);
    wait4(child, NULL, 0, &used);
    if (!failure->verdict[0]) {
        fprintf(stderr, "first: %s %s gives no verdict\n", program, scenario);
        exit(2);
    }
    double ms = ms_of(used.ru_utime) + ms_of(used.ru_stime);
    if (failure->ms == 0 || ms < failure->ms)
        failure->ms = ms;
}

/* What must be reachable and is not has no failing schedule. */
static bool has_schedule(const char *verdict)
{
    static const char *const without[] = {"ok", "over_synchronised",
                                          "limit_reached", "grader_fault"};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        if (strcmp(verdict, without[i]) == 0)
            return false;
    return true;
}

static void try_all(const char *folder, const char *lab, const char *attempt)
{
    static char names[SCENARIOS_MAX][NAME_MAX_LENGTH];
    char program[4096];
    snprintf(program, sizeof program, "%s/%s/%s", folder, lab, attempt);
    int n = list(program, names);
    for (int i = 0; i < n && count < FAILURES_MAX; i++) {
        struct failure *failure = &failures[count];
        *failure = (struct failure){.executions = 0};
        snprintf(failure->lab, sizeof failure->lab, "%s", lab);
        snprintf(failure->attempt, sizeof failure->attempt, "%s", attempt);
        memcpy(failure->scenario, names[i], sizeof failure->scenario);
        run(program, failure);
        if (!has_schedule(failure->verdict))
            continue;
        for (int again = 1; again < RUNS; again++)
            run(program, failure);
        count++;
    }
}

static int by_time(const void *one, const void *other)
{
    const struct failure *a = one, *b = other;
    return (a->ms > b->ms) - (a->ms < b->ms);
}

/* first: of the lab; attempts: of which a scenario fails. */
static void print_row(int first, int all, int attempts)
{
    struct failure *of_lab = &failures[first];
    int n = count - first, above = 0;
    qsort(of_lab, (size_t)n, sizeof *of_lab, by_time);
    for (int i = 0; i < n; i++)
        above += of_lab[i].ms > LIMIT_MS;
    if (n == 0)
        return;
    const struct failure *slowest = &of_lab[n - 1];
    printf("%-18s %3d of %3d %8d %8.1f %8.1f %6d  %s of %s: %ld\n",
           slowest->lab, attempts, all, n, of_lab[n / 2].ms, slowest->ms, above,
           slowest->scenario, slowest->attempt, slowest->executions);
    fflush(stdout);
}

static void print_slow(void)
{
    bool any = false;
    for (int i = 0; i < count; i++) {
        const struct failure *f = &failures[i];
        if (f->ms <= LIMIT_MS)
            continue;
        any = true;
        printf("above %.0f ms: %s %s, %s: %s after %.0f ms, %ld executions\n",
               LIMIT_MS, f->lab, f->attempt, f->scenario, f->verdict, f->ms,
               f->executions);
    }
    if (!any)
        printf("none takes more than %.0f ms\n", LIMIT_MS);
}

int main(int argc, char **argv)
{
    char path[4096], lab[NAME_MAX_LENGTH], attempt[NAME_MAX_LENGTH],
        last[NAME_MAX_LENGTH] = "";
    int first = 0, all = 0, attempts = 0;
    if (argc != 2)
        return 2;
    snprintf(path, sizeof path, "%s/attempts", argv[1]);
    FILE *list_of_attempts = fopen(path, "re");
    if (!list_of_attempts)
        return 2;
    printf("%-18s %10s %8s %8s %8s %6s\n%-18s %10s %8s %8s %8s %6s  %s\n", "",
           "attempts", "failing", "median", "slowest", "above", "lab",
           "that fail", "scenarios", "ms", "ms", "50 ms",
           "the slowest, and its executions");
    while (fscanf(list_of_attempts, "%63s %63s %*s", lab, attempt) == 2) {
        if (strcmp(lab, last) != 0) {
            print_row(first, all, attempts);
            first = count;
            all = attempts = 0;
            memcpy(last, lab, sizeof last);
        }
        int before = count;
        try_all(argv[1], lab, attempt);
        all++;
        attempts += count > before;
    }
    print_row(first, all, attempts);
    fclose(list_of_attempts);
    print_slow();
    return 0;
}
