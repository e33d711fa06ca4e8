/* bench.c - how many executions, and how fast: a table of the programs in
 * programs.tsv, each built by bench.sh.
 *
 *     bench FOLDER programs.tsv [quick]
 *
 * Counts are facts, the same on every machine. Speeds are CPU time of this
 * one; the ratios beside each other come from one run.
 */
#define _POSIX_C_SOURCE 200809L
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MEASURED_MS 300
#define REPEAT_MAX 20000
#define STARTS 20

extern char **environ;

struct numbers {
    char verdict[32];
    long executions, states, all, steps;
    double cpu_ms;
};

struct row {
    char name[64], file[256], interleavings[16], published[16];
    bool naive;
};

static const char *folder;
static bool quick;

/* ---- running ---- */

static void take(struct numbers *numbers, const char *line)
{
    sscanf(line, "verdict: %31s", numbers->verdict);
    sscanf(line, "executions: %ld", &numbers->executions);
    sscanf(line, "states: %ld", &numbers->states);
    sscanf(line, "steps: %ld", &numbers->steps);
    sscanf(line, "cpu_ms: %lf", &numbers->cpu_ms);
    sscanf(line, "all_executions: %ld", &numbers->all);
}

static FILE *start(char *const *arguments, pid_t *child)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    if (pipe(ends) != 0)
        return NULL;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    int status =
        posix_spawn(child, arguments[0], &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (status == 0)
        return fdopen(ends[0], "r");
    close(ends[0]);
    return NULL;
}

static void run(struct numbers *numbers, const char *file, const char *strategy,
                long repeat)
{
    char path[512], by[64], times[64], line[512];
    char counts[] = "counts=on", budget[] = "budget=100000000",
         minimise[] = "minimise=0";
    snprintf(path, sizeof path, "%s/%s", folder, file);
    snprintf(by, sizeof by, "strategy=%s", strategy);
    snprintf(times, sizeof times, "repeat=%ld", repeat);
    char collect[] = "collect=on";
    char *all = strcmp(strategy, "naive") == 0 ? collect : NULL;
    char *arguments[] = {path, by, times, counts, budget, minimise, all, NULL};
    pid_t child;
    memset(numbers, 0, sizeof *numbers);
    FILE *out = start(arguments, &child);
    if (!out) {
        fprintf(stderr, "bench: %s cannot be run\n", path);
        exit(2);
    }
    while (fgets(line, sizeof line, out))
        take(numbers, line);
    fclose(out);
    waitpid(child, NULL, 0);
}

/* As often as it takes for a time that means something. */
static void measure(struct numbers *numbers, const char *file,
                    const char *strategy)
{
    run(numbers, file, strategy, 1);
    if (quick || numbers->cpu_ms > MEASURED_MS)
        return;
    double each = numbers->cpu_ms > 0.02 ? numbers->cpu_ms : 0.02;
    long repeat = (long)(MEASURED_MS / each);
    run(numbers, file, strategy, repeat < REPEAT_MAX ? repeat : REPEAT_MAX);
}

/* ---- the table ---- */

static void print_count(long count, bool known)
{
    if (known)
        printf(" %8ld", count);
    else
        printf(" %8s", "-");
}

static void print_speed(const struct numbers *numbers, bool known)
{
    if (known && numbers->cpu_ms > 0)
        printf(" %8.0f", (double)numbers->all / numbers->cpu_ms);
    else
        printf(" %8s", "-");
}

static bool is_over(const struct row *row, long executions)
{
    return strcmp(row->published, "-") != 0 &&
           executions > strtol(row->published, NULL, 10);
}

/* Returns: whether all counts are what they have to be. */
static bool print_row(const struct row *row)
{
    struct numbers naive = {0}, automatic, dpor, states;
    bool failing = false, good = true;
    if (row->naive)
        measure(&naive, row->file, "naive");
    measure(&automatic, row->file, "auto");
    run(&dpor, row->file, "dpor", 1);
    run(&states, row->file, "states", 1);
    failing = strcmp(automatic.verdict, "ok") != 0;
    if (is_over(row, automatic.executions) ||
        (row->naive &&
         strtol(row->interleavings, NULL, 10) != naive.executions))
        good = false;
    printf("%-27s %8s", row->name, row->interleavings);
    print_count(naive.executions, row->naive);
    print_count(automatic.executions, true);
    print_count(dpor.executions, true);
    print_count(states.executions, true);
    print_count(states.states, !failing);
    printf(" %8s", row->published);
    print_speed(&naive, row->naive);
    print_speed(&automatic, true);
    if (row->naive && naive.steps)
        printf(" %5.0f", naive.cpu_ms * 1e6 / (double)naive.steps);
    else
        printf(" %5s", "-");
    printf("  %s%s\n", automatic.verdict, good ? "" : "  NOT AS IT MUST BE");
    fflush(stdout);
    return good;
}

static void print_head(void)
{
    printf("%-27s %8s %-35s %8s %8s %17s %5s\n", "", "all inter-",
           "executions by", "distinct", "optimal", "executions a ms", "ns a");
    printf("%-27s %8s %8s %8s %8s %8s %8s %8s %8s %8s %5s  %s\n", "program",
           "leavings", "naive", "auto", "dpor", "states", "states", "DPOR",
           "naive", "auto", "step", "verdict");
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void print_start(void)
{
    double best = 1e9;
    struct numbers numbers;
    for (int i = 0; i < STARTS; i++) {
        double begin = now_ms();
        run(&numbers, "idle", "auto", 1);
        if (now_ms() - begin < best)
            best = now_ms() - begin;
    }
    printf("\nfrom starting a program to its verdict, with nothing to explore: "
           "%.1f ms\n",
           best);
}

/* The text up to the next tab, which may be empty. */
static char *next_field(char **rest)
{
    char *field = *rest, *tab = field ? strchr(field, '\t') : NULL;
    *rest = tab ? tab + 1 : NULL;
    if (tab)
        *tab = '\0';
    return field;
}

static bool read_row(struct row *row, char *line, int number)
{
    char *field[6], *rest = line;
    line[strcspn(line, "\n")] = '\0';
    for (int i = 0; i < 6; i++)
        if (!(field[i] = next_field(&rest)))
            return false;
    snprintf(row->name, sizeof row->name, "%s", field[0]);
    snprintf(row->file, sizeof row->file, "%d", number);
    snprintf(row->interleavings, sizeof row->interleavings, "%s", field[3]);
    snprintf(row->published, sizeof row->published, "%s", field[4]);
    row->naive = strcmp(field[5], "naive") == 0;
    return true;
}

int main(int argc, char **argv)
{
    char line[512];
    bool good = true;
    if (argc < 3)
        return 2;
    folder = argv[1];
    quick = argc > 3;
    FILE *rows = fopen(argv[2], "r");
    if (!rows)
        return 2;
    print_head();
    for (int i = 0; fgets(line, sizeof line, rows); i++) {
        struct row row;
        if (i > 0 && read_row(&row, line, i))
            good &= print_row(&row);
    }
    fclose(rows);
    print_start();
    return good ? 0 : 1;
}
