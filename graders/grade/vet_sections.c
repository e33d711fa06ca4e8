#include "vet_private.h"

#include <fnmatch.h>
#include <string.h>

/* Where C compilers put what ends up in memory. */
static const char *const usual[] = {
    ".text",     ".text.*", ".data",   ".data.*",   ".rodata",
    ".rodata.*", ".bss",    ".bss.*",  ".tdata",    ".tdata.*",
    ".tbss",     ".tbss.*", ".note.*", ".eh_frame", ".gcc_except_table",
    NULL};

/* Sections of code, or of pointers to code, that run around main(). */
static const char *const around_main[] = {
    ".init_array", ".init_array.*", ".preinit_array", ".preinit_array.*",
    ".fini_array", ".fini_array.*", ".ctors",         ".ctors.*",
    ".dtors",      ".dtors.*",      ".init",          ".fini",
    NULL};

/* Not in memory, but read by linkers, loaders or debuggers as orders. */
static const char *const orders[] = {".gnu.*", ".gnu_debug*",
                                     ".debug_gdb_scripts", NULL};

static bool matches(const char *const patterns[], const char *name)
{
    while (*patterns != NULL && fnmatch(*patterns, name, 0) != 0)
        patterns++;
    return *patterns != NULL;
}

static bool usual_type(GElf_Word type)
{
    enum { LLVM_ADDRESS_SIGNIFICANCE = 0x6fff4c03 };
    switch (type) {
    case SHT_NULL:
    case SHT_PROGBITS:
    case SHT_NOBITS:
    case SHT_SYMTAB:
    case SHT_STRTAB:
    case SHT_RELA:
    case SHT_NOTE:
    case SHT_GROUP:
    case SHT_X86_64_UNWIND:
    case LLVM_ADDRESS_SIGNIFICANCE:
        return true;
    default:
        return false;
    }
}

static bool constructor_type(GElf_Word type)
{
    return type == SHT_INIT_ARRAY || type == SHT_FINI_ARRAY ||
           type == SHT_PREINIT_ARRAY;
}

const char *vet_section_name(const struct vet *vet, const GElf_Shdr *header)
{
    const char *name = elf_strptr(vet->elf, vet->names, header->sh_name);
    return name == NULL ? "" : name;
}

/* Why a section is refused; NULL if it is not. */
static const char *refusal(const char *name, const GElf_Shdr *header)
{
    const GElf_Xword flags = header->sh_flags;
    const GElf_Xword both = SHF_WRITE | SHF_EXECINSTR;
    if (strcmp(name, ".note.GNU-stack") == 0)
        return flags & SHF_EXECINSTR ? "asks for an executable stack" : NULL;
    if ((flags & both) == both)
        return "is both writable and executable";
    if (matches(around_main, name))
        return NULL;
    if (constructor_type(header->sh_type) || !usual_type(header->sh_type))
        return "is of a type that C code has no use for";
    if (flags & SHF_ALLOC && !matches(usual, name))
        return "is one that C code has no use for";
    if (flags & SHF_EXECINSTR && strncmp(name, ".text", 5) != 0)
        return "holds code where none belongs";
    if (!(flags & SHF_ALLOC) && matches(orders, name))
        return "gives orders to the tools that read it";
    return NULL;
}

static bool known_strip(const struct vet_report *report, const char *name)
{
    for (int i = 0; i < report->strip_count; i++) {
        if (strcmp(report->strips[i], name) == 0)
            return true;
    }
    return false;
}

/* The finding of an earlier section of the same name; -1 if there is none. */
static int same_finding(const struct vet_report *report, const char *name)
{
    for (int i = 0; i < report->count; i++) {
        if (report->findings[i].kind == VET_CONSTRUCTOR &&
            strncmp(report->findings[i].symbol, name,
                    sizeof report->findings[i].symbol - 1) == 0)
            return i;
    }
    return -1;
}

static void strip(struct vet *vet, size_t index, const GElf_Shdr *header,
                  const char *name)
{
    struct vet_report *report = vet->report;
    bool known = known_strip(report, name);
    if (!known &&
        (report->strip_count == VET_STRIPS_MAX || !vet_plain_name(name))) {
        vet_add(vet, VET_STRANGE, VET_REFUSE, name,
                "too many sections with code that runs around main(), or "
                "with strange names");
        return;
    }
    if (!known)
        memcpy(report->strips[report->strip_count++], name, strlen(name) + 1);
    const char *when =
        strstr(name, "fini") != NULL || strstr(name, "dtors") != NULL
            ? "after main() has returned"
            : "before main() starts";
    int finding = known ? same_finding(report, name)
                        : vet_add(vet, VET_CONSTRUCTOR, VET_STRIP, name,
                                  "code that would run %s (section %s) was "
                                  "taken out: the lab calls your functions "
                                  "when it needs them",
                                  when, name);
    vet->constructor[index] = finding + 1;
    if (header->sh_flags & SHF_EXECINSTR)
        vet_place(vet, finding, index, 0);
}

static void see_section(struct vet *vet, size_t index, const GElf_Shdr *header)
{
    const char *name = vet_section_name(vet, header);
    const char *problem = refusal(name, header);
    if (problem != NULL)
        vet_add(vet, VET_STRANGE, VET_REFUSE, name, "the section %.64s %s",
                name[0] == '\0' ? "without a name" : name, problem);
    else if (matches(around_main, name))
        strip(vet, index, header, name);
}

/* More would not fit into the memory that a scenario gets, or not once for
 * each of its threads: the program could not even start. */
static void see_sizes(struct vet *vet, uint64_t memory, uint64_t of_a_thread)
{
    if (memory > MEMORY_BYTES_MAX || of_a_thread > THREAD_BYTES_MAX)
        vet_add(vet, VET_STRANGE, VET_REFUSE, "",
                "its variables take more memory than any lab needs");
}

bool vet_sections(struct vet *vet)
{
    size_t count;
    if (elf_getshdrnum(vet->elf, &count) != 0 || count > SECTIONS_MAX)
        return false;
    int tables = 0;
    uint64_t memory = 0, of_a_thread = 0;
    for (size_t i = 1; i < count; i++) {
        GElf_Shdr header;
        Elf_Scn *section = elf_getscn(vet->elf, i);
        if (section == NULL || gelf_getshdr(section, &header) == NULL)
            return false;
        tables += header.sh_type == SHT_SYMTAB;
        see_section(vet, i, &header);
        bool huge = header.sh_size > MEMORY_BYTES_MAX;
        uint64_t size = huge ? MEMORY_BYTES_MAX + 1 : header.sh_size;
        memory += header.sh_flags & SHF_ALLOC ? size : 0;
        of_a_thread += header.sh_flags & SHF_TLS ? size : 0;
    }
    see_sizes(vet, memory, of_a_thread);
    return tables == 1;
}
