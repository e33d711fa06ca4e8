/* Whose fault it is that the scenario program cannot be linked. Linkers say it
 * in many words ("relocation truncated", "error 4", "internal error"), a
 * machine without room says other ones; so an experiment decides. */
#include "job.h"

#include <stdio.h>
#include <unistd.h>

#define ASSEMBLE_PATIENCE_S 30

/* The contract's functions, and nothing else. */
static bool write_control(const struct job *job, const struct vet_rules *rules)
{
    char path[PATH_LENGTH];
    snprintf(path, sizeof path, "%s/control.s", job->work);
    FILE *file = fopen(path, "wxe");
    if (!file)
        return false;
    for (int i = 0; i < rules->count; i++)
        if (rules->rules[i].kind == VET_DEFINES)
            fprintf(file, ".globl %s\n%s:\n", rules->rules[i].pattern,
                    rules->rules[i].pattern);
    return fclose(file) == 0;
}

static bool assemble_control(const struct job *job)
{
    char source[PATH_LENGTH], object[PATH_LENGTH];
    snprintf(source, sizeof source, "%s/control.s", job->work);
    snprintf(object, sizeof object, "%s/control.o", job->work);
    const char *const argv[] = {"gcc", "-c", "-o", object, source, NULL};
    return run_program(argv, NULL, NULL, ASSEMBLE_PATIENCE_S) == 0;
}

static bool object_is_there(const struct job *job)
{
    char object[PATH_LENGTH];
    snprintf(object, sizeof object, "%s/compile.o", job->work);
    return access(object, R_OK) == 0;
}

bool build_blame(struct job *job, const struct vet_rules *rules)
{
    /* The attempt once more after that, or the machine may have been short of
     * something for a moment. */
    if (!write_control(job, rules) || !assemble_control(job) ||
        !build_program(job, "control", "plain", NULL) ||
        build_program(job, "compile", "plain", NULL) || !object_is_there(job))
        return job_fault(job, "the scenario program could not be linked");
    vet_refuse(&job->vet,
               "no program can be linked with it: it asks for a variable of "
               "another file, or for an address where none fits");
    return false;
}
