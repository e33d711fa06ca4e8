/* From the attempt's source to a scenario program: compile (confined, because
 * the text is the attempt's), redirect, link. */
#define _GNU_SOURCE

#include "job.h"
#include "findings.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COMPILER "/usr/bin/gcc"
#define ATTEMPT_BYTES_MAX (1024 * 1024)
#define LINK_PATIENCE_S 120
/* From where the compiler works: its messages are in the result, and the folder
 * of this grading has a name of its own. */
#define INCLUDE_FOLDER "../include/"
#define INCLUDED "included.d" /* what the compiler read, as a make rule */
/* What __DATE__ and __TIME__ say, and __TIMESTAMP__ by the source's own date:
 * the same in every grading. */
#define BUILD_DATE "SOURCE_DATE_EPOCH=0"
static const struct timespec source_dates[2] = {{0}, {0}};

/* ---- the folder to compile in ---- */

bool build_copy_file(const char *from, const char *to, size_t most)
{
    char buffer[32768];
    size_t length, total = 0;
    FILE *in = fopen(from, "re");
    FILE *out = in ? fopen(to, "wxe") : NULL;
    bool good = out != NULL;
    while (good && (length = fread(buffer, 1, sizeof buffer, in)) > 0) {
        total += length;
        good = total <= most && fwrite(buffer, 1, length, out) == length;
    }
    if (good && total > most)
        errno = EFBIG;
    if (in)
        fclose(in);
    if (out && fclose(out) != 0)
        good = false;
    return good;
}

/* The headers are copied, because the compiler runs under a uid that may not
 * be able to read the project. */
static bool copy_headers(struct job *job, const char *pattern)
{
    char from[PATH_LENGTH], to[PATH_LENGTH];
    glob_t headers;
    snprintf(from, sizeof from, "%s/%s", job->root, pattern);
    bool good = glob(from, 0, NULL, &headers) == 0;
    for (size_t i = 0; good && i < headers.gl_pathc; i++) {
        const char *base = strrchr(headers.gl_pathv[i], '/') + 1;
        snprintf(to, sizeof to, "%s/include/%s", job->work, base);
        good = build_copy_file(headers.gl_pathv[i], to, ATTEMPT_BYTES_MAX);
        chmod(to, 0644);
    }
    if (headers.gl_pathc)
        globfree(&headers);
    return good;
}

/* For the same reason: Valgrind runs under that uid too. */
static bool copy_suppressions(const struct job *job)
{
    char from[PATH_LENGTH], to[PATH_LENGTH];
    snprintf(from, sizeof from, "%s/graders/valgrind/" SUPPRESSIONS, job->root);
    snprintf(to, sizeof to, "%s/" SUPPRESSIONS, job->work);
    return build_copy_file(from, to, ATTEMPT_BYTES_MAX) && chmod(to, 0644) == 0;
}

bool build_make_folder(const struct job *job, const char *name)
{
    char path[PATH_LENGTH];
    snprintf(path, sizeof path, "%s/%s", job->work, name);
    return mkdir(path, 0755) == 0;
}

static bool lay_out(struct job *job)
{
    char pattern[200], source[PATH_LENGTH];
    snprintf(pattern, sizeof pattern, "labs/%s/%s.h", job->lab, job->stem);
    if (!build_make_folder(job, "include") ||
        !build_make_folder(job, "compile") ||
        !build_make_folder(job, "source") || !copy_headers(job, pattern) ||
        !copy_headers(job, "common/include/*.h"))
        return job_fault(job, "cannot lay out %s: %s", job->work,
                         strerror(errno));
    if (!copy_suppressions(job))
        return job_fault(job, "cannot copy Valgrind's suppressions: %s",
                         strerror(errno));
    snprintf(source, sizeof source, "%s/source/%s.c", job->work, job->stem);
    if (!build_copy_file(job->attempt, source, ATTEMPT_BYTES_MAX) ||
        utimensat(AT_FDCWD, source, source_dates, 0) != 0)
        return job_fault(job, "cannot copy %s: %s", job->attempt,
                         strerror(errno));
    chmod(source, 0644);
    return true;
}

/* ---- compiling ---- */

