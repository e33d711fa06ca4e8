/* read_tsan.c - the text that ThreadSanitizer of gcc 12 or clang 14 writes.
 *
 *     ==================
 *     WARNING: ThreadSanitizer: data race (pid=5181)
 *       Read of size 8 at 0x7b0400000000 by thread T2:
 *         #0 body /home/me/racy.c:13 (racy+0x13d2)
 *       ...
 *     ==================
 *
 * A heading is indented by two spaces, and the frames below it by four.
 */
#include "findings.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum {
    LINE_MAX_BYTES = 4096,
    LOG_MAX = 64 * 1024 * 1024,
    THREADS_MAX = 256,
    MAIN_THREAD = 1, /* here; T0 is 2 */
    FIRST_THREAD = 2,
};

struct reader {
    struct findings *findings;
    const char *attempt;
    bool in_report;
    bool skips_stack; /* of a heading that is no place of the finding */
    bool in_stack;
    struct finding finding;
    struct access next; /* role, sort and thread of the next stack */
    struct access best; /* of the current stack */
    bool harness_seen;
    char names[THREADS_MAX][FINDING_WORD_MAX];
};

/* ---- one report ---- */

static void end_stack(struct reader *reader)
{
    struct finding *finding = &reader->finding;
    if (reader->in_stack && !reader->skips_stack &&
        finding->access_count < ACCESSES_MAX) {
        struct access *access = &finding->accesses[finding->access_count++];
        *access = reader->best;
        access->sort = reader->next.sort;
        access->thread = reader->next.thread;
        text_copy(access->role, sizeof access->role, reader->next.role);
    }
    reader->in_stack = false;
    reader->harness_seen = false;
    memset(&reader->best, 0, sizeof reader->best);
    memset(&reader->next, 0, sizeof reader->next);
}

static void end_report(struct reader *reader)
{
    struct finding *finding = &reader->finding;
    if (!reader->in_report) {
        return;
    }
    end_stack(reader);
    for (int i = 0; i < finding->access_count; i++) {
        struct access *access = &finding->accesses[i];
        if (access->thread > 0) {
            access_say(access, reader->names[access->thread], i > 0);
        }
    }
    findings_add(reader->findings, finding);
    reader->in_report = false;
}

static void start_report(struct reader *reader, const char *kind)
{
    end_report(reader);
    memset(&reader->finding, 0, sizeof reader->finding);
    memset(&reader->next, 0, sizeof reader->next);
    memset(&reader->best, 0, sizeof reader->best);
    memset(reader->names, 0, sizeof reader->names);
    text_copy(reader->names[MAIN_THREAD], FINDING_WORD_MAX, "main");
    reader->in_report = true;
    reader->in_stack = false;
    reader->harness_seen = false;
    reader->skips_stack = false;
    reader->finding.tool = TOOL_TSAN;
    text_copy(reader->finding.kind, FINDING_WORD_MAX, kind);
    char *pid = strstr(reader->finding.kind, " (pid=");
    if (pid) {
        *pid = '\0';
    }
    text_copy(reader->finding.text, FINDING_TEXT_MAX, reader->finding.kind);
}

/* "by thread T2", "in main thread"; 0 when the heading names none. */
static int thread_in(const char *heading)
{
    if (strstr(heading, "main thread")) {
        return MAIN_THREAD;
    }
    int number = text_number_after(heading, "thread T");
    return number < 0 || number >= THREADS_MAX - FIRST_THREAD
               ? 0
               : number + FIRST_THREAD;
}

/* Read of size 8 at 0x7b04 by thread T2: */
static void access_heading(struct reader *reader, const char *heading)
{
    bool earlier = text_starts(heading, "Previous ");
    bool atomic = strstr(heading, "tomic ") != NULL;
    bool writes = strstr(heading, "rite of size") != NULL;
    int size = text_number_after(heading, "of size ");
    reader->next.sort = ACCESS_EVENT;
    reader->next.thread = thread_in(heading);
    snprintf(reader->next.role, sizeof reader->next.role, "%s%s%s of size %d",
             earlier ? "earlier " : "", atomic ? "atomic " : "",
             writes ? "write" : "read", size < 0 ? 0 : size);
}

