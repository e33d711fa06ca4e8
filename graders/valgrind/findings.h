/* findings.h - what helgrind, DRD, memcheck or ThreadSanitizer said about one
 * run of a scenario program, in words that do not change from run to run.
 *
 * A log is read by findings_read_valgrind() or findings_read_tsan(); the
 * result is judged by policy.c (which finding counts, and why not), sorted by
 * line and kind, and free of addresses and of the tools' thread numbers.
 *
 * A log is not trusted: an attempt chooses file names, thread names and how
 * much is reported. Memory is bounded by the limits below, and texts may hold
 * any byte: whoever prints one goes through text_print() (text.h).
 */
#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    FINDINGS_MAX = 1000,   /* findings kept of one log; the rest is counted */
    ACCESSES_MAX = 6,      /* places kept of one finding */
    FINDING_WORD_MAX = 96, /* bytes of a kind, role, function or file name */
    FINDING_TEXT_MAX = 256 /* bytes of a sentence of the tool */
};

enum tool { TOOL_HELGRIND, TOOL_DRD, TOOL_MEMCHECK, TOOL_TSAN, TOOL_COUNT };

enum finding_weight {
    FINDING_COUNTS,
    FINDING_INFORMATION, /* shown, with the reason; costs nothing */
};

/* What a place has to do with the finding. */
enum access_sort {
    ACCESS_EVENT,   /* it happened here */
    ACCESS_CONTEXT, /* where a block was allocated, a lock first seen, ... */
};

/* One place: a stack of the tool, cut down to one frame. */
struct access {
    char role[FINDING_WORD_MAX];     /* "write of size 8 by thread 'adder'" */
    char function[FINDING_WORD_MAX]; /* "" when unknown */
    char file[FINDING_WORD_MAX];     /* base name; "" when unknown */
    int line;                        /* 0 when unknown */
    bool in_attempt;
    bool below_harness; /* it is in a stand-in that the attempt called */
    enum access_sort sort;
    int thread; /* the tool's number, for the readers; 0 when unknown */
};

struct finding {
    enum tool tool;
    char kind[FINDING_WORD_MAX];  /* the tool's word: "Race", "data race" */
    char text[FINDING_TEXT_MAX];  /* the tool's sentence, without numbers */
    char datum[FINDING_WORD_MAX]; /* "'counter'"; "" when unknown */
    struct access accesses[ACCESSES_MAX];
    int access_count;
    size_t number;      /* in the order of the log, from 1 */
    bool about_attempt; /* a place of it lies in the attempt's file */
    bool at_exit;       /* about a thread that ended by itself */
    /* From policy.c; the strings are constants. */
    enum finding_weight weight;
    const char *title;   /* "data race" */
    const char *meaning; /* in a student's words */
    const char *reason;  /* why it does not count; NULL when it counts */
};

struct findings {
    enum tool tool;
    struct finding *list; /* about the attempt; sorted, without duplicates */
    size_t count;
    size_t room;
    size_t elsewhere;  /* findings that are not about the attempt */
    size_t not_kept;   /* findings about it beyond FINDINGS_MAX */
    const char *error; /* NULL, or what is wrong with the log, in words */
    unsigned long error_line; /* where in the log; 0 when it says nothing */
};

/* Reads the XML (protocol 4) that helgrind, DRD or memcheck wrote, and keeps
 * what is about the file attempt_basename ("racy_counter.c", as compiled).
 * Blocks until the file is read. Returns: true when the log is whole; else
 * false, with what is wrong in error, and with the findings before that place.
 * Owns: the caller calls findings_destroy() in either case. */
bool findings_read_valgrind(const char *xml_path, const char *attempt_basename,
                            struct findings *findings);

/* The same for the text that ThreadSanitizer (of gcc or clang) wrote to its
 * log_path. An empty log is whole: the tool found nothing.
 * Blocks until the file is read. Returns and Owns: as above. */
bool findings_read_tsan(const char *log_path, const char *attempt_basename,
                        struct findings *findings);

/* Judges again, now that it is known whether ThreadSanitizer finds no data
 * race in the same run of the same scenario: then a race that helgrind or DRD
 * reports is information. Readers judge with false. Never blocks. */
void findings_judge(struct findings *findings, bool tsan_says_clean);

/* How many of the findings have this weight. Never blocks. */
size_t findings_with_weight(const struct findings *findings,
                            enum finding_weight weight);

/* Frees the list. Never blocks. Requires: a reader has filled it. */
void findings_destroy(struct findings *findings);

/* "helgrind", as Valgrind's --tool= has it; "tsan". Never blocks. */
const char *tool_name(enum tool tool);

/* The tool of that name; TOOL_COUNT when there is none. Never blocks. */
enum tool tool_named(const char *name);

/* For the readers. An empty result for this tool. Never blocks. */
void findings_start(struct findings *findings, enum tool tool);

/* For the readers: takes a copy of the finding if it is about the attempt,
 * and counts it in any case. Never blocks.
 * Aborts if: memory is exhausted. */
void findings_add(struct findings *findings, const struct finding *finding);

/* For the readers: whether a folder or path is the harness's, whose stand-ins
 * lie between an attempt and the real calls. Never blocks. */
bool path_is_harness(const char *path);

/* For the readers: replaces the best frame of a stack by this one if that tells
 * a student more: first comes the topmost one of the attempt, then the topmost
 * one with a file, but never one of the tool's own wrappers of a call.
 * Never blocks. Requires: *best zeroed before the first frame. */
void access_keep_better(struct access *best, const struct access *frame,
                        bool of_the_tool);

/* For the readers: "write of size 8 by thread 'adder'" from its parts; an empty
 * name is "one thread", or "another thread" for the earlier access.
 * Never blocks. */
void access_say(struct access *access, const char *thread_name, bool earlier);

/* For the readers, at the end: judges, sorts, and drops duplicates (same
 * title, same lines). Never blocks. */
void findings_finish(struct findings *findings);

#endif