bool build_object(struct job *job, const char *folder,
                  const char *const flags[BUILD_FLAGS], struct watched *watched)
{
    static const struct confine_limits limits = {.cpu_s = 30,
                                                 .memory_mib = 1024,
                                                 .file_mib = 64,
                                                 .processes = 64,
                                                 .removes = true,
                                                 .environment = BUILD_DATE};
    char directory[PATH_LENGTH], source[PATH_LENGTH];
    snprintf(directory, sizeof directory, "%s/%s", job->work, folder);
    snprintf(source, sizeof source, "../source/%s.c", job->stem);
    /* A variable without a value has the same one every time; but memcheck is
       there to find it. */
    const char *values = job->tool == TOOL_MEMCHECK
                             ? "-ftrivial-auto-var-init=uninitialized"
                             : "-ftrivial-auto-var-init=pattern";
    /* -O0: every access that the student wrote is one that is checked. */
    const char *const argv[] = {COMPILER,
                                "-std=c11",
                                "-D_POSIX_C_SOURCE=200809L",
                                "-DSYNC_NO_INLINE",
                                "-O0",
                                "-g",
                                "-fno-omit-frame-pointer",
                                "-fstack-protector-strong",
                                "-fno-common",
                                values,
                                "-Wall",
                                "-Wextra",
                                "-fmax-errors=5",
                                "-MD",
                                "-MF",
                                INCLUDED,
                                "-fdiagnostics-color=never",
                                "-fno-diagnostics-show-caret",
                                "-I" INCLUDE_FOLDER,
                                "-c",
                                source,
                                "-o",
                                "attempt.o",
                                flags[0],
                                flags[0] ? flags[1] : NULL,
                                flags[0] && flags[1] ? flags[2] : NULL,
                                NULL};
    watch_program(argv, directory, NULL, &limits, "", false, watched);
    return watched->ending == ENDED_EXIT && watched->status == 0;
}

static bool may_include(const char *file)
{
    static const char *const folders[] = {INCLUDE_FOLDER, "../source/",
                                          "/usr/include/", "/usr/lib/gcc/"};
    if (strstr(file, "/../"))
        return false;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (strncmp(file, folders[i], strlen(folders[i])) == 0)
            return true;
    return false;
}

/* Headers are included, not files of this machine: a solution, say. */
static bool included_well(struct job *job)
{
    char path[PATH_LENGTH], file[PATH_LENGTH];
    snprintf(path, sizeof path, "%s/compile/" INCLUDED, job->work);
    FILE *list = fopen(path, "re");
    if (!list)
        return job_fault(job, "the compiler left no list of its files");
    bool good = fscanf(list, "%4199s", file) == 1; /* "attempt.o:" */
    while (good && fscanf(list, "%4199s", file) == 1)
        good = strcmp(file, "\\") == 0 || may_include(file);
    fclose(list);
    if (!good)
        snprintf(
            job->compiler, sizeof job->compiler,
            "includes %.400s, which is no header of the lab, of libsync or "
            "of the C library",
            file);
    return good;
}

/* Neither its own limits nor the watch kill a compiler that ends by itself, so
 * it was the machine, or somebody who stops a run. The compiler proper is a
 * child of the driver, which then says so at the start of a line. */
