/* locals.c - see locals.h. */
#include "locals.h"
#include "values.h"
#include "world.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct telling {
    const char *code;
    char *words;
};

static bool is_of_a_name(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

/* Whether the name stands in the text as a word of its own, and not as a
 * member of something else. */
static bool is_spoken_of(const char *name, const char *code)
{
    size_t length = strlen(name);
    for (const char *at = strstr(code, name); at; at = strstr(at + 1, name)) {
        bool begins = at == code ||
                      (!is_of_a_name(at[-1]) && at[-1] != '.' && at[-1] != '>');
        if (begins && !is_of_a_name(at[length]))
            return true;
    }
    return false;
}

static bool tell(Dwarf_Die *variable, uintptr_t address, void *context)
{
    struct telling *telling = context;
    const char *name = dwarf_diename(variable);
    Dwarf_Die type, peeled;
    char value[VALUE_LENGTH];
    uint64_t bits = 0;
    if (!name || !is_stack(address) || !is_spoken_of(name, telling->code) ||
        !die_type(variable, &type) || !type_peel(&type, &peeled))
        return false;
    size_t size = type_size(&peeled);
    if (size == 0 || size > sizeof bits)
        return false;
    memcpy(&bits, (const void *)address, size);
    value_words(&type, bits, size, value);
    size_t used = strlen(telling->words);
    if (value[0])
        snprintf(telling->words + used, LOCALS_LENGTH - used, "%s%s is %s",
                 used ? ", " : "", name, value);
    return false;
}

void locals_words(const struct frame *frame, char words[LOCALS_LENGTH])
{
    const struct place *place = place_of(frame->pc);
    struct telling telling = {place ? place_code(place) : NULL, words};
    words[0] = '\0';
    if (telling.code)
        dies_variables(frame, tell, &telling);
}
