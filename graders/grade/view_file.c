#include "view_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void say(struct problem *problem, const char *words)
{
    snprintf(problem->words, sizeof problem->words, "%s", words);
}

FILE *file_open(const char *path, struct problem *problem)
{
    struct stat status;
    FILE *file = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &status) != 0)
        say(problem, strerror(errno));
    else if (!S_ISREG(status.st_mode))
        say(problem, "is not a regular file");
    else if (status.st_size > FILE_BYTES_MAX)
        say(problem, "is far too large");
    else if (!(file = fdopen(fd, "r")))
        say(problem, strerror(errno));
    if (!file && fd >= 0)
        close(fd);
    return file;
}

char *file_line(FILE *file)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length = getline(&line, &size, file);
    if (length < 0) {
        free(line);
        return NULL;
    }
    if (length > 0 && line[length - 1] == '\n')
        length--;
    if (length > 0 && line[length - 1] == '\r')
        length--;
    line[length] = '\0';
    for (ssize_t i = 0; i < length; i++)
        if (line[i] == '\0')
            line[i] = '?';
    return line;
}

/* A name in the same folder, hidden, for mkstemp(). */
static char *temporary_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    int folder = slash ? (int)(slash - path) + 1 : 0;
    size_t size = strlen(path) + sizeof "..XXXXXX";
    char *name = view_alloc(size, 1);
    snprintf(name, size, "%.*s.%s.XXXXXX", folder, path, path + folder);
    return name;
}

/* mkstemp() makes it private; the rights should be those of a new file. */
static bool usual_rights(int fd)
{
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(fd, 0666 & ~mask) == 0;
}

static bool give_up(struct new_file *file, struct problem *problem)
{
    say(problem, strerror(errno));
    unlink(file->temporary);
    free(file->temporary);
    return false;
}

bool new_file_begin(struct new_file *file, const char *path,
                    struct problem *problem)
{
    file->path = path;
    file->temporary = temporary_name(path);
    int fd = mkstemp(file->temporary);
    if (fd < 0 || !usual_rights(fd) || !(file->stream = fdopen(fd, "w"))) {
        if (fd >= 0)
            close(fd);
        return give_up(file, problem);
    }
    return true;
}

/* Makes the new name last; a file system that cannot is no reason to fail. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = view_copy(slash ? path : ".");
    if (slash)
        folder[slash == path ? 1 : slash - path] = '\0';
    int fd = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    free(folder);
}

bool new_file_commit(struct new_file *file, struct problem *problem)
{
    bool written = fflush(file->stream) == 0 && !ferror(file->stream) &&
                   fsync(fileno(file->stream)) == 0;
    bool closed = fclose(file->stream) == 0;
    if (!written || !closed || rename(file->temporary, file->path) != 0)
        return give_up(file, problem);
    sync_folder(file->path);
    free(file->temporary);
    return true;
}
