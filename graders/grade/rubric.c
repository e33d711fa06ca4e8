#define _GNU_SOURCE

#include "rubric.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char header[] = "points\tcheck\tclaim\thint";

static bool known(const struct rubric_table *rubric, const char *name)
{
    for (int i = 0; i < rubric->count; i++)
        if (strcmp(rubric->checks[i].name, name) == 0)
            return true;
    return false;
}

/* Adds one row; returns what is wrong with it, or NULL. */
static const char *add_row(struct rubric_table *rubric, char *row)
{
    char *end;
    const char *points = strsep(&row, "\t");
    const char *name = strsep(&row, "\t");
    const char *claim = strsep(&row, "\t");
    if (!name || !claim || !row)
        return "a row has four columns: points, check, claim, hint";
    if (rubric->count == RUBRIC_CHECKS_MAX)
        return "too many checks";
    struct rubric_check *check = &rubric->checks[rubric->count];
    check->points = (int)strtol(points, &end, 10);
    if (*end != '\0' || end == points || check->points < 0)
        return "points are a number";
    if (*name == '\0' || strlen(name) >= sizeof check->name)
        return "a check has a name of 1 to 63 letters";
    if (known(rubric, name))
        return "this check stands there twice";
    snprintf(check->name, sizeof check->name, "%s", name);
    snprintf(check->claim, sizeof check->claim, "%s", claim);
    rubric->count++;
    return NULL;
}

static const char *read_rows(FILE *file, struct rubric_table *rubric,
                             int *number)
{
    char *line = NULL;
    size_t size = 0;
    const char *wrong = "the file is empty";
    for (*number = 1; getline(&line, &size, file) > 0; ++*number) {
        line[strcspn(line, "\r\n")] = '\0';
        if (*number > 1)
            wrong = add_row(rubric, line);
        else
            wrong = strcmp(line, header) == 0
                        ? NULL
                        : "the first line names the columns points, check, "
                          "claim, hint";
        if (wrong)
            break;
    }
    free(line);
    return wrong;
}

static bool say(char *problem, size_t problem_size, const char *path,
                const char *wrong)
{
    snprintf(problem, problem_size, "%s: %s", path, wrong);
    return false;
}

bool rubric_table_add(const char *path, struct rubric_table *rubric,
                      char *problem, size_t problem_size)
{
    int number = 0;
    FILE *file = fopen(path, "re");
    if (!file)
        return say(problem, problem_size, path, strerror(errno));
    const char *wrong = read_rows(file, rubric, &number);
    fclose(file);
    if (wrong)
        snprintf(problem, problem_size, "%s:%d: %s", path, number, wrong);
    return wrong == NULL;
}

bool rubric_table_read(const char *path, struct rubric_table *rubric,
                       char *problem, size_t problem_size)
{
    memset(rubric, 0, sizeof *rubric);
    if (!rubric_table_add(path, rubric, problem, problem_size))
        return false;
    if (!known(rubric, CHECK_ALLOWED_CALLS))
        return say(problem, problem_size, path,
                   "the check " CHECK_ALLOWED_CALLS " is missing");
    return true;
}
