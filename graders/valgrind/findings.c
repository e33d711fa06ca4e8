/* findings.c - the list of findings: add, judge, sort, drop duplicates. */
#include "findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"
#include "text.h"

static const char *const names[TOOL_COUNT] = {
    [TOOL_HELGRIND] = "helgrind",
    [TOOL_DRD] = "drd",
    [TOOL_MEMCHECK] = "memcheck",
    [TOOL_TSAN] = "tsan",
};

const char *tool_name(enum tool tool)
{
    return names[tool];
}

enum tool tool_named(const char *name)
{
    int tool = 0;
    while (tool < TOOL_COUNT && strcmp(names[tool], name) != 0) {
        tool++;
    }
    return (enum tool)tool;
}

void findings_start(struct findings *findings, enum tool tool)
{
    memset(findings, 0, sizeof *findings);
    findings->tool = tool;
}

void findings_destroy(struct findings *findings)
{
    free(findings->list);
    findings->list = NULL;
    findings->count = 0;
    findings->room = 0;
}

static void make_room(struct findings *findings)
{
    if (findings->count < findings->room) {
        return;
    }
    size_t room = findings->room == 0 ? 16 : 2 * findings->room;
    struct finding *list = realloc(findings->list, room * sizeof *list);
    if (!list) {
        fputs("findings: out of memory; give the grader more\n", stderr);
        abort();
    }
    findings->list = list;
    findings->room = room;
}

bool path_is_harness(const char *path)
{
    return strstr(path, "graders/harness") != NULL;
}

static bool is_race(const struct finding *finding)
{
    return strcmp(finding->kind, "Race") == 0 ||
           strcmp(finding->kind, "ConflictingAccess") == 0 ||
           strcmp(finding->kind, "data race") == 0;
}

/* A block's allocation in the attempt does not make a race the attempt's; and
 * a race on what the harness itself keeps about a call is the harness's. */
static bool is_race_of_attempt(const struct finding *finding)
{
    bool in_attempt = false;
    for (int i = 0; i < finding->access_count; i++) {
        const struct access *access = &finding->accesses[i];
        if (access->sort == ACCESS_EVENT && access->below_harness) {
            return false;
        }
        in_attempt =
            in_attempt || (access->sort == ACCESS_EVENT && access->in_attempt);
    }
    return in_attempt;
}

static bool is_about_attempt(const struct finding *finding)
{
    if (is_race(finding)) {
        return is_race_of_attempt(finding);
    }
    for (int i = 0; i < finding->access_count; i++) {
        if (finding->accesses[i].in_attempt) {
            return true;
        }
    }
    return policy_needs_no_place(finding);
}

/* A thread that has ended stands in the C library, which tells nobody
 * anything. */
static void forget_place(struct access *access)
{
    access->file[0] = '\0';
    access->function[0] = '\0';
    access->line = 0;
}

void findings_add(struct findings *findings, const struct finding *finding)
{
    if (!is_about_attempt(finding)) {
        findings->elsewhere++;
    } else if (findings->count >= FINDINGS_MAX) {
        findings->not_kept++;
    } else {
        make_room(findings);
        struct finding *kept = &findings->list[findings->count++];
        *kept = *finding;
        kept->about_attempt = true;
        kept->number = findings->count;
        if (strcmp(kept->kind, "Misc") == 0 && policy_needs_no_place(kept)) {
            forget_place(&kept->accesses[0]);
        }
    }
}

void findings_judge(struct findings *findings, bool tsan_says_clean)
{
    for (size_t i = 0; i < findings->count; i++) {
        policy_judge(&findings->list[i], tsan_says_clean);
    }
}

size_t findings_with_weight(const struct findings *findings,
                            enum finding_weight weight)
{
    size_t total = 0;
    for (size_t i = 0; i < findings->count; i++) {
        total += findings->list[i].weight == weight;
    }
    return total;
}

