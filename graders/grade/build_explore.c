/* From the attempt's source to the program that explores it: compiled so that
 * every access is reported, redirected to the explorer's stand-ins, linked
 * with the lab's explored scenarios. */
#define _GNU_SOURCE

#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINK_PATIENCE_S 120
#define LIBRARY_BYTES_MAX (16 << 20)

/* Its data get sections of their own, which the explorer puts back between
 * executions; the compiler's own constructor has nothing to start here. What
 * the attempt has of constructors was stripped already. */
static bool separate_data(struct job *job)
{
    char object[PATH_LENGTH];
    snprintf(object, sizeof object, "%s/explore.o", job->work);
    const char *const argv[] = {"objcopy",
                                "--remove-section=.init_array.00099",
                                "--remove-section=.rela.init_array.00099",
                                "--rename-section=.data=explored_data",
                                "--rename-section=.bss=explored_bss",
                                "--set-section-alignment=.data=64",
                                "--set-section-alignment=.bss=64",
                                object,
                                NULL};
    return run_program(argv, NULL, NULL, LINK_PATIENCE_S) == 0 ||
           job_fault(job, "objcopy failed on the attempt's data");
}

static bool link_explored(struct job *job, const char *scenarios)
{
    char program[PATH_LENGTH], object[PATH_LENGTH], library[PATH_LENGTH];
    char sync[PATH_LENGTH], log[PATH_LENGTH];
    char exported[PATH_LENGTH + 32]; /* to the library that explains */
    snprintf(program, sizeof program, "%s/explored", job->work);
    snprintf(object, sizeof object, "%s/explore.o", job->work);
    snprintf(library, sizeof library, "%s/explore/libexplore.a", job->build);
    snprintf(sync, sizeof sync, "%s/explore/libsync_explored.a", job->build);
    snprintf(exported, sizeof exported,
             "-Wl,--dynamic-list=%s/graders/explorer/explain.list", job->root);
    snprintf(log, sizeof log, "%s/link-explored.log", job->work);
    char *traps = vet_link_argument(&job->vet);
    /* The traps are names for one function, which nothing else asks for. */
    const char *argv[16] = {
        "gcc",     "-no-pie", "-Wl,--undefined=turns_forbidden_call",
        exported,  "-o",      program,
        scenarios, object,    sync,
        library};
    if (traps)
        argv[10] = traps;
    int status = run_program(argv, NULL, log, LINK_PATIENCE_S);
    free(traps);
    return status == 0 ||
           job_fault(job, "the exploring program could not be linked");
}

/* Where the program, confined, can read it. */
static bool copy_explainer(struct job *job)
{
    char from[PATH_LENGTH], to[PATH_LENGTH];
    snprintf(from, sizeof from, "%s/explore/libexplain.so", job->build);
    snprintf(to, sizeof to, "%s/libexplain.so", job->work);
    return (build_copy_file(from, to, LIBRARY_BYTES_MAX) &&
            chmod(to, 0644) == 0) ||
           job_fault(job, "cannot copy %s", from);
}

/* It compiled the first time, so its author has to be told what is different.
 */
static bool refused_for_exploring(struct job *job, struct watched *watched)
{
    char messages[sizeof job->compiler - 100];
    if (build_compiler_ended(job, watched))
        return job_fault(job, "the compiler left no object");
    snprintf(messages, sizeof messages, "%.*s", (int)sizeof messages - 1,
             job->compiler);
    snprintf(job->compiler, sizeof job->compiler,
             "compiled for exploring, without built-in functions:\n%s",
             messages);
    return false;
}

bool build_explored(struct job *job, const struct vet_rules *rules)
{
    static const char *const flags[BUILD_FLAGS] = {BUILD_INSTRUMENTED,
                                                   "-fno-builtin"};
    char scenarios[PATH_LENGTH], map[PATH_LENGTH];
    struct watched watched;
    snprintf(scenarios, sizeof scenarios, "%s/explore/labs/%s/explored.o",
             job->build, job->lab);
    snprintf(map, sizeof map, "%s/explore/redirect.map", job->build);
    if (access(scenarios, R_OK) != 0)
        return true;
    if (!build_make_folder(job, "explore"))
        return job_fault(job, "cannot make a folder in %s", job->work);
    if (!build_object(job, "explore", flags, &watched))
        return refused_for_exploring(job, &watched);
    watch_free(&watched);
    job->has_explored = build_redirect(job, rules, map, "explore") &&
                        separate_data(job) && link_explored(job, scenarios) &&
                        copy_explainer(job);
    return job->has_explored;
}
