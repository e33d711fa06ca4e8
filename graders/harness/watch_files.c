#define _GNU_SOURCE

#include "watch_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENTRIES_MAX 1000
#define DEPTH_MAX 8
#define BLOCK 512 /* what st_blocks counts in */

struct sum {
    long long bytes;
    int entries;
};

static bool add_folder(int fd, int depth, struct sum *sum);

/* What is gone by the time one looks takes no room. */
static bool add_entry(int folder, const char *name, int depth, struct sum *sum)
{
    struct stat status;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    if (++sum->entries > ENTRIES_MAX)
        return false;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT;
    sum->bytes += (long long)status.st_blocks * BLOCK;
    if (!S_ISDIR(status.st_mode))
        return true;
    int fd =
        openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return fd < 0 ? errno == ENOENT : add_folder(fd, depth + 1, sum);
}

/* Closes fd. Returns: false if there is too much to look at. */
static bool add_folder(int fd, int depth, struct sum *sum)
{
    DIR *folder = depth < DEPTH_MAX ? fdopendir(fd) : NULL;
    if (!folder) {
        close(fd);
        return false;
    }
    struct dirent *entry;
    bool good = true;
    while (good && (entry = readdir(folder)) != NULL)
        good = add_entry(fd, entry->d_name, depth, sum);
    closedir(folder);
    return good;
}

bool watch_files_fill(const char *folder, long most_mib)
{
    struct sum sum = {0, 0};
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false; /* taken away: not its doing */
    return !add_folder(fd, 0, &sum) || sum.bytes > most_mib * 1024 * 1024;
}
