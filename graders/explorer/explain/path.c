/* path.c - from a type and an offset in it to members and elements. */
#include "names.h"

#include <dwarf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define DIMENSIONS_MAX 4

__attribute__((format(printf, 2, 3))) static void append(struct name *name,
                                                         const char *format,
                                                         ...)
{
    size_t used = strlen(name->words);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(name->words + used, sizeof name->words - used, format, arguments);
    va_end(arguments);
}

/* What is inside of a lock is nobody's business. */
static bool is_opaque(Dwarf_Die *type)
{
    static const char *const beginnings[] = {
        "pthread_", "sem_t", "mtx_t", "cnd_t", "once_flag", "thrd_t", "tss_t"};
    const char *word = dwarf_diename(type);
    if (!word || dwarf_tag(type) != DW_TAG_typedef)
        return false;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncmp(word, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    return false;
}

/* The member that holds the bytes; of several (a union) the first one that has
 * their size. */
static bool member_at(Dwarf_Die *aggregate, uint64_t offset, size_t size,
                      Dwarf_Die *found)
{
    Dwarf_Die child, type;
    bool any = false;
    if (dwarf_child(aggregate, &child) != 0)
        return false;
    do {
        if (dwarf_tag(&child) != DW_TAG_member || !die_type(&child, &type))
            continue;
        uint64_t start = member_offset(&child);
        size_t whole = type_size(&type);
        if (offset < start || offset + (size ? size : 1) > start + whole)
            continue;
        if (!any || (offset == start && whole == size))
            *found = child;
        any = true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return any;
}

static int dimensions(Dwarf_Die *array, uint64_t counts[DIMENSIONS_MAX])
{
    Dwarf_Die child;
    int count = 0;
    if (dwarf_child(array, &child) != 0)
        return 0;
    do {
        Dwarf_Attribute attribute;
        Dwarf_Word value = 0;
        if (dwarf_tag(&child) != DW_TAG_subrange_type)
            continue;
        if (dwarf_attr(&child, DW_AT_count, &attribute))
            dwarf_formudata(&attribute, &value);
        else if (dwarf_attr(&child, DW_AT_upper_bound, &attribute) &&
                 dwarf_formudata(&attribute, &value) == 0)
            value++;
        if (count < DIMENSIONS_MAX)
            counts[count++] = value ? value : 1;
    } while (dwarf_siblingof(&child, &child) == 0);
    return count;
}

static void append_indices(struct name *name, Dwarf_Die *array, uint64_t index)
{
    uint64_t counts[DIMENSIONS_MAX];
    int count = dimensions(array, counts);
    for (int i = 0; i < count; i++) {
        uint64_t below = 1;
        for (int k = i + 1; k < count; k++)
            below *= counts[k];
        append(name, "[%llu]", (unsigned long long)(index / below));
        index %= below;
    }
}

/* One step down. Returns: false if there is no further one. */
static bool descend(struct name *name, Dwarf_Die *type, uint64_t *offset,
                    size_t size)
{
    Dwarf_Die peeled, part;
    uint64_t count;
    if (is_opaque(type) || !type_peel(type, &peeled))
        return false;
    if (array_parts(&peeled, &part, &count)) {
        size_t one = type_size(&part);
        if (size > one)
            return false;
        append_indices(name, &peeled, *offset / one);
        *offset %= one;
        *type = part;
        return true;
    }
    int tag = dwarf_tag(&peeled);
    if ((tag != DW_TAG_structure_type && tag != DW_TAG_union_type) ||
        !member_at(&peeled, *offset, size, &part))
        return false;
    if (dwarf_diename(&part))
        append(name, ".%s", dwarf_diename(&part));
    *offset -= member_offset(&part);
    return die_type(&part, type);
}

void name_path(struct name *name, Dwarf_Die *type, uint64_t offset, size_t size)
{
    Dwarf_Die at = *type;
    while (descend(name, &at, &offset, size))
        ;
    name->has_type = true;
    name->type = at;
}
