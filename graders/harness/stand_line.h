/* stand_line.h - from an address to a source line, for whoever has a Dwfl.
 */
#ifndef STAND_LINE_H
#define STAND_LINE_H

#include <elfutils/libdwfl.h>

/* The source line of an address, whether or not the compiler wrote an index
 * of addresses (clang does not). Never blocks. Returns: NULL if it has none;
 * *unit, if wanted, is the compilation unit. */
Dwarf_Line *stand_line_at(Dwfl_Module *module, Dwarf_Addr address,
                          Dwarf_Die **unit);

/* The name without its folders. Never blocks. */
const char *stand_base_name(const char *path);

/* The text with '?' for all that is not printable ASCII, cut to size.
 * Never blocks. Requires: size > 0. */
void stand_copy_printable(char *to, size_t size, const char *from);

/* A Dwfl callback: debug information is only looked for in the file itself,
 * because libdwfl's own search asks servers. Never blocks. */
int stand_no_separate_debuginfo(Dwfl_Module *module, void **user_data,
                                const char *module_name, Dwarf_Addr base,
                                const char *file_name, const char *link_file,
                                GElf_Word link_crc, char **debuginfo_file);

#endif
