/* lines.c - from an instruction to its source line and to that line's text. */
#define _GNU_SOURCE
#include "dies_private.h"

#include <dwarf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACES 4096
#define FILES 64
#define FILE_MAX (4 << 20)

/* ---- places ---- */

static struct {
    uintptr_t pc;
    bool known;
    struct place place;
} places[PLACES];

static const char *without_folders(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *function_around(Dwarf_Die *unit, uintptr_t address)
{
    Dwarf_Die *scopes = NULL;
    const char *name = NULL;
    int count = dwarf_getscopes(unit, address, &scopes);
    for (int i = 0; i < count && !name; i++)
        if (dwarf_tag(&scopes[i]) == DW_TAG_subprogram)
            name = dwarf_diename(&scopes[i]);
    free(scopes);
    return name;
}

static bool find_place(uintptr_t address, struct place *place)
{
    Dwarf_Die unit;
    if (!unit_of(address, &unit))
        return false;
    Dwarf_Line *line = dwarf_getsrc_die(&unit, address);
    place->folder = dwarf_formstring(
        dwarf_attr(&unit, DW_AT_comp_dir, &(Dwarf_Attribute){0}));
    place->path = line ? dwarf_linesrc(line, NULL, NULL) : NULL;
    if (!place->path || dwarf_lineno(line, &place->line) != 0)
        return false;
    dwarf_linecol(line, &place->column);
    place->file = without_folders(place->path);
    place->function = function_around(&unit, address);
    return true;
}

const struct place *place_of(uintptr_t pc)
{
    size_t i = (pc * UINT64_C(0x9e3779b97f4a7c15) >> 40) % PLACES, tries = 0;
    if (!pc)
        return NULL;
    while (places[i].pc && places[i].pc != pc && tries++ < PLACES / 2)
        i = (i + 1) % PLACES;
    if (places[i].pc != pc) {
        places[i].pc = pc;
        places[i].known = find_place(pc - 1, &places[i].place);
    }
    return places[i].known ? &places[i].place : NULL;
}

bool is_library(const struct place *place)
{
    return strstr(place->path, "common/src/") ||
           strstr(place->path, "common/include/");
}

const struct place *place_shown(const void *pc, const void *const *callers,
                                int count)
{
    const struct place *first = place_of((uintptr_t)pc), *place = first;
    for (int i = 0; i < count && place && is_library(place); i++)
        place = place_of((uintptr_t)callers[i]);
    return place ? place : first;
}

bool is_scenario(const struct place *place)
{
    static const char lead[] = "explored";
    return place && strncmp(place->file, lead, sizeof lead - 1) == 0;
}

/* ---- functions ---- */

struct function_search {
    uintptr_t address;
    const char *name;
};

static bool find_function(Dwarf_Die *unit, void *context)
{
    struct function_search *search = context;
    Dwarf_Die child;
    Dwarf_Addr start;
    if (dwarf_haspc(unit, search->address) <= 0 ||
        dwarf_child(unit, &child) != 0)
        return false;
    do {
        if (dwarf_tag(&child) == DW_TAG_subprogram &&
            dwarf_lowpc(&child, &start) == 0 && start == search->address)
            search->name = dwarf_diename(&child);
    } while (!search->name && dwarf_siblingof(&child, &child) == 0);
    return true;
}

const char *function_at(uintptr_t address)
{
    struct function_search search = {address, NULL};
    if (address)
        dies_units(find_function, &search);
    return search.name;
}

/* ---- source text ---- */

static struct {
    const char *path;
    char *text;
} files[FILES];

/* The compiler was told of it relative to where it was started. */
static FILE *open_file(const char *path, const char *folder)
{
    char whole[4096];
    FILE *file = fopen(path, "re");
    if (file || *path == '/' || !folder)
        return file;
    snprintf(whole, sizeof whole, "%s/%s", folder, path);
    return fopen(whole, "re");
}

static char *read_file(const char *path, const char *folder)
{
    FILE *file = open_file(path, folder);
    if (!file)
        return NULL;
    char *text = malloc(FILE_MAX + 1);
    size_t length = text ? fread(text, 1, FILE_MAX, file) : 0;
    fclose(file);
    if (!text)
        return NULL;
    text[length] = '\0';
    char *fitting = realloc(text, length + 1);
    return fitting ? fitting : text;
}

static const char *text_of_file(const char *path, const char *folder)
{
    int i = 0;
    while (i < FILES && files[i].path && strcmp(files[i].path, path) != 0)
        i++;
    if (i == FILES)
        return NULL;
    if (!files[i].path) {
        files[i].path = path;
        files[i].text = read_file(path, folder);
    }
    return files[i].text;
}

/* Whether a statement may end here. Notes parentheses and quotes. */
struct scan {
    int depth;
    char quote; /* '\0': not inside of one */
    bool escaped;
};

static bool ends_statement(struct scan *scan, char byte)
{
    if (scan->quote) {
        if (!scan->escaped && byte == scan->quote)
            scan->quote = '\0';
        scan->escaped = !scan->escaped && byte == '\\';
        return false;
    }
    if (byte == '"' || byte == '\'')
        scan->quote = byte;
    scan->depth += (byte == '(') - (byte == ')');
    return scan->depth == 0 && (byte == ';' || byte == '{' || byte == '}');
}

/* The part of the line with that column, up to where its statement ends. */
static char *statement_at(const char *line, size_t length, int column)
{
    struct scan scan = {0};
    size_t start = 0, end = 0;
    while (end < length) {
        if (ends_statement(&scan, line[end++])) {
            if ((int)end >= column)
                break;
            start = end;
        }
    }
    while (start < end && strchr(" \t", line[start]))
        start++;
    while (end > start && strchr(" \t\r{}", line[end - 1]))
        end--;
    return strndup(line + start, end - start);
}

static const char *line_of(const char *text, int number)
{
    for (int line = 1; text && line < number; line++) {
        text = strchr(text, '\n');
        if (text)
            text++;
    }
    return text;
}

const char *place_code(const struct place *place)
{
    static struct code {
        const struct place *place;
        char *text;
    } codes[PLACES];
    int i = 0;
    while (i < PLACES - 1 && codes[i].place && codes[i].place != place)
        i++;
    if (codes[i].place == place)
        return codes[i].text;
    const char *line =
        line_of(text_of_file(place->path, place->folder), place->line);
    char *code =
        line ? statement_at(line, strcspn(line, "\n"), place->column) : NULL;
    codes[i].place = place;
    codes[i].text = code;
    return code;
}
