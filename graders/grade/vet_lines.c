#include "vet_private.h"

#include "stand_line.h"

#include <elfutils/libdw.h>
#include <string.h>

/* Adds a line to a finding: each once, the smallest ones, in order. */
static void add_line(struct vet_finding *finding, int line)
{
    int at = 0;
    while (at < finding->line_count && finding->lines[at] < line)
        at++;
    bool known = at < finding->line_count && finding->lines[at] == line;
    if (at == VET_LINES_MAX || known)
        return;
    if (finding->line_count < VET_LINES_MAX)
        finding->line_count++;
    for (int i = finding->line_count - 1; i > at; i--)
        finding->lines[i] = finding->lines[i - 1];
    finding->lines[at] = line;
}

/* The line of an address in the attempt's own file: not in a header, whose
 * lines would be taken for the attempt's. 0 if there is none. */
static int line_of(Dwfl_Module *module, Dwarf_Addr address)
{
    Dwarf_Die *unit = NULL;
    Dwarf_Line *found = stand_line_at(module, address, &unit);
    const char *file = found ? dwarf_linesrc(found, NULL, NULL) : NULL;
    const char *attempt = unit ? dwarf_diename(unit) : NULL;
    int line = 0;
    if (file == NULL || attempt == NULL ||
        strcmp(stand_base_name(file), stand_base_name(attempt)) != 0 ||
        dwarf_lineno(found, &line) != 0)
        return 0;
    return line;
}

/* libdwfl has given every section an address and applied the relocations. */
static void see_place(struct vet *vet, Dwfl_Module *module, Elf *elf,
                      GElf_Addr bias, const struct place *place)
{
    GElf_Shdr header;
    Elf_Scn *section = elf_getscn(elf, place->section);
    if (section == NULL || gelf_getshdr(section, &header) == NULL ||
        place->offset >= header.sh_size)
        return;
    int line = line_of(module, header.sh_addr + place->offset + bias);
    if (line > 0)
        add_line(&vet->report->findings[place->finding], line);
}

void vet_lines(struct vet *vet)
{
    static const Dwfl_Callbacks callbacks = {
        .find_elf = dwfl_build_id_find_elf,
        .find_debuginfo = stand_no_separate_debuginfo,
        .section_address = dwfl_offline_section_address};
    Dwfl *dwfl = vet->place_count > 0 ? dwfl_begin(&callbacks) : NULL;
    if (dwfl == NULL)
        return;
    Dwfl_Module *module = dwfl_report_offline(dwfl, "attempt", vet->object, -1);
    dwfl_report_end(dwfl, NULL, NULL);
    GElf_Addr bias = 0;
    Elf *elf = module ? dwfl_module_getelf(module, &bias) : NULL;
    for (int i = 0; elf != NULL && i < vet->place_count; i++)
        see_place(vet, module, elf, bias, &vet->places[i]);
    dwfl_end(dwfl);
}
