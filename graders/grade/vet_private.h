/* vet_private.h - what the files of vet share. Everything here runs in the
 * child process that reads the object.
 */
#ifndef VET_PRIVATE_H
#define VET_PRIVATE_H

#include "vet.h"

#include <gelf.h>
#include <stdint.h>

enum {
    PLACES_MAX = 4096,
    FINDINGS_OF_A_KIND_MAX = 12,
    OBJECT_BYTES_MAX = 32 << 20,
    SECTIONS_MAX = 4096,
    MEMORY_BYTES_MAX = 64 << 20,
    THREAD_BYTES_MAX = 1 << 20,
};

/* Where in the object a finding is seen; its line is looked up later. */
struct place {
    int finding; /* index in report->findings */
    size_t section;
    uint64_t offset;
};

struct vet {
    const char *object;
    const struct vet_rules *rules;
    struct vet_report *report;
    Elf *elf;
    int fd;
    size_t names; /* the section that holds the names of sections */
    int constructor[SECTIONS_MAX]; /* section -> its finding + 1; 0 if none */
    int place_count;
    struct place places[PLACES_MAX];
};

/* What stand_apart() brings back. */
struct vet_outcome {
    bool grader_fault;
    struct vet_report report;
};

/* Adds a finding; the rest of the arguments are its sentence. Never blocks.
 * Returns: its index, or -1 if there are enough of its kind. */
__attribute__((format(printf, 5, 6))) int vet_add(struct vet *vet,
                                                  enum vet_kind kind,
                                                  enum vet_severity severity,
                                                  const char *symbol,
                                                  const char *format, ...);

/* Remembers where a finding is seen. Never blocks. Does nothing for -1. */
void vet_place(struct vet *vet, int finding, size_t section, uint64_t offset);

/* Reads the file and everything in it except instructions and lines; the
 * report is what comes of it. Never blocks. Returns: false if it is not an
 * object, or one that no further reading makes sense of. */
bool vet_read_object(struct vet *vet);

/* Finds in sections what C code has no use for, and constructors.
 * Never blocks. Returns: false if the sections cannot be read. */
bool vet_sections(struct vet *vet);

/* Holds the symbols against the rules. Never blocks. */
void vet_symbols(struct vet *vet);

/* Finds instructions that enter the kernel. Blocks until objdump has ended.
 * Returns: false if objdump could not be run. */
bool vet_code(struct vet *vet);

/* Turns places into lines. Never blocks. */
void vet_lines(struct vet *vet);

/* The name of a section; "" if it has none. Never blocks. */
const char *vet_section_name(const struct vet *vet, const GElf_Shdr *header);

/* A rule of this kind that the name matches, or NULL. Never blocks. */
const struct vet_rule *vet_rules_find(const struct vet_rules *rules,
                                      enum vet_rule_kind kind,
                                      const char *name);

/* Whether a name is one that can stand in an objcopy argument: not too long,
 * letters, digits, '_', '.' and '$' only. Never blocks. */
bool vet_plain_name(const char *name);

/* vet_object() without the child process, for fuzzing. Blocks until objdump
 * has ended. */
void vet_here(const char *object, const struct vet_rules *rules,
              struct vet_outcome *outcome);

#endif
