/* types.c - types as the debug information tells them; see dies.h. */
#include "dies.h"

#include <dwarf.h>

bool die_type(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    return dwarf_attr_integrate(die, DW_AT_type, &attribute) &&
           dwarf_formref_die(&attribute, type);
}

bool type_peel(Dwarf_Die *type, Dwarf_Die *peeled)
{
    return dwarf_peel_type(type, peeled) == 0;
}

size_t type_size(Dwarf_Die *type)
{
    Dwarf_Word size;
    return dwarf_aggregate_size(type, &size) == 0 ? size : 0;
}

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