/* Mutex M1 acquired here while holding mutex M0 in thread T1: */
static void mutex_heading(struct reader *reader, const char *heading)
{
    bool holding = strstr(heading, "acquired here while") != NULL;
    bool held = strstr(heading, "previously acquired") != NULL;
    reader->next.sort = holding || held ? ACCESS_EVENT : ACCESS_CONTEXT;
    reader->next.thread = holding ? thread_in(heading) : 0;
    text_copy(reader->next.role, sizeof reader->next.role,
              holding ? "second lock taken"
              : held  ? "while it holds the first since here"
                      : "this lock was first used");
}

/* Location is global 'counter' of size 8 at 0x50 (racy+0x4050) */
static void location_heading(struct reader *reader, const char *heading)
{
    const char *name = strstr(heading, "global '");
    struct finding *finding = &reader->finding;
    reader->next.sort = ACCESS_CONTEXT;
    text_copy(reader->next.role, sizeof reader->next.role,
              "the block was allocated");
    if (name) {
        text_copy(finding->datum, sizeof finding->datum,
                  name + strlen("global "));
        char *end = strchr(finding->datum + 1, '\'');
        if (end) {
            end[1] = '\0';
        }
    } else if (strstr(heading, "heap block")) {
        int size = text_number_after(heading, "of size ");
        snprintf(finding->datum, sizeof finding->datum, "a block of %d bytes",
                 size < 0 ? 0 : size);
    } else if (strstr(heading, "stack of")) {
        text_copy(finding->datum, sizeof finding->datum,
                  "a variable on a thread's stack");
    }
}

/* Thread T2 'adder' (tid=5184, running) created by main thread at: */
static void thread_heading(struct reader *reader, const char *heading)
{
    int number = text_number_after(heading, "Thread T");
    const char *name = strchr(heading, '\'');
    reader->skips_stack = strcmp(reader->finding.kind, "thread leak") != 0;
    if (number < 0 || number >= THREADS_MAX - FIRST_THREAD || !name) {
        return;
    }
    char *to = reader->names[number + FIRST_THREAD];
    text_copy(to, FINDING_WORD_MAX, name + 1);
    char *end = strstr(to, "' (tid=");
    *(end ? end : to) = '\0';
}

static void read_heading(struct reader *reader, const char *heading)
{
    end_stack(reader);
    reader->skips_stack = false;
    if (strstr(heading, " of size ") && strstr(heading, " by ") &&
        !text_starts(heading, "Location ")) {
        access_heading(reader, heading);
    } else if (text_starts(heading, "Mutex ")) {
        mutex_heading(reader, heading);
    } else if (text_starts(heading, "Location is ")) {
        location_heading(reader, heading);
    } else if (text_starts(heading, "Thread T")) {
        thread_heading(reader, heading);
    } else {
        reader->skips_stack = true;
    }
}

/* ---- one frame ---- */

/* Takes off " (racy+0x13d2)" and " (BuildId: ...)". */
static void cut_module(char *place)
{
    char *open = strrchr(place, '(');
    while (open && open > place && open[-1] == ' ') {
        open[-1] = '\0';
        if (strstr(open, "+0x")) {
            return;
        }
        open = strrchr(place, '(');
    }
}

/* Takes ":13" off the end. Returns: the number, or -1 if there is none. */
static int take_number(char *place)
{
    char *colon = strrchr(place, ':');
    if (!colon || colon[1] == '\0' ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1)) {
        return -1;
    }
    long number = strtol(colon + 1, NULL, 10);
    *colon = '\0';
    return number > INT_MAX ? INT_MAX : (int)number;
}

/* /home/me/racy.c:13 or, from clang, /home/me/racy.c:13:7 */
static void read_place(struct access *frame, char *place, const char *attempt)
{
    cut_module(place);
    int last = take_number(place);
    int line = take_number(place);
    line = line < 0 ? last : line;
    if (line < 0 || strcmp(place, "<null>") == 0) {
        return;
    }
    frame->line = line;
    const char *file = text_basename(place);
    text_copy(frame->file, sizeof frame->file, file);
    frame->in_attempt = strcmp(file, attempt) == 0;
}