/* How well a frame tells a student where it was. */
static int frame_rank(const struct access *frame, bool of_the_tool)
{
    if (frame->in_attempt) {
        return 3;
    }
    if (frame->file[0] != '\0' && !of_the_tool) {
        return 2;
    }
    return frame->function[0] != '\0' && !of_the_tool;
}

void access_keep_better(struct access *best, const struct access *frame,
                        bool of_the_tool)
{
    if (frame_rank(frame, of_the_tool) > frame_rank(best, false)) {
        *best = *frame;
    }
}

void access_say(struct access *access, const char *thread_name, bool earlier)
{
    size_t size = sizeof access->role;
    text_append(access->role, size, access->role[0] ? " by " : "by ");
    if (strcmp(thread_name, "main") == 0) {
        text_append(access->role, size, "the main thread");
    } else if (thread_name[0] != '\0') {
        text_append(access->role, size, "thread '");
        text_append(access->role, size, thread_name);
        text_append(access->role, size, "'");
    } else {
        text_append(access->role, size,
                    earlier ? "another thread" : "one thread");
    }
}

static int compare_numbers(int a, int b)
{
    return (a > b) - (a < b);
}

/* The lines of the first two events, smaller first. Which of two racing
 * accesses the tool calls the earlier one says nothing about the mistake. */
static void line_pair(const struct finding *finding, int pair[2])
{
    int found = 0;
    pair[0] = 0;
    pair[1] = 0;
    for (int i = 0; i < finding->access_count && found < 2; i++) {
        if (finding->accesses[i].sort == ACCESS_EVENT) {
            pair[found++] = finding->accesses[i].line;
        }
    }
    if (found == 2 && pair[0] > pair[1]) {
        int smaller = pair[1];
        pair[1] = pair[0];
        pair[0] = smaller;
    }
}

/* The smallest of its lines in the attempt's file, which sorts it. */
static int attempt_line(const struct finding *finding)
{
    int line = 0;
    for (int i = 0; i < finding->access_count; i++) {
        const struct access *access = &finding->accesses[i];
        if (access->in_attempt && (line == 0 || access->line < line)) {
            line = access->line;
        }
    }
    return line;
}

/* Zero for findings that tell a student the same thing. */
static int compare_identity(const struct finding *a, const struct finding *b)
{
    int pair_a[2];
    int pair_b[2];
    line_pair(a, pair_a);
    line_pair(b, pair_b);
    int order = compare_numbers(attempt_line(a), attempt_line(b));
    if (order == 0) {
        order = compare_numbers(pair_a[0], pair_b[0]);
    }
    if (order == 0) {
        order = compare_numbers(pair_a[1], pair_b[1]);
    }
    if (order == 0) {
        order = strcmp(a->kind, b->kind);
    }
    if (order == 0) {
        order = strcmp(a->title, b->title);
    }
    return order;
}

/* A total order, so that the result does not depend on the tool's order.
 * Writes before reads: 'w' > 'r'. */
static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left;
    const struct finding *b = right;
    int order = compare_identity(a, b);
    if (order == 0) {
        order = strcmp(b->text, a->text);
    }
    for (int i = 0; order == 0 && i < a->access_count; i++) {
        order = strcmp(b->accesses[i].role, a->accesses[i].role);
        if (order == 0) {
            order = compare_numbers(a->accesses[i].line, b->accesses[i].line);
        }
    }
    return order;
}

static void drop_duplicates(struct findings *findings)
{
    size_t kept = 0;
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *one = &findings->list[i];
        if (kept == 0 ||
            compare_identity(&findings->list[kept - 1], one) != 0) {
            findings->list[kept++] = *one;
        }
    }
    findings->count = kept;
}

void findings_finish(struct findings *findings)
{
    findings_judge(findings, false);
    if (findings->count > 0) {
        qsort(findings->list, findings->count, sizeof *findings->list,
              compare_findings);
    }
    drop_duplicates(findings);
}
