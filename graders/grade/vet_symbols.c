#include "vet_private.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

/* The symbol table, and what was found out about it. */
struct table {
    struct vet *vet;
    Elf_Data *data;
    size_t strings;
    int count;
    int *finding_of;             /* symbol -> its finding + 1; 0 if none */
    bool defined[VET_RULES_MAX]; /* by rule, for VET_DEFINES */
    bool is_static[VET_RULES_MAX];
};

/* -- What a symbol is ----------------------------------------------------- */

static const char *symbol_name(const struct table *table,
                               const GElf_Sym *symbol)
{
    const char *name =
        elf_strptr(table->vet->elf, table->strings, symbol->st_name);
    return name == NULL ? "" : name;
}

static bool in_code(const struct vet *vet, const GElf_Sym *symbol)
{
    GElf_Shdr header;
    Elf_Scn *section = symbol->st_shndx < SHN_LORESERVE
                           ? elf_getscn(vet->elf, symbol->st_shndx)
                           : NULL;
    return section != NULL && gelf_getshdr(section, &header) != NULL &&
           header.sh_flags & SHF_EXECINSTR;
}

/* Only the C library itself is asked, not whatever else the grader links, so
 * that the answer is the same in every grader. */
static bool in_c_library(const char *name)
{
    void *library = dlopen("libc.so.6", RTLD_LAZY);
    bool there = library != NULL && dlsym(library, name) != NULL;
    if (library != NULL)
        dlclose(library);
    return there;
}

static bool of_the_harness(const struct vet *vet, const char *name)
{
    static const char *const prefixes[] = {"turns_", "__tsan_", "__asan_",
                                           "scenario", "sync_"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    }
    return vet_rules_find(vet->rules, VET_RESERVES, name) != NULL;
}

static bool of_the_program(const char *name)
{
    return strcmp(name, "main") == 0 || strcmp(name, "_start") == 0 ||
           strcmp(name, "_init") == 0 || strcmp(name, "_fini") == 0;
}

/* -- Findings ------------------------------------------------------------- */

static bool trap(struct vet_report *report, const char *name)
{
    for (int i = 0; i < report->trap_count; i++) {
        if (strcmp(report->traps[i], name) == 0)
            return true;
    }
    if (report->trap_count == VET_TRAPS_MAX || !vet_plain_name(name))
        return false;
    memcpy(report->traps[report->trap_count++], name, strlen(name) + 1);
    return true;
}

static int see_undefined(struct vet *vet, const char *name)
{
    const struct vet_rules *rules = vet->rules;
    /* Code that does not depend on its address may need this table. */
    if (strcmp(name, "_GLOBAL_OFFSET_TABLE_") == 0 ||
        vet_rules_find(rules, VET_DEFINES, name) != NULL)
        return -1;
    const struct vet_rule *never = vet_rules_find(rules, VET_NEVER, name);
    if (never == NULL && vet_rules_find(rules, VET_CALLS, name) != NULL)
        return -1;
    if (!trap(vet->report, name))
        return vet_add(vet, VET_STRANGE, VET_REFUSE, name,
                       "it calls too much that this lab does not allow, or "
                       "something with a strange name");
    if (never != NULL)
        return vet_add(vet, VET_FORBIDDEN_CALL, VET_TRAP, name,
                       "`%s` is not allowed here: %s", name, never->reason);
    return vet_add(vet, VET_FORBIDDEN_CALL, VET_TRAP, name,
                   "`%s` is not among the functions that this lab allows",
                   name);
}

static int see_interposition(struct vet *vet, const char *name)
{
    if (of_the_program(name))
        return vet_add(vet, VET_INTERPOSES, VET_STRIP, name,
                       "`%.64s` was made local: the lab has a program of its "
                       "own, which calls your functions",
                       name);
    const char *owner = of_the_harness(vet, name) ? "the graders"
                        : in_c_library(name)      ? "the C library"
                                                  : NULL;
    if (owner == NULL)
        return vet_add(vet, VET_EXTRA_GLOBAL, VET_NOTE, name,
                       "`%.64s` can be seen outside of the file: make it "
                       "static",
                       name);
    return vet_add(vet, VET_INTERPOSES, VET_STRIP, name,
                   "`%.64s` is a name of %s and was made local: choose "
                   "another name, or make it static",
                   name, owner);
}

static int see_definition(struct table *table, const GElf_Sym *symbol,
                          const char *name)
{
    struct vet *vet = table->vet;
    const struct vet_rule *rule = vet_rules_find(vet->rules, VET_DEFINES, name);
    if (rule == NULL)
        return see_interposition(vet, name);
    if (GELF_ST_TYPE(symbol->st_info) == STT_FUNC && in_code(vet, symbol))
        table->defined[rule - vet->rules->rules] = true;
    return -1;
}

static void see_static(struct table *table, const GElf_Sym *symbol,
                       const char *name)
{
    const struct vet *vet = table->vet;
    const struct vet_rule *rule =
        GELF_ST_TYPE(symbol->st_info) == STT_FUNC
            ? vet_rules_find(vet->rules, VET_DEFINES, name)
            : NULL;
    if (rule != NULL)
        table->is_static[rule - vet->rules->rules] = true;
}

