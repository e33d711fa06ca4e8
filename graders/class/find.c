#define _GNU_SOURCE /* nftw() that can leave out a folder; strcasestr() */

#include "find.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "view_text.h"

#define CANDIDATES_MAX 64
#define OPEN_FOLDERS 16

/* What was found for one lab so far. */
struct found {
    char name[80]; /* "racy_counter.c" */
    char *paths[CANDIDATES_MAX];
    size_t count;
    bool too_many;
    char *odd;  /* something of that name that is no file to grade: why not */
    char *near; /* a file whose name is almost right */
};

/* nftw() hands nothing on to its callback, so the walk is known to the file. */
static struct {
    const char *folder;
    const struct labs *labs;
    struct found *found;
    size_t entries;
    char *blocked; /* why not everything could be looked at, or NULL */
} walk;

const char *lab_stem(const char *key)
{
    const char *line = strchr(key, '_');
    return line ? line + 1 : key;
}

__attribute__((format(printf, 1, 2))) static char *words(const char *format,
                                                         ...)
{
    va_list arguments;
    char *text = NULL;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    return text ? text : view_copy("there is no memory");
}

/* The path as the student would write it. */
static const char *inside(const char *path)
{
    size_t length = strlen(walk.folder); /* NOLINT: set before any walk */
    if (strncmp(path, walk.folder, length) == 0 && path[length] == '/')
        return path + length + 1;
    return path;
}

/* ---- the walk ---- */

static void block(const char *path, const char *reason)
{
    if (walk.blocked)
        return;
    walk.blocked = strcmp(path, walk.folder) == 0
                       ? words("the student's folder %s", reason)
                       : words("'%s' %s", inside(path), reason);
}

static struct found *found_named(const char *name)
{
    for (size_t i = 0; i < walk.labs->count; i++)
        if (strcmp(walk.found[i].name, name) == 0)
            return &walk.found[i];
    return NULL;
}

static void add_odd(const char *name, const char *path, const char *reason)
{
    struct found *found = found_named(name);
    if (found && !found->odd)
        found->odd = words("'%s' %s", inside(path), reason);
}

/* Whether two names stand for the same file, as hard links do. */
static bool same_file(const char *a, const char *b)
{
    struct stat first, second;
    return strcmp(a, b) == 0 ||
           (stat(a, &first) == 0 && stat(b, &second) == 0 &&
            first.st_dev == second.st_dev && first.st_ino == second.st_ino);
}

static void add_candidate(struct found *found, const char *path)
{
    for (size_t i = 0; i < found->count; i++)
        if (same_file(found->paths[i], path))
            return;
    if (found->count == CANDIDATES_MAX)
        found->too_many = true;
    else
        found->paths[found->count++] = view_copy(path);
}

/* "racy_counter (1).c", "Racy_Counter.c", "racy_counter.c.txt" */
static void remember_near_miss(const char *name, const char *path)
{
    for (size_t i = 0; i < walk.labs->count; i++) {
        struct found *found = &walk.found[i];
        const char *stem = lab_stem(walk.labs->keys[i]);
        if (!found->near && !strstr(name, ".backup-") &&
            strcasestr(name, stem) && strcasestr(name, ".c") && *name != '.')
            found->near = view_copy(inside(path));
    }
}

static void see_file(const char *name, const char *path,
                     const struct stat *status)
{
    struct found *found = found_named(name);
    if (!found)
        remember_near_miss(name, path);
    else if (S_ISREG(status->st_mode))
        add_candidate(found, path);
    else
        add_odd(name, path, "is not a regular file");
}

/* Only a link to a file inside the folder counts, and as that file. */
static void see_link(const char *name, const char *path)
{
    char real[PATH_MAX];
    struct stat status;
    struct found *found = found_named(name);
    if (!found)
        return;
    if (!realpath(path, real))
        add_odd(name, path, "is a symbolic link that leads nowhere");
    else if (inside(real) == real)
        add_odd(name, path,
                "is a symbolic link out of the student's folder; links like "
                "that are not followed");
    else if (stat(real, &status) != 0 || !S_ISREG(status.st_mode))
        add_odd(name, path, "is a symbolic link to something that is no file");
    else
        add_candidate(found, real);
}

static int see_folder(const char *name, const char *path, int depth)
{
    if (depth > 0 && (*name == '.' || strcmp(name, "__MACOSX") == 0))
        return FTW_SKIP_SUBTREE;
    if (depth > 0)
        add_odd(name, path, "is a folder, not a file");
    return FTW_CONTINUE;
}

