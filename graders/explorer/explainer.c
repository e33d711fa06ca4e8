/* explainer.c - see explainer.h. */
#define _GNU_SOURCE
#include "explainer.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FILE_NAME "/libexplain.so"

/* Beside the program, where `grade` lays a copy: what confines an attempt
 * leaves nothing else to read. Else where it was built. */
static void *load(void)
{
    char path[PATH_MAX + sizeof FILE_NAME];
    ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
    char *slash = length > 0 ? memrchr(path, '/', (size_t)length) : NULL;
    if (slash) {
        memcpy(slash, FILE_NAME, sizeof FILE_NAME);
        if (access(path, R_OK) == 0)
            return dlopen(path, RTLD_NOW | RTLD_LOCAL);
    }
    return dlopen(EXPLAIN_LIBRARY, RTLD_NOW | RTLD_LOCAL);
}

void *explainer_function(const char *name)
{
    static void *library;
    if (!library)
        library = load();
    void *function = library ? dlsym(library, name) : NULL;
    if (!function)
        fprintf(stderr, "explorer: %s\n", dlerror());
    return function;
}
