/* attempts.c - see attempts.h. */
#include "attempts.h"

#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "view_file.h"

static const char lead[] = "../../";

/* Owns: the caller frees it. */
__attribute__((format(printf, 1, 2))) static char *words(const char *format,
                                                         ...)
{
    struct draft draft;
    va_list arguments;
    draft_begin(&draft);
    va_start(arguments, format);
    vfprintf(draft.stream, format, arguments);
    va_end(arguments);
    draft_end(&draft);
    return draft.bytes;
}

static void add(struct attempts *attempts, const char *out_dir,
                const char *name)
{
    char target[PATH_MAX];
    char *link = words("%s/.class/jobs/%s", out_dir, name);
    ssize_t length = readlink(link, target, sizeof target - 1);
    if (length > 0)
        target[length] = '\0';
    if (length > 0 && strncmp(target, lead, sizeof lead - 1) == 0) {
        attempts->items = view_grow(attempts->items, attempts->count + 1,
                                    sizeof *attempts->items);
        attempts->items[attempts->count++] = (struct attempt){
            view_copy(target + sizeof lead - 1), words("%s.c", link)};
    }
    free(link);
}

static int by_key(const void *a, const void *b)
{
    const struct attempt *left = a, *right = b;
    return strcmp(left->key, right->key);
}

void attempts_find(struct attempts *attempts, const char *out_dir)
{
    struct problem problem;
    char *path = words("%s/.class/jobs.txt", out_dir);
    char *name;
    *attempts = (struct attempts){0};
    FILE *list = file_open(path, &problem);
    while (list && (name = file_line(list))) {
        add(attempts, out_dir, name);
        free(name);
    }
    if (list)
        fclose(list);
    if (attempts->count > 0)
        qsort(attempts->items, attempts->count, sizeof *attempts->items,
              by_key);
    free(path);
}

void attempts_free(struct attempts *attempts)
{
    for (size_t i = 0; i < attempts->count; i++) {
        free(attempts->items[i].key);
        free(attempts->items[i].path);
    }
    free(attempts->items);
}

const char *attempt_of(const struct attempts *attempts, const char *student,
                       const char *lab)
{
    struct attempt wanted = {.key = words("%s/%s", student, lab)};
    const struct attempt *found = NULL;
    if (attempts->count > 0)
        found = bsearch(&wanted, attempts->items, attempts->count,
                        sizeof wanted, by_key);
    free(wanted.key);
    return found ? found->path : NULL;
}
