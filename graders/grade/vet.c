#include "vet_private.h"

#include "stand_apart.h"
#include "stand_line.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__aarch64__)
enum { THIS_MACHINE = EM_AARCH64 };
#else
enum { THIS_MACHINE = EM_X86_64 };
#endif
enum { PATIENCE_MS = 20000 };

struct task {
    const char *object;
    const struct vet_rules *rules;
};

const char *vet_kind_name(enum vet_kind kind)
{
    static const char *const names[] = {
        [VET_UNREADABLE] = "unreadable",
        [VET_STRANGE] = "strange",
        [VET_SYSTEM_CALL] = "system_call",
        [VET_UNREPEATABLE] = "unrepeatable",
        [VET_IFUNC] = "ifunc",
        [VET_MISSING] = "missing",
        [VET_FORBIDDEN_CALL] = "forbidden_call",
        [VET_CONSTRUCTOR] = "constructor",
        [VET_INTERPOSES] = "interposes",
        [VET_EXTRA_GLOBAL] = "extra_global",
    };
    return names[kind];
}

const char *vet_severity_name(enum vet_severity severity)
{
    static const char *const names[] = {
        [VET_NOTE] = "note",
        [VET_STRIP] = "strip",
        [VET_TRAP] = "trap",
        [VET_REFUSE] = "refuse",
    };
    return names[severity];
}

enum vet_severity vet_worst(const struct vet_report *report)
{
    return report->count > 0 ? report->findings[0].severity : VET_NOTE;
}

/* -- Findings ------------------------------------------------------------- */

/* A kind keeps its room: a thousand notes must not crowd out what matters. */
static bool enough_of(const struct vet_report *report, enum vet_kind kind)
{
    int same = 0;
    for (int i = 0; i < report->count; i++)
        same += report->findings[i].kind == kind;
    return same >= FINDINGS_OF_A_KIND_MAX || report->count == VET_FINDINGS_MAX;
}

int vet_add(struct vet *vet, enum vet_kind kind, enum vet_severity severity,
            const char *symbol, const char *format, ...)
{
    struct vet_report *report = vet->report;
    if (enough_of(report, kind)) {
        report->more++;
        return -1;
    }
    struct vet_finding *finding = &report->findings[report->count];
    memset(finding, 0, sizeof *finding);
    finding->kind = kind;
    finding->severity = severity;
    stand_copy_printable(finding->symbol, sizeof finding->symbol, symbol);
    char sentence[sizeof finding->sentence];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    stand_copy_printable(finding->sentence, sizeof sentence, sentence);
    return report->count++;
}

void vet_refuse(struct vet_report *report, const char *sentence)
{
    if (report->count == VET_FINDINGS_MAX)
        report->count--;
    memmove(&report->findings[1], &report->findings[0],
            (size_t)report->count * sizeof report->findings[0]);
    report->count++;
    struct vet_finding *first = &report->findings[0];
    memset(first, 0, sizeof *first);
    first->kind = VET_STRANGE;
    first->severity = VET_REFUSE;
    stand_copy_printable(first->sentence, sizeof first->sentence, sentence);
}

void vet_place(struct vet *vet, int finding, size_t section, uint64_t offset)
{
    if (finding >= 0 && vet->place_count < PLACES_MAX)
        vet->places[vet->place_count++] =
            (struct place){finding, section, offset};
}

static int by_weight(const void *a, const void *b)
{
    const struct vet_finding *left = a;
    const struct vet_finding *right = b;
    if (left->severity != right->severity)
        return left->severity > right->severity ? -1 : 1;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->lines[0] != right->lines[0])
        return left->lines[0] < right->lines[0] ? -1 : 1;
    int order = strcmp(left->symbol, right->symbol);
    return order != 0 ? order : strcmp(left->sentence, right->sentence);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* gcc and clang order symbols differently; a report does not show which. */
static void sort_report(struct vet_report *report)
{
    qsort(report->findings, (size_t)report->count, sizeof report->findings[0],
          by_weight);
    qsort(report->traps, (size_t)report->trap_count, sizeof report->traps[0],
          by_name);
    qsort(report->strips, (size_t)report->strip_count, sizeof report->strips[0],
          by_name);
}

/* -- Reading -------------------------------------------------------------- */

static const char *open_object(struct vet *vet)
{
    struct stat file;
    vet->fd = open(vet->object, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (vet->fd < 0 || fstat(vet->fd, &file) < 0 || !S_ISREG(file.st_mode))
        return "the object cannot be opened";
    if (file.st_size > OBJECT_BYTES_MAX)
        return "the object is larger than any lab needs";
    elf_version(EV_CURRENT);
    vet->elf = elf_begin(vet->fd, ELF_C_READ, NULL);
    return vet->elf == NULL ? "the object cannot be read" : NULL;
}

static const char *check_header(Elf *elf)
{
    GElf_Ehdr header;
    if (elf_kind(elf) != ELF_K_ELF || gelf_getehdr(elf, &header) == NULL)
        return "the file is not an ELF object";
    if (header.e_type != ET_REL)
        return "the file is not a relocatable object (gcc -c)";
    if (gelf_getclass(elf) != ELFCLASS64 || header.e_machine != THIS_MACHINE)
        return "the object is for another kind of machine";
    return NULL;
}

bool vet_read_object(struct vet *vet)
{
    const char *problem = open_object(vet);
    if (problem == NULL)
        problem = check_header(vet->elf);
    if (problem == NULL && elf_getshdrstrndx(vet->elf, &vet->names) != 0)
        problem = "the object has no sections";
    if (problem == NULL && !vet_sections(vet))
        problem = "the sections of the object cannot be read";
    if (problem != NULL) {
        vet_add(vet, VET_UNREADABLE, VET_REFUSE, "", "%s", problem);
        return false;
    }
    vet_symbols(vet);
    return true;
}

void vet_here(const char *object, const struct vet_rules *rules,
              struct vet_outcome *outcome)
{
    static struct vet vet;
    memset(outcome, 0, sizeof *outcome);
    memset(&vet, 0, sizeof vet);
    vet.object = object;
    vet.rules = rules;
    vet.report = &outcome->report;
    vet.fd = -1;
    if (vet_read_object(&vet)) {
        outcome->grader_fault = !vet_code(&vet);
        vet_lines(&vet);
    }
    sort_report(&outcome->report);
    elf_end(vet.elf);
    if (vet.fd >= 0)
        close(vet.fd);
}

static void work(const void *argument, void *result)
{
    const struct task *task = argument;
    vet_here(task->object, task->rules, result);
}

static void take_outcome(enum stand_apart how,
                         const struct vet_outcome *outcome,
                         struct vet_report *report)
{
    *report = outcome->report;
    if (how != APART_DIED)
        return;
    memset(report, 0, sizeof *report);
    report->count = 1;
    report->findings[0] = (struct vet_finding){
        .kind = VET_UNREADABLE,
        .severity = VET_REFUSE,
        .sentence = "the object breaks the tools that read it"};
}

bool vet_object(const char *object, const struct vet_rules *rules,
                struct vet_report *report)
{
    const struct task task = {object, rules};
    memset(report, 0, sizeof *report);
    struct vet_outcome *outcome = calloc(1, sizeof *outcome);
    if (outcome == NULL)
        return false;
    enum stand_apart how =
        stand_apart(work, &task, outcome, sizeof *outcome, PATIENCE_MS);
    take_outcome(how, outcome, report);
    bool decided =
        (how == APART_DONE && !outcome->grader_fault) || how == APART_DIED;
    free(outcome);
    return decided;
}
