/* names.c - see names.h. */
#include "names.h"
#include "heap.h"
#include "world.h"

#include <dwarf.h>
#include <stdio.h>
#include <string.h>

#define HOPS_MAX 3     /* pointers that a name goes through */
#define POINTERS_MAX 8 /* of an array that are followed */
#define TRIED_MAX 400  /* pieces of memory that one search looks at */

struct search {
    struct name *name;
    uintptr_t address;
    size_t size;
    int hops; /* that may still be made */
    int tried;
};

/* ---- the program's memory ---- */

static bool is_readable(uintptr_t address, size_t size)
{
    if (is_stack(address) && (address - STACKS_BASE) % STACK_SIZE < GUARD_SIZE)
        return false;
    return world_cell(address) && world_cell(address + size - 1);
}

static bool read_pointer(uintptr_t from, uintptr_t *pointer)
{
    if (!is_readable(from, sizeof *pointer))
        return false;
    memcpy(pointer, (const void *)from, sizeof *pointer);
    return *pointer != 0;
}

static bool in_one_block(uintptr_t a, uintptr_t b)
{
    if (!is_heap(a) || !is_heap(b))
        return false;
    const struct block *block = heap_block(a);
    return block && block == heap_block(b);
}

/* ---- looking ---- */

static bool look_at(struct search *search, const char *words, Dwarf_Die *type,
                    uintptr_t at, bool by_pointer);

static bool covers(uintptr_t at, size_t whole, const struct search *search)
{
    size_t size = search->size ? search->size : 1;
    return search->address >= at && search->address + size <= at + whole;
}

static void found(struct search *search, const char *words, Dwarf_Die *type,
                  uint64_t offset)
{
    snprintf(search->name->words, sizeof search->name->words, "%s", words);
    name_path(search->name, type, offset, search->size);
}

/* "(p)->count" is written "p->count", "*p" stays. */
static void found_behind(struct search *search, const char *pointer,
                         Dwarf_Die *target, uintptr_t at, size_t whole)
{
    char words[NAME_LENGTH];
    uint64_t index = (search->address - at) / whole;
    uint64_t offset = (search->address - at) % whole;
    Dwarf_Die peeled;
    bool is_struct = type_peel(target, &peeled) &&
                     (dwarf_tag(&peeled) == DW_TAG_structure_type ||
                      dwarf_tag(&peeled) == DW_TAG_union_type);
    if (index > 0)
        snprintf(words, sizeof words, "%.70s[%llu]", pointer,
                 (unsigned long long)index);
    else
        snprintf(words, sizeof words, "%s%.80s", is_struct ? "" : "*", pointer);
    found(search, words, target, offset);
    size_t length = strlen(pointer);
    char *path = search->name->words + length;
    if (!index && is_struct && *path == '.' &&
        strlen(search->name->words) + 2 < NAME_LENGTH) {
        memmove(path + 2, path + 1, strlen(path));
        memcpy(path, "->", 2);
    } else if (!index && is_struct && !*path) {
        snprintf(search->name->words, NAME_LENGTH, "*%.80s", pointer);
    }
}

/* The pointer itself is at `at`. */
static bool look_behind(struct search *search, const char *words,
                        Dwarf_Die *type, uintptr_t at)
{
    Dwarf_Die target;
    uintptr_t to;
    if (!type_target(type, &target) || !read_pointer(at, &to))
        return false;
    size_t whole = type_size(&target);
    if (!whole)
        return false;
    if (covers(to, whole, search) ||
        (search->address >= to && in_one_block(to, search->address))) {
        found_behind(search, words, &target, to, whole);
        return true;
    }
    if (search->hops == 0)
        return false;
    search->hops--;
    bool done = look_at(search, words, &target, to, true);
    search->hops++;
    return done;
}

/* Members are told of what stands behind a pointer with an arrow. */
static bool look_at_members(struct search *search, const char *words,
                            Dwarf_Die *type, uintptr_t at, bool by_pointer)
{
    Dwarf_Die member, member_type;
    char path[NAME_LENGTH];
    if (dwarf_child(type, &member) != 0)
        return false;
    do {
        const char *word = dwarf_diename(&member);
        if (dwarf_tag(&member) != DW_TAG_member || !word ||
            !die_type(&member, &member_type))
            continue;
        snprintf(path, sizeof path, "%.60s%s%.30s", words,
                 by_pointer ? "->" : ".", word);
        if (look_at(search, path, &member_type, at + member_offset(&member),
                    false))
            return true;
    } while (dwarf_siblingof(&member, &member) == 0);
    return false;
}

static bool look_at_elements(struct search *search, const char *words,
                             Dwarf_Die *type, uintptr_t at)
{
    Dwarf_Die element;
    uint64_t count;
    char path[NAME_LENGTH];
    if (!array_parts(type, &element, &count))
        return false;
    for (uint64_t i = 0; i < count && i < POINTERS_MAX; i++) {
        snprintf(path, sizeof path, "%.70s[%llu]", words,
                 (unsigned long long)i);
        if (look_at(search, path, &element, at + i * type_size(&element),
                    false))
            return true;
    }
    return false;
}

/* Looks at the pointers in this piece of memory, which has the name, or is
 * what the name points to. */
static bool look_at(struct search *search, const char *words, Dwarf_Die *type,
                    uintptr_t at, bool by_pointer)
{
    Dwarf_Die peeled;
    char target[NAME_LENGTH];
    if (++search->tried > TRIED_MAX || !type_peel(type, &peeled))
        return false;
    switch (dwarf_tag(&peeled)) {
    case DW_TAG_pointer_type:
        snprintf(target, sizeof target, by_pointer ? "(*%.80s)" : "%.80s",
                 words);
        return look_behind(search, target, type, at);
    case DW_TAG_structure_type:
    case DW_TAG_union_type:
        return look_at_members(search, words, &peeled, at, by_pointer);
    case DW_TAG_array_type:
        return look_at_elements(search, words, &peeled, at);
    default:
        return false;
    }
}

/* ---- variables ---- */

/* The variable is, or holds, what is looked for. */
static bool is_in(Dwarf_Die *variable, uintptr_t address, void *context)
{
    struct search *search = context;
    Dwarf_Die type;
    const char *word = dwarf_diename(variable);
    if (!word || !address || !die_type(variable, &type) ||
        !covers(address, type_size(&type), search))
        return false;
    found(search, word, &type, search->address - address);
    return true;
}

/* The variable leads to it. */
static bool leads_to(Dwarf_Die *variable, uintptr_t address, void *context)
{
    struct search *search = context;
    Dwarf_Die type;
    const char *word = dwarf_diename(variable);
    return word && address && die_type(variable, &type) &&
           look_at(search, word, &type, address, false);
}

static bool in_frames(struct search *search, variable_visitor *visit,
                      const struct frame *frames, int frame_count)
{
    for (int i = 0; i < frame_count; i++)
        if (dies_variables(&frames[i], visit, search))
            return true;
    return false;
}

bool name_address(struct name *name, uintptr_t address, size_t size,
                  const struct frame *frames, int frame_count)
{
    struct search search = {.name = name, .address = address, .size = size};
    memset(name, 0, sizeof *name);
    if (dies_globals(is_in, &search))
        return true;
    if (is_stack(address) && in_frames(&search, is_in, frames, frame_count))
        return true;
    /* By as few pointers as possible. */
    for (search.hops = 0; search.hops < HOPS_MAX; search.hops++) {
        search.tried = 0;
        if (in_frames(&search, leads_to, frames, frame_count) ||
            dies_globals(leads_to, &search))
            return true;
    }
    return false;
}
