/* page_file.c - see page_file.h. */
#include "page_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "view_file.h"

/* Whether the file holds these bytes and nothing else. */
static bool holds(const char *path, struct text bytes)
{
    char buffer[65536];
    struct problem problem;
    size_t length, at = 0;
    bool same = true;
    FILE *file = file_open(path, &problem);
    if (!file)
        return false;
    setvbuf(file, NULL, _IONBF, 0);
    while (same && (length = fread(buffer, 1, sizeof buffer, file)) > 0) {
        same = length <= bytes.length - at &&
               memcmp(buffer, bytes.bytes + at, length) == 0;
        at += same ? length : 0;
    }
    fclose(file);
    return same && at == bytes.length;
}

/* "folder/.name.new". Owns: the caller frees it. */
static char *new_name(const char *path)
{
    struct draft draft;
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    draft_begin(&draft);
    fprintf(draft.stream, "%.*s.%s.new", folder, path, path + folder);
    draft_end(&draft);
    return draft.bytes;
}

static bool write_all(int file, struct text bytes)
{
    while (bytes.length > 0) {
        ssize_t written = write(file, bytes.bytes, bytes.length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes.bytes += written;
        bytes.length -= (size_t)written;
    }
    return true;
}

static bool replace(const char *path, const char *new_path, struct text bytes)
{
    unlink(new_path);
    int file = open(new_path,
                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file < 0)
        return false;
    bool written = write_all(file, bytes);
    written = close(file) == 0 && written;
    if (written && rename(new_path, path) == 0)
        return true;
    int problem = errno;
    unlink(new_path);
    errno = problem;
    return false;
}

enum page_change page_file_write(const char *path, struct text bytes,
                                 struct problem *problem)
{
    if (holds(path, bytes))
        return PAGE_SAME;
    char *new_path = new_name(path);
    bool written = replace(path, new_path, bytes);
    if (!written)
        snprintf(problem->words, sizeof problem->words, "%s", strerror(errno));
    free(new_path);
    return written ? PAGE_WRITTEN : PAGE_FAILED;
}
