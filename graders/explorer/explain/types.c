/* types.c - types as the debug information tells them; see dies.h. */
#include "dies_private.h"

#include <dwarf.h>
#include <string.h>

#define COMPLETIONS 64

bool die_type(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(die, DW_AT_type, &attribute) &&
           dwarf_formref_die(&attribute, type);
}

/* ---- types that are only declared ---- */

/* `struct counter;` in a header: what it is stands in the unit that defines
 * it. Looked for by its name, once. */
static struct completion {
    const void *declared;
    bool found;
    Dwarf_Die whole;
} completions[COMPLETIONS];
static int completion_count;

static bool is_whole_of(Dwarf_Die *die, const char *name)
{
    int tag = dwarf_tag(die);
    const char *own = dwarf_diename(die);
    return (tag == DW_TAG_structure_type || tag == DW_TAG_union_type) && own &&
           strcmp(own, name) == 0 && !dwarf_hasattr(die, DW_AT_declaration);
}

static bool look_in_unit(Dwarf_Die *unit, void *context)
{
    struct completion *completion = context;
    Dwarf_Die die;
    const char *name = dwarf_diename(&completion->whole);
    if (!name || dwarf_child(unit, &die) != 0)
        return true;
    do {
        if (is_whole_of(&die, name)) {
            completion->whole = die;
            completion->found = true;
        }
    } while (!completion->found && dwarf_siblingof(&die, &die) == 0);
    return completion->found;
}

static void complete(Dwarf_Die *type)
{
    int i = 0;
    if (!dwarf_hasattr(type, DW_AT_declaration))
        return;
    while (i < completion_count && completions[i].declared != type->addr)
        i++;
    if (i == COMPLETIONS)
        return;
    if (i == completion_count) {
        completions[completion_count++] =
            (struct completion){.declared = type->addr, .whole = *type};
        dies_units(look_in_unit, &completions[i]);
    }
    if (completions[i].found)
        *type = completions[i].whole;
}

bool type_peel(Dwarf_Die *type, Dwarf_Die *peeled)
{
    if (dwarf_peel_type(type, peeled) != 0)
        return false;
    complete(peeled);
    return true;
}

size_t type_size(Dwarf_Die *type)
{
    Dwarf_Word size;
    Dwarf_Die peeled;
    return type_peel(type, &peeled) && dwarf_aggregate_size(&peeled, &size) == 0
               ? size
               : 0;
}

/* ---- parts ---- */

bool type_target(Dwarf_Die *type, Dwarf_Die *target)
{
    Dwarf_Die pointer, peeled;
    return type_peel(type, &pointer) &&
           dwarf_tag(&pointer) == DW_TAG_pointer_type &&
           die_type(&pointer, target) && type_peel(target, &peeled) &&
           dwarf_tag(&peeled) != DW_TAG_subroutine_type;
}

static uint64_t number(Dwarf_Die *die, unsigned name, uint64_t otherwise)
{
    Dwarf_Attribute attribute;
    Dwarf_Word value;
    if (dwarf_attr(die, name, &attribute) &&
        dwarf_formudata(&attribute, &value) == 0)
        return value;
    return otherwise;
}

uint64_t member_offset(Dwarf_Die *member)
{
    return number(member, DW_AT_data_member_location, 0);
}

/* Of an array of arrays, an element is an array: told as one long row. */
bool array_parts(Dwarf_Die *array, Dwarf_Die *element, uint64_t *count)
{
    if (dwarf_tag(array) != DW_TAG_array_type || !die_type(array, element))
        return false;
    size_t whole = type_size(array), one = type_size(element);
    *count = one ? whole / one : 0;
    return one != 0;
}
