#include "vet.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An argument list that grows, and ends as one block. */
struct list {
    char **items;
    size_t count;
    size_t room;
    size_t bytes;
    bool failed;
};

__attribute__((format(printf, 2, 3))) static void add(struct list *list,
                                                      const char *format, ...)
{
    char text[8192];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (list->count == list->room) {
        size_t room = list->room * 2 + 64;
        char **items = realloc(list->items, room * sizeof *items);
        list->failed = list->failed || items == NULL; /* NOLINT: kept */
        if (list->failed)
            return;
        list->items = items;
        list->room = room;
    }
    char *copy =
        length >= 0 && (size_t)length < sizeof text ? strdup(text) : NULL;
    if (copy == NULL) {
        list->failed = true;
        return;
    }
    list->items[list->count++] = copy;
    list->bytes += (size_t)length + 1;
}

/* Moves pointers and texts into one block, and frees the rest. */
static char **finish(struct list *list)
{
    size_t pointers = (list->count + 1) * sizeof(char *);
    char **block = list->failed ? NULL : malloc(pointers + list->bytes);
    char *text = block == NULL ? NULL : (char *)(block + list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        size_t length = strlen(list->items[i]) + 1;
        if (block != NULL) {
            block[i] = memcpy(text, list->items[i], length);
            text += length;
        }
        free(list->items[i]);
    }
    if (block != NULL)
        block[list->count] = NULL;
    free(list->items);
    return block;
}

static bool is_trapped(const struct vet_report *report, const char *name)
{
    for (int i = 0; i < report->trap_count; i++) {
        if (strcmp(report->traps[i], name) == 0)
            return true;
    }
    return false;
}

/* objcopy refuses two orders about one symbol, so a map is not simply passed
 * on: what is trapped is left out of it. */
static void add_map(struct list *list, const struct vet_report *report,
                    const char *map)
{
    char line[512];
    char from[VET_NAME_MAX];
    char to[VET_NAME_MAX];
    FILE *file = fopen(map, "re");
    if (file == NULL) {
        list->failed = true;
        return;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "#")] = '\0';
        int words = sscanf(line, "%127s %127s", from, to);
        if (words == 2 && !is_trapped(report, from))
            add(list, "--redefine-sym=%s=%s", from, to);
        else if (words == 1)
            list->failed = true;
    }
    fclose(file);
}

/* A section of constructors is renamed and not removed: debug information
 * may point into it, and objcopy would refuse. */
static void add_strips(struct list *list, const struct vet_report *report)
{
    for (int i = 0; i < report->strip_count; i++) {
        const char *name = report->strips[i];
        bool code = strcmp(name, ".init") == 0 || strcmp(name, ".fini") == 0;
        add(list, "--rename-section=%s=%s.stripped_%d", name,
            code ? ".text" : ".data", i + 1);
    }
}

char **vet_objcopy_arguments(const struct vet_report *report,
                             const struct vet_rules *rules, const char *map,
                             const char *object, const char *ready_object)
{
    struct list list = {0};
    add(&list, "objcopy");
    for (int i = 0; i < rules->count; i++) {
        if (rules->rules[i].kind == VET_DEFINES)
            add(&list, "--keep-global-symbol=%s", rules->rules[i].pattern);
    }
    add_strips(&list, report);
    for (int i = 0; i < report->trap_count; i++)
        add(&list, "--redefine-sym=%s=turns_forbidden_call_%d",
            report->traps[i], i + 1);
    if (map != NULL)
        add_map(&list, report, map);
    add(&list, "--");
    add(&list, "%s", object);
    add(&list, "%s", ready_object);
    return finish(&list);
}

char *vet_link_argument(const struct vet_report *report)
{
    enum { EACH = 96 };
    if (report->trap_count == 0)
        return NULL;
    size_t room = 8 + (size_t)report->trap_count * EACH;
    char *text = malloc(room);
    if (text == NULL)
        return NULL;
    size_t used = (size_t)snprintf(text, room, "-Wl");
    for (int i = 1; i <= report->trap_count; i++)
        used += (size_t)snprintf(
            text + used, room - used,
            ",--defsym=turns_forbidden_call_%d=turns_forbidden_call", i);
    return text;
}