/* Returns the finding, -1 for none. */
static int see_symbol(struct table *table, const GElf_Sym *symbol)
{
    struct vet *vet = table->vet;
    const char *name = symbol_name(table, symbol);
    if (GELF_ST_TYPE(symbol->st_info) == STT_GNU_IFUNC)
        return vet_add(vet, VET_IFUNC, VET_REFUSE, name,
                       "`%.64s` is an ifunc: its code would run while the "
                       "program is loaded, before any check",
                       name);
    if (GELF_ST_BIND(symbol->st_info) == STB_LOCAL) {
        see_static(table, symbol, name);
        return -1;
    }
    if (strchr(name, '@') != NULL)
        return vet_add(vet, VET_STRANGE, VET_REFUSE, name,
                       "`%.64s` asks the linker for a version of a symbol",
                       name);
    if (symbol->st_shndx == SHN_COMMON)
        return vet_add(vet, VET_STRANGE, VET_REFUSE, name,
                       "`%.64s` is a common symbol, which would be merged "
                       "with others of its name: give it a value",
                       name);
    if (symbol->st_shndx == SHN_UNDEF)
        return see_undefined(vet, name);
    return see_definition(table, symbol, name);
}

static void see_missing(const struct table *table)
{
    const struct vet_rules *rules = table->vet->rules;
    for (int i = 0; i < rules->count; i++) {
        const char *name = rules->rules[i].pattern;
        if (rules->rules[i].kind != VET_DEFINES || table->defined[i])
            continue;
        vet_add(table->vet, VET_MISSING, VET_REFUSE, name,
                table->is_static[i]
                    ? "the function `%s` is static: the lab has to call it"
                    : "the function `%s` is missing: the lab's header "
                      "promises it",
                name);
    }
}

/* -- Where symbols are used ----------------------------------------------- */

/* An entry in a table of constructors: the line is the function's. */
static void see_constructor(struct table *table, int finding,
                            const GElf_Rela *relocation)
{
    GElf_Sym symbol;
    int index = (int)GELF_R_SYM(relocation->r_info);
    if (gelf_getsym(table->data, index, &symbol) != NULL)
        vet_place(table->vet, finding, symbol.st_shndx,
                  symbol.st_value + (GElf_Addr)relocation->r_addend);
}

static void see_relocation(struct table *table, size_t target, bool is_code,
                           const GElf_Rela *relocation)
{
    struct vet *vet = table->vet;
    GElf_Xword symbol = GELF_R_SYM(relocation->r_info);
    if (symbol >= (GElf_Xword)table->count)
        return;
    if (vet->constructor[target] != 0)
        see_constructor(table, vet->constructor[target] - 1, relocation);
    if (is_code && table->finding_of[symbol] != 0)
        vet_place(vet, table->finding_of[symbol] - 1, target,
                  relocation->r_offset);
}

static void see_relocations(struct table *table, Elf_Scn *section)
{
    GElf_Shdr header;
    GElf_Shdr target_header;
    GElf_Rela relocation;
    if (gelf_getshdr(section, &header) == NULL || header.sh_type != SHT_RELA ||
        header.sh_info >= SECTIONS_MAX)
        return;
    Elf_Scn *target = elf_getscn(table->vet->elf, header.sh_info);
    Elf_Data *data = elf_getdata(section, NULL);
    if (target == NULL || gelf_getshdr(target, &target_header) == NULL ||
        data == NULL || !(target_header.sh_flags & SHF_ALLOC))
        return;
    bool is_code = target_header.sh_flags & SHF_EXECINSTR;
    for (int i = 0; gelf_getrela(data, i, &relocation) != NULL; i++)
        see_relocation(table, header.sh_info, is_code, &relocation);
}

/* A forbidden name is placed where it is called, by the relocations; a
 * definition only where it begins. */
static void see_places(struct table *table)
{
    GElf_Sym symbol;
    for (int i = 1; i < table->count; i++) {
        if (table->finding_of[i] == 0 ||
            gelf_getsym(table->data, i, &symbol) == NULL ||
            symbol.st_shndx == SHN_UNDEF)
            continue;
        if (in_code(table->vet, &symbol))
            vet_place(table->vet, table->finding_of[i] - 1, symbol.st_shndx,
                      symbol.st_value);
        table->finding_of[i] = 0;
    }
    Elf_Scn *section = NULL;
    while ((section = elf_nextscn(table->vet->elf, section)) != NULL)
        see_relocations(table, section);
}

static bool find_table(struct table *table)
{
    Elf_Scn *section = NULL;
    GElf_Shdr header;
    while ((section = elf_nextscn(table->vet->elf, section)) != NULL) {
        if (gelf_getshdr(section, &header) != NULL &&
            header.sh_type == SHT_SYMTAB)
            break;
    }
    table->data = section == NULL ? NULL : elf_getdata(section, NULL);
    if (table->data == NULL)
        return false;
    table->strings = header.sh_link;
    table->count = (int)(table->data->d_size / sizeof(Elf64_Sym));
    table->finding_of = calloc((size_t)table->count + 1, sizeof(int));
    return table->finding_of != NULL;
}

void vet_symbols(struct vet *vet)
{
    struct table table = {.vet = vet};
    GElf_Sym symbol;
    if (!find_table(&table)) {
        vet_add(vet, VET_UNREADABLE, VET_REFUSE, "",
                "the symbols of the object cannot be read");
        return;
    }
    for (int i = 1; i < table.count; i++) {
        if (gelf_getsym(table.data, i, &symbol) != NULL)
            table.finding_of[i] = see_symbol(&table, &symbol) + 1;
    }
    see_missing(&table);
    see_places(&table);
    free(table.finding_of);
}