/* #0 body /home/me/racy.c:13 (racy+0x13d2) */
static void read_frame(struct reader *reader, char *line)
{
    struct access frame = {.line = 0};
    char *function = strchr(line, ' ');
    char *place = function ? strchr(function + 1, ' ') : NULL;
    reader->in_stack = true;
    if (!place) {
        return;
    }
    *place++ = '\0';
    bool of_the_tool =
        strstr(place, "/libsanitizer/") || strstr(place, "/compiler-rt/");
    reader->harness_seen = reader->harness_seen || path_is_harness(place);
    frame.below_harness = reader->harness_seen;
    text_copy(frame.function, sizeof frame.function, function + 1);
    read_place(&frame, place, reader->attempt);
    access_keep_better(&reader->best, &frame, of_the_tool);
}

/* ---- the file ---- */

static void read_line(struct reader *reader, char *line)
{
    static const char warning[] = "WARNING: ThreadSanitizer: ";
    const char *fatal = strstr(line, "ERROR: ThreadSanitizer: ");
    size_t spaces = strspn(line, " ");
    if (text_starts(line, warning)) {
        start_report(reader, line + strlen(warning));
    } else if (fatal && spaces == 0) {
        start_report(reader, "Signal");
        text_without_numbers(reader->finding.text, FINDING_TEXT_MAX,
                             fatal + strlen("ERROR: ThreadSanitizer: "));
    } else if (text_starts(line, "FATAL: ThreadSanitizer") ||
               strstr(line, "ThreadSanitizer: CHECK failed")) {
        reader->findings->error = "ThreadSanitizer itself failed";
    } else if (text_starts(line, "SUMMARY: ") || text_starts(line, "=====")) {
        end_report(reader);
    } else if (reader->in_report && line[spaces] == '#') {
        read_frame(reader, line + spaces);
    } else if (reader->in_report && spaces == 2) {
        read_heading(reader, line + spaces);
    }
}

/* Reads one line, of which it keeps the beginning.
 * Returns: false at the end of the file. */
static bool next_line(FILE *file, char line[LINE_MAX_BYTES], size_t *fed)
{
    size_t length = 0;
    int byte = getc(file);
    if (byte == EOF) {
        return false;
    }
    for (; byte != EOF && byte != '\n' && *fed < LOG_MAX; byte = getc(file)) {
        if (length + 1 < LINE_MAX_BYTES) {
            line[length++] = byte == '\0' ? '?' : (char)byte;
        }
        ++*fed;
    }
    line[length] = '\0';
    return true;
}

static void read_log(struct reader *reader, FILE *file)
{
    char line[LINE_MAX_BYTES];
    size_t fed = 0;
    struct findings *findings = reader->findings;
    while (fed < LOG_MAX && next_line(file, line, &fed)) {
        findings->error_line++;
        read_line(reader, line);
        if (findings->error) {
            return;
        }
    }
    if (fed >= LOG_MAX) {
        findings->error = "the log is too long to be read";
    } else if (ferror(file)) {
        findings->error = "the log cannot be read";
    } else if (reader->in_report) {
        findings->error = "the log is cut short";
    } else {
        findings->error_line = 0;
    }
}

bool findings_read_tsan(const char *log_path, const char *attempt_basename,
                        struct findings *findings)
{
    findings_start(findings, TOOL_TSAN);
    FILE *file = fopen(log_path, "rb");
    struct reader *reader = calloc(1, sizeof *reader);
    if (!file) {
        findings->error = "the log cannot be opened";
    } else if (!reader) {
        findings->error = "out of memory while reading the log";
    } else {
        reader->findings = findings;
        reader->attempt = attempt_basename;
        read_log(reader, file);
        findings_finish(findings);
    }
    free(reader);
    if (file) {
        fclose(file);
    }
    return !findings->error;
}
