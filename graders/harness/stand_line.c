#include "stand_line.h"

#include <elfutils/libdw.h>
#include <string.h>

void stand_copy_printable(char *to, size_t size, const char *from)
{
    size_t i = 0;
    for (; i + 1 < size && from[i] != '\0'; i++)
        to[i] = from[i] >= ' ' && from[i] <= '~' ? from[i] : '?';
    to[i] = '\0';
}

const char *stand_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

Dwarf_Line *stand_line_at(Dwfl_Module *module, Dwarf_Addr address,
                          Dwarf_Die **unit)
{
    Dwarf_Addr bias = 0;
    Dwarf_Die *die = dwfl_module_addrdie(module, address, &bias);
    if (die == NULL) {
        do
            die = dwfl_module_nextcu(module, die, &bias);
        while (die != NULL && dwarf_haspc(die, address - bias) <= 0);
    }
    if (unit != NULL)
        *unit = die;
    return die ? dwarf_getsrc_die(die, address - bias) : NULL;
}

int stand_no_separate_debuginfo(Dwfl_Module *module, void **user_data,
                                const char *module_name, Dwarf_Addr base,
                                const char *file_name, const char *link_file,
                                GElf_Word link_crc, char **debuginfo_file)
{
    (void)module, (void)user_data, (void)module_name, (void)base;
    (void)file_name, (void)link_file, (void)link_crc, (void)debuginfo_file;
    return -1;
}