static int see(const char *path, const struct stat *status, int kind,
               struct FTW *place)
{
    const char *name = path + place->base;
    if (++walk.entries > ENTRIES_MAX) {
        block(walk.folder, "holds too many files to look through");
        return FTW_STOP;
    }
    if (kind == FTW_D)
        return see_folder(name, path, place->level);
    if (kind == FTW_DNR || kind == FTW_NS)
        block(path, "cannot be read");
    else if (kind == FTW_F)
        see_file(name, path, status);
    else if (place->level == 0)
        block(path, "is a symbolic link; links like that are not followed");
    else
        see_link(name, path);
    return FTW_CONTINUE;
}

/* ---- the decision ---- */

static bool same_content(const char *a, const char *b)
{
    char left[8192], right[8192];
    FILE *first = fopen(a, "re");
    FILE *second = first ? fopen(b, "re") : NULL;
    bool same = second != NULL;
    while (same) {
        size_t got = fread(left, 1, sizeof left, first);
        size_t other = fread(right, 1, sizeof right, second);
        same = got == other && memcmp(left, right, got) == 0 &&
               !ferror(first) && !ferror(second);
        if (got < sizeof left)
            break;
    }
    if (first)
        fclose(first);
    if (second)
        fclose(second);
    return same;
}

static bool all_the_same(const struct found *found)
{
    for (size_t i = 1; i < found->count; i++)
        if (!same_content(found->paths[0], found->paths[i]))
            return false;
    return true;
}

static int by_length(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    size_t first = strlen(*left), second = strlen(*right);
    if (first != second)
        return first < second ? -1 : 1;
    return strcmp(*left, *right);
}

/* The only one that lies where the lab's own folder would; else NULL. */
static const char *at_home(const struct found *found, const char *key)
{
    const char *home = NULL;
    char *end = words("/labs/%s/%s", key, found->name);
    size_t matches = 0;
    for (size_t i = 0; i < found->count; i++) {
        size_t length = strlen(found->paths[i]);
        if (length > strlen(end) &&
            strcmp(found->paths[i] + length - strlen(end), end) == 0) {
            home = found->paths[i];
            matches++;
        }
    }
    free(end);
    return matches == 1 ? home : NULL;
}

static const char *choose(struct found *found, const char *key)
{
    if (found->count == 0 || found->too_many)
        return NULL;
    qsort(found->paths, found->count, sizeof *found->paths, by_length);
    const char *home = at_home(found, key);
    if (home)
        return home;
    return all_the_same(found) ? found->paths[0] : NULL;
}

/* Why that file cannot be graded; NULL when it can. */
static char *flaw(const char *path)
{
    struct stat status;
    if (access(path, R_OK) != 0 || stat(path, &status) != 0)
        return words("'%s': %s", inside(path), strerror(errno));
    if (status.st_size > ATTEMPT_BYTES_MAX)
        return words("'%s' is larger than 1 MiB", inside(path));
    return NULL;
}

static char *why_several(const struct found *found)
{
    return words("there are %zu different files named %s, such as '%s' and "
                 "'%s'; leave one of them",
                 found->count, found->name, inside(found->paths[0]),
                 inside(found->paths[1]));
}

static struct handed decide(struct found *found, const char *key)
{
    struct handed handed = {.kind = HANDED_UNCLEAR};
    const char *chosen = choose(found, key);
    if (chosen && !(handed.why = flaw(chosen))) {
        handed.kind = HANDED_FILE;
        handed.path = view_copy(chosen);
    } else if (found->count > 1 && !handed.why) {
        handed.why = why_several(found);
    } else if (found->count == 0 && found->odd) {
        handed.why = view_copy(found->odd);
    } else if (found->count == 0 && walk.blocked) {
        handed.why = view_copy(walk.blocked);
    } else if (found->count == 0) {
        handed.kind = HANDED_NOTHING;
        handed.near = found->near ? view_copy(found->near) : NULL;
    }
    return handed;
}

void find_attempts(const char *folder, const struct labs *labs,
                   struct handed *handed)
{
    struct found *found = view_alloc(labs->count, sizeof *found);
    for (size_t i = 0; i < labs->count; i++)
        snprintf(found[i].name, sizeof found[i].name, "%.70s.c",
                 lab_stem(labs->keys[i]));
    walk.folder = folder;
    walk.labs = labs;
    walk.found = found;
    walk.entries = 0;
    walk.blocked = NULL;
    if (nftw(folder, see, OPEN_FOLDERS, FTW_PHYS | FTW_ACTIONRETVAL) < 0)
        block(folder, strerror(errno));
    for (size_t i = 0; i < labs->count; i++) {
        handed[i] = decide(&found[i], labs->keys[i]);
        for (size_t k = 0; k < found[i].count; k++)
            free(found[i].paths[k]);
        free(found[i].odd);
        free(found[i].near);
    }
    free(walk.blocked);
    free(found);
}

void handed_free(struct handed *handed)
{
    free(handed->path);
    free(handed->why);
    free(handed->near);
}
