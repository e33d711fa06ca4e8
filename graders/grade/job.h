/* job.h - one attempt of one lab on its way to a result; what the stages of
 * grade hand on. The data goes one way:
 *
 *   build_compile() -> vet -> build_link() -> run_suite() -> result_assemble()
 */
#ifndef JOB_H
#define JOB_H

#include "rubric.h"
#include "vet.h"
#include "watch.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#define PATH_LENGTH 4200
#define SUPPRESSIONS "interleave.supp" /* in the work folder */

/* What time is taken of. */
enum stage { STAGE_COMPILE, STAGE_VET, STAGE_LINK, STAGE_CHECKS, STAGES };

struct job {
    /* What is asked for. */
    const char *root;     /* of the project */
    const char *build;    /* its build folder */
    const char *lab;      /* "01_racy_counter" */
    const char *stem;     /* "racy_counter" */
    const char *attempt;  /* the file */
    const char *result;   /* where result.json goes */
    const char *keep;     /* folder for raw logs, or "" */
    int jobs;             /* checks at the same time */
    bool if_changed;      /* leave a result alone that is up to date */
    int tool;             /* enum tool: run this instead of the checks, or -1 */
    const char *scenario; /* under that tool */
    const char *asker;    /* program that is given the explored one, or NULL */

    /* What was found on the way. */
    char work[64]; /* a folder of its own, gone in the end */
    struct rubric_table rubric;
    char attempt_digest[65];
    char grader_digest[65];
    bool compiled;
    char compiler[2048]; /* its messages */
    struct vet_report vet;
    bool runnable;     /* the scenario program was linked */
    bool has_tsan;     /* ... and one for ThreadSanitizer */
    bool has_explored; /* ... and one that explores */
    int asker_status;  /* its exit status */
    json_t *checks;    /* what the suite said; NULL if it did not run */
    char fault[400];   /* why the grader could not decide; "" if it could */
    struct {
        double wall_s, cpu_s;
    } spent[STAGES];       /* for timings.json */
    double helgrind_cpu_s; /* of the checks' */
};

/* job->fault, once; the first fault is the one to report. Never blocks.
 * Returns: false, so that stages can return it. */
__attribute__((format(printf, 2, 3))) bool job_fault(struct job *job,
                                                     const char *format, ...);

/* Compiles the attempt, confined. Blocks until the compiler is through.
 * Returns: whether there is an object; job->compiled says if it compiled. */
bool build_compile(struct job *job);

/* Three more options for the compiler, NULL for those not needed. What is
 * instrumented must not know it: an attempt has one text for all builds. */
#define BUILD_FLAGS 3
#define BUILD_INSTRUMENTED "-fsanitize=thread", "-U__SANITIZE_THREAD__"

/* A folder in job->work. Never blocks. Returns: false; errno says why. */
bool build_make_folder(const struct job *job, const char *name);

/* Compiles the attempt, confined, to attempt.o in this folder of job->work.
 * Blocks until the compiler is through. Returns: whether it compiled.
 * Owns: watch_free(watched). */
bool build_object(struct job *job, const char *folder,
                  const char *const flags[BUILD_FLAGS],
                  struct watched *watched);

/* What that compiler came to: job->compiled, its messages, or job_fault().
 * Frees what watched owns. Never blocks. Returns: whether it compiled. */
bool build_compiler_ended(struct job *job, struct watched *watched);

/* From FOLDER/attempt.o to FOLDER.o, whose calls are those of the map.
 * Blocks until objcopy is through. Returns: false after job_fault(). */
bool build_redirect(struct job *job, const struct vet_rules *rules,
                    const char *map, const char *folder);

/* Links the scenario program with the object NAME.o of job->work; FLAVOUR is
 * that of libsync, SANITIZE one more flag or NULL. Blocks until it is linked.
 * Returns: whether it was. */
bool build_program(struct job *job, const char *name, const char *flavour,
                   const char *sanitize);

/* That failed with the attempt: finds out whether the attempt is to blame, and
 * refuses it then. Blocks while it links. Returns: false, perhaps after
 * job_fault(). */
bool build_blame(struct job *job, const struct vet_rules *rules);

/* Builds the program that explores the attempt, if the lab has explored
 * scenarios. Blocks until it is linked. Returns: false after job_fault(). */
bool build_explored(struct job *job, const struct vet_rules *rules);

/* Redirects the object and links the scenario program (and the one for
 * ThreadSanitizer, if the attempt uses atomics). Blocks until it is done. */
bool build_link(struct job *job, const struct vet_rules *rules);

/* Copies a file that has at most `most` bytes to a new file. Blocks while it
 * copies. Returns: false; errno says why. */
bool build_copy_file(const char *from, const char *to, size_t most);

/* Runs one scenario under a tool and puts its raw log into job->keep.
 * Blocks until nothing of it is left. */
bool run_tool(struct job *job);

/* Runs job->asker with the exploring program, the work folder, the project's
 * and the lab; the terminal is its own. Blocks until it ends. */
bool hand_over(struct job *job);

/* Runs the lab's Criterion suite. Blocks until it is through. */
bool run_suite(struct job *job);

/* Runs a program that is trusted; its output goes to the file log (in the
 * work folder), or is dropped if that is NULL. Blocks until it ends, patience_s
 * at most. Returns: its exit status, or -1 if it did not exit by itself. */
int run_program(const char *const argv[], const char *const environment[],
                const char *log, int patience_s);

/* Puts the result together. Never blocks. Owns: the caller decrefs it. */
json_t *result_assemble(const struct job *job);

/* Writes JSON whole or not at all: a temporary name, synced, renamed.
 * Blocks until it is on disk. Returns: false; errno says why. */
bool result_write(const char *path, const json_t *json);

#endif