static bool was_killed(int status, const char *messages)
{
    static const char killed[] = "gcc: fatal error: Killed signal";
    return (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ||
           strncmp(messages, killed, strlen(killed)) == 0;
}

/* The driver makes up a name for what the assembler reads, which stands in
 * its messages; a result says the same every time. */
static void name_assembly(char *messages)
{
    static const char always[] = "./assembly.s";
    for (char *at = messages; (at = strstr(at, "./cc")) != NULL; at += 4)
        if (strspn(at + 4, "abcdefghijklmnopqrstuvwxyz"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == 6 &&
            strncmp(at + 10, ".s", 2) == 0)
            memcpy(at, always, sizeof always - 1);
}

bool build_compiler_ended(struct job *job, struct watched *watched)
{
    int status = watched->status;
    enum ending ending = watched->ending;
    snprintf(job->compiler, sizeof job->compiler, "%s", watched->beginning);
    name_assembly(job->compiler);
    if (ending == ENDED_NOT_RUN || ending == ENDED_PATIENCE)
        job_fault(job, "the compiler did not run: %s", watched->problem);
    else if (ending == ENDED_EXIT && was_killed(status, job->compiler))
        job_fault(job, "the compiler was killed from outside");
    else if (ending != ENDED_EXIT)
        snprintf(job->compiler, sizeof job->compiler,
                 "the compiler was stopped: it used too much time or memory, "
                 "wrote too much or waits for something that never comes");
    watch_free(watched);
    job->compiled = ending == ENDED_EXIT && status == 0;
    return job->compiled;
}

bool build_compile(struct job *job)
{
    static const char *const plain[BUILD_FLAGS] = {NULL};
    struct watched watched;
    if (!lay_out(job))
        return false;
    build_object(job, "compile", plain, &watched);
    if (build_compiler_ended(job, &watched))
        job->compiled = included_well(job);
    return job->compiled;
}

/* ---- linking ---- */

bool build_redirect(struct job *job, const struct vet_rules *rules,
                    const char *map, const char *folder)
{
    char from[PATH_LENGTH], to[PATH_LENGTH];
    snprintf(from, sizeof from, "%s/%s/attempt.o", job->work, folder);
    snprintf(to, sizeof to, "%s/%s.o", job->work, folder);
    char **argv = vet_objcopy_arguments(&job->vet, rules, map, from, to);
    if (!argv)
        return job_fault(job, "cannot read %s", map);
    int status = run_program((const char *const *)(uintptr_t)argv, NULL, NULL,
                             LINK_PATIENCE_S);
    free(argv);
    return status == 0 || job_fault(job, "objcopy failed on the attempt");
}

bool build_program(struct job *job, const char *name, const char *flavour,
                   const char *sanitize)
{
    char program[PATH_LENGTH], object[PATH_LENGTH], scenarios[PATH_LENGTH];
    char turns[PATH_LENGTH], sync[PATH_LENGTH], log[PATH_LENGTH];
    snprintf(program, sizeof program, "%s/scenarios%s", job->work,
             sanitize ? "-tsan" : "");
    snprintf(object, sizeof object, "%s/%s.o", job->work, name);
    snprintf(scenarios, sizeof scenarios, "%s/plain/%s/scenarios.o", job->build,
             job->lab);
    snprintf(turns, sizeof turns, "%s/plain/libturns.a", job->build);
    snprintf(sync, sizeof sync, "%s/%s/libsync_redirected.a", job->build,
             flavour);
    snprintf(log, sizeof log, "%s/link.log", job->work);
    char *traps = vet_link_argument(&job->vet);
    const char *argv[16] = {"gcc",  "-no-pie", "-o", program, scenarios,
                            object, turns,     sync, turns,   "-pthread"};
    int count = 10;
    if (sanitize)
        argv[count++] = sanitize;
    if (traps)
        argv[count++] = traps;
    int status = run_program(argv, NULL, log, LINK_PATIENCE_S);
    free(traps);
    return status == 0;
}

/* Whether it is worth building for ThreadSanitizer: its answer is needed
 * only where helgrind is blind. A comment that says "atomic" costs a fraction
 * of a second, nothing else. */
static bool mentions_atomics(const struct job *job)
{
    char line[4096];
    bool mentions = false;
    FILE *file = fopen(job->attempt, "re");
    while (file && !mentions && fgets(line, sizeof line, file))
        mentions = strstr(line, "atomic") || strstr(line, "__sync_");
    if (file)
        fclose(file);
    return mentions;
}

static bool build_for_tsan(struct job *job, const struct vet_rules *rules,
                           const char *map)
{
    static const char *const flags[BUILD_FLAGS] = {BUILD_INSTRUMENTED};
    struct watched watched;
    if (!build_make_folder(job, "tsan"))
        return false;
    bool compiled = build_object(job, "tsan", flags, &watched);
    watch_free(&watched);
    return compiled && build_redirect(job, rules, map, "tsan") &&
           build_program(job, "tsan", "tsan", "-fsanitize=thread");
}

bool build_link(struct job *job, const struct vet_rules *rules)
{
    char map[PATH_LENGTH];
    snprintf(map, sizeof map, "%s/graders/harness/redirect.map", job->root);
    if (!build_redirect(job, rules, map, "compile"))
        return false;
    if (!build_program(job, "compile", "plain", NULL))
        return build_blame(job, rules);
    job->runnable = true;
    if (job->tool == TOOL_TSAN || (job->tool < 0 && mentions_atomics(job)))
        job->has_tsan = build_for_tsan(job, rules, map);
    return job->tool >= 0 || build_explored(job, rules);
}
