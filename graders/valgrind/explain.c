/* explain.c - says what a tool's log means for a student.
 *
 * usage: explain TOOL LOG ATTEMPT.c [--name racy_counter.c] [--tsan-clean]
 *        explain --print-options TOOL
 *
 * --name is the file's name as it was compiled, if that is another one.
 * --tsan-clean says that ThreadSanitizer found no data race in the same run.
 * Exit status: 0 nothing that counts, 1 something counts, 2 no decision.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "findings.h"
#include "print_findings.h"
#include "text.h"
#include "tool_options.h"

enum { NOTHING_COUNTS = 0, SOMETHING_COUNTS = 1, NOT_DECIDED = 2 };

struct request {
    enum tool tool;
    const char *log;
    const char *attempt;
    const char *name;
    bool tsan_clean;
};

static int usage(void)
{
    fputs("usage: explain helgrind|drd|memcheck|tsan LOG ATTEMPT.c "
          "[--name NAME.c] [--tsan-clean]\n"
          "       explain --print-options helgrind|drd|memcheck|tsan\n",
          stderr);
    return NOT_DECIDED;
}

static int print_options(const char *name)
{
    enum tool tool = tool_named(name);
    if (tool == TOOL_COUNT) {
        return usage();
    }
    for (const char *const *at = tool_options(tool); *at; at++) {
        puts(*at);
    }
    return NOTHING_COUNTS;
}

static bool read_request(int count, char **words, struct request *request)
{
    const char *places[3] = {NULL, NULL, NULL};
    int found = 0;
    memset(request, 0, sizeof *request);
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], "--tsan-clean") == 0) {
            request->tsan_clean = true;
        } else if (strcmp(words[i], "--name") == 0 && i + 1 < count) {
            request->name = words[++i];
        } else if (text_starts(words[i], "--") || found == 3) {
            return false;
        } else {
            places[found++] = words[i];
        }
    }
    if (found < 3) {
        return false;
    }
    request->tool = tool_named(places[0]);
    request->log = places[1];
    request->attempt = places[2];
    if (!request->name) {
        request->name = text_basename(request->attempt);
    }
    return request->tool != TOOL_COUNT;
}

static bool read_log(const struct request *request, struct findings *findings)
{
    if (request->tool == TOOL_TSAN) {
        return findings_read_tsan(request->log, request->name, findings);
    }
    bool whole = findings_read_valgrind(request->log, request->name, findings);
    if (whole && findings->tool != request->tool) {
        findings->error = "the log is by another tool";
        whole = false;
    }
    return whole;
}

static void complain(const struct request *request,
                     const struct findings *findings)
{
    fflush(stdout);
    fprintf(stderr, "%s: %s", tool_name(request->tool), findings->error);
    if (findings->error_line > 0) {
        fprintf(stderr, " (line %lu)", findings->error_line);
    }
    fputs(":\n  ", stderr);
    text_print(stderr, request->log, PATH_COLUMNS);
    fputc('\n', stderr);
}

int main(int count, char **words)
{
    struct request request;
    struct findings findings;
    if (count == 3 && strcmp(words[1], "--print-options") == 0) {
        return print_options(words[2]);
    }
    if (!read_request(count, words, &request)) {
        return usage();
    }
    bool whole = read_log(&request, &findings);
    findings.tool = request.tool;
    findings_judge(&findings, request.tsan_clean);
    int status = NOTHING_COUNTS;
    if (findings_with_weight(&findings, FINDING_COUNTS) > 0) {
        status = SOMETHING_COUNTS;
    }
    if (whole || findings.count > 0) {
        print_findings(stdout, &findings, request.attempt, request.name,
                       request.log);
    }
    if (!whole) {
        complain(&request, &findings);
        status = NOT_DECIDED;
    }
    findings_destroy(&findings);
    return status;
}
