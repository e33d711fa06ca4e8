/* values.c - see values.h. */
#include "values.h"
#include "dies.h"
#include "heap.h"

#include <dwarf.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int64_t as_signed(uint64_t bits, size_t size)
{
    if (size >= 8)
        return (int64_t)bits;
    uint64_t sign = UINT64_C(1) << (size * 8 - 1);
    return (int64_t)((bits ^ sign) - sign);
}

static uint64_t encoding_of(Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    Dwarf_Word encoding = 0;
    if (dwarf_attr(type, DW_AT_encoding, &attribute))
        dwarf_formudata(&attribute, &encoding);
    return encoding;
}

static void character(unsigned char byte, char words[VALUE_LENGTH])
{
    if (byte >= ' ' && byte <= '~')
        snprintf(words, VALUE_LENGTH, "'%c'", byte);
    else
        snprintf(words, VALUE_LENGTH, "%d", byte);
}

static void floating(uint64_t bits, size_t size, char words[VALUE_LENGTH])
{
    double value = 0;
    float single;
    if (size == sizeof single) {
        memcpy(&single, &bits, sizeof single);
        value = (double)single;
    } else if (size == sizeof value) {
        memcpy(&value, &bits, sizeof value);
    } else {
        return;
    }
    snprintf(words, VALUE_LENGTH, "%g", value);
}

static void of_base_type(Dwarf_Die *type, uint64_t bits, size_t size,
                         char words[VALUE_LENGTH])
{
    switch (encoding_of(type)) {
    case DW_ATE_boolean:
        snprintf(words, VALUE_LENGTH, "%s", bits ? "true" : "false");
        break;
    case DW_ATE_signed_char:
    case DW_ATE_unsigned_char:
        character((unsigned char)bits, words);
        break;
    case DW_ATE_unsigned:
        snprintf(words, VALUE_LENGTH, "%" PRIu64, bits);
        break;
    case DW_ATE_float:
        floating(bits, size, words);
        break;
    default:
        snprintf(words, VALUE_LENGTH, "%" PRId64, as_signed(bits, size));
    }
}

static void of_enumeration(Dwarf_Die *type, uint64_t bits, size_t size,
                           char words[VALUE_LENGTH])
{
    Dwarf_Die child;
    Dwarf_Attribute attribute;
    Dwarf_Sword value;
    snprintf(words, VALUE_LENGTH, "%" PRId64, as_signed(bits, size));
    if (dwarf_child(type, &child) != 0)
        return;
    do {
        const char *name = dwarf_diename(&child);
        if (name && dwarf_attr(&child, DW_AT_const_value, &attribute) &&
            dwarf_formsdata(&attribute, &value) == 0 &&
            value == as_signed(bits, size))
            snprintf(words, VALUE_LENGTH, "%s", name);
    } while (dwarf_siblingof(&child, &child) == 0);
}

struct named_address {
    uintptr_t address;
    const char *name;
};

static bool starts_there(Dwarf_Die *variable, uintptr_t address, void *context)
{
    struct named_address *search = context;
    if (address != search->address)
        return false;
    search->name = dwarf_diename(variable);
    return search->name != NULL;
}

/* Addresses are not for reading. */
static void of_pointer(uint64_t bits, char words[VALUE_LENGTH])
{
    struct named_address search = {bits, function_at(bits)};
    if (!bits)
        snprintf(words, VALUE_LENGTH, "NULL");
    else if (search.name)
        snprintf(words, VALUE_LENGTH, "%s", search.name);
    else if (dies_globals(starts_there, &search))
        snprintf(words, VALUE_LENGTH, "&%s", search.name);
    else
        snprintf(words, VALUE_LENGTH, "not NULL");
}

/* What heap.c fills a new block with. */
static bool is_indeterminate(uint64_t bits, size_t size)
{
    if (size < 4)
        return false;
    for (size_t i = 0; i < size; i++)
        if ((bits >> 8 * i & 0xff) != HEAP_PATTERN)
            return false;
    return true;
}

void value_words(Dwarf_Die *type, uint64_t bits, size_t size,
                 char words[VALUE_LENGTH])
{
    Dwarf_Die peeled;
    words[0] = '\0';
    if (size == 0 || size > 8)
        return;
    if (is_indeterminate(bits, size)) {
        snprintf(words, VALUE_LENGTH, "indeterminate");
        return;
    }
    if (!type) {
        snprintf(words, VALUE_LENGTH, "%" PRId64, as_signed(bits, size));
        return;
    }
    if (!type_peel(type, &peeled) || type_size(&peeled) != size)
        return;
    switch (dwarf_tag(&peeled)) {
    case DW_TAG_base_type:
        of_base_type(&peeled, bits, size, words);
        break;
    case DW_TAG_enumeration_type:
        of_enumeration(&peeled, bits, size, words);
        break;
    case DW_TAG_pointer_type:
        of_pointer(bits, words);
        break;
    default:
        break;
    }
}
