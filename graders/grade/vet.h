/* vet.h - reads an attempt's compiled object, before anything of it is run.
 *
 * What a program can do stands in its object and not in its text: which
 * functions it calls (undefined symbols), what it replaces (global symbols),
 * what runs before main() (sections), and whether it asks the kernel without
 * the C library (instructions). The rules come from allowed.txt files, one
 * rule a line:
 *
 *   defines   counter_increment     a function that the attempt must define
 *   calls     pthread_mutex_*       names that it may call
 *   never     sleep   a pause is not synchronization
 *                                   names that it may not, and why; wins over
 *                                   `calls`
 *   reserves  turns_*               names that belong to the harness
 *
 * Patterns are those of fnmatch(). '#' begins a comment. Reasons are ASCII. The
 * object comes from gcc or clang, but may have been bent by the attempt: it is
 * read in a child process (harness/stand_apart.h). Link with -ldw -lelf.
 */
#ifndef VET_H
#define VET_H

#include <stdbool.h>
#include <stddef.h>

enum {
    VET_RULES_MAX = 512,
    VET_FINDINGS_MAX = 64,
    VET_LINES_MAX = 4,
    VET_TRAPS_MAX = 128,
    VET_STRIPS_MAX = 16,
    VET_NAME_MAX = 128, /* longer names are refused where they matter */
};

enum vet_rule_kind { VET_DEFINES, VET_CALLS, VET_NEVER, VET_RESERVES };

struct vet_rule {
    enum vet_rule_kind kind;
    char pattern[VET_NAME_MAX];
    char reason[256]; /* "" if none is given */
};

/* Starts zeroed: struct vet_rules rules = {0}; it is large, so static. */
struct vet_rules {
    int count;
    char problem[256]; /* of the last vet_rules_read() that failed */
    struct vet_rule rules[VET_RULES_MAX];
};

/* What a finding costs, from nothing to everything. */
enum vet_severity {
    VET_NOTE,   /* nothing */
    VET_STRIP,  /* the vet check; vet_objcopy_arguments() makes it harmless */
    VET_TRAP,   /* the vet check; a call of it ends the run as a trap */
    VET_REFUSE, /* the attempt is not run at all */
};

enum vet_kind {
    VET_UNREADABLE,     /* not an object that a C compiler writes */
    VET_STRANGE,        /* a section or symbol that C code has no use for */
    VET_SYSTEM_CALL,    /* an instruction that enters the kernel */
    VET_UNREPEATABLE,   /* an instruction whose result no run repeats */
    VET_IFUNC,          /* code that runs while the program is loaded */
    VET_MISSING,        /* a function of the contract is not defined */
    VET_FORBIDDEN_CALL, /* an undefined symbol that no rule allows */
    VET_CONSTRUCTOR,    /* code that runs before or after main() */
    VET_INTERPOSES,     /* replaces a function of the library or harness */
    VET_EXTRA_GLOBAL,   /* a helper that could be static */
    VET_KINDS           /* how many there are */
};

struct vet_finding {
    enum vet_kind kind;
    enum vet_severity severity;
    char symbol[64];    /* or section; printable, cut; may be "" */
    char sentence[384]; /* for people; printable, no line numbers */
    int line_count;
    int lines[VET_LINES_MAX]; /* of the attempt's file, ascending */
};

/* Findings are sorted: the worst first, then by kind, line and symbol. */
struct vet_report {
    int count;
    int more; /* findings beyond those kept, of kinds that are there already */
    struct vet_finding findings[VET_FINDINGS_MAX];
    /* For vet_objcopy_arguments(): symbols to redirect, sections to rename. */
    int trap_count;
    char traps[VET_TRAPS_MAX][VET_NAME_MAX];
    int strip_count;
    char strips[VET_STRIPS_MAX][VET_NAME_MAX];
};

/* Adds the rules of a file. Never blocks. Returns: false if it cannot be read
 * or understood; rules->problem says where and why. */
bool vet_rules_read(const char *path, struct vet_rules *rules);

/* Adds one rule. Never blocks. Returns: false if there is no room. */
bool vet_rules_add(struct vet_rules *rules, enum vet_rule_kind kind,
                   const char *pattern, const char *reason);

/* The name of a kind as it stands in result.json ("forbidden_call").
 * Never blocks. */
const char *vet_kind_name(enum vet_kind kind);

/* The name of a severity as it stands in result.json ("refuse").
 * Never blocks. */
const char *vet_severity_name(enum vet_severity severity);

/* Vets an object. Blocks until it was read and disassembled, 20 seconds at
 * most. Requires: `objdump` in PATH. Returns: false if the grader could not do
 * its work (no process, no objdump, out of time): a fault of the grader. An
 * object that cannot be read is a finding, VET_UNREADABLE. */
bool vet_object(const char *object, const struct vet_rules *rules,
                struct vet_report *report);

/* Refuses an object after all, for what a later tool could not do with it.
 * Never blocks. */
void vet_refuse(struct vet_report *report, const char *sentence);

/* The worst severity found; VET_NOTE if nothing was. Never blocks. */
enum vet_severity vet_worst(const struct vet_report *report);

/* The command that makes an object ready to be linked, for posix_spawnp():
 * `objcopy` that keeps only the contract global, renames the sections of
 * constructors so that nobody runs them, renames the symbols of each line
 * "OLD NEW" of the file map (NULL for none), and the nth trapped symbol to
 * turns_forbidden_call_<n>, n from 1; a trapped symbol of the map is trapped.
 * Never blocks. Owns: the caller frees the one block. Returns: NULL if the
 * map cannot be read. */
char **vet_objcopy_arguments(const struct vet_report *report,
                             const struct vet_rules *rules, const char *map,
                             const char *object, const char *ready_object);

/* What the link of that object needs besides: one argument for the compiler,
 * "-Wl,--defsym=turns_forbidden_call_1=turns_forbidden_call,...".
 * Never blocks. Owns: the caller frees it. Returns: NULL if nothing is
 * trapped. */
char *vet_link_argument(const struct vet_report *report);

#endif
