#define _GNU_SOURCE /* O_CLOEXEC */

#include "confine_group.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ROOT "/sys/fs/cgroup"
#define TRIES 100 /* of 10 ms */

/* Where ours are made: folders of the controllers, as in struct control_group.
 */
static struct control_group base;
static bool is_version_2;
/* "interleave-NAMESPACE-": process numbers mean something in one namespace. */
static char prefix[64];

/* ---- small files ---- */

static bool write_file(const char *folder, const char *name, const char *text)
{
    char path[GROUP_PATH + 64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool written = write(file, text, strlen(text)) == (ssize_t)strlen(text);
    close(file);
    return written;
}

static bool write_number(const char *folder, const char *name, long number)
{
    char text[32];
    snprintf(text, sizeof text, "%ld", number);
    return write_file(folder, name, text);
}

static bool read_file(const char *folder, const char *name, char *text,
                      size_t size)
{
    char path[GROUP_PATH + 64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? -1 : read(file, text, size - 1);
    if (file >= 0)
        close(file);
    text[length > 0 ? length : 0] = '\0';
    return length >= 0;
}

/* ---- where groups can be made ---- */

/* A line of /proc/self/cgroup: number:controllers:path. Version 1 tells of each
 * controller; of version 2 there is one line, without a name. */
static void take_line(char *line)
{
    char *names = strchr(line, ':');
    char *path = names ? strchr(names + 1, ':') : NULL;
    if (!path)
        return;
    *names++ = '\0';
    *path++ = '\0';
    path[strcspn(path, "\n")] = '\0';
    if (strcmp(path, "/") == 0)
        *path = '\0';
    if (strcmp(names, "memory") == 0)
        snprintf(base.memory, sizeof base.memory, ROOT "/memory%s", path);
    else if (strcmp(names, "pids") == 0)
        snprintf(base.tasks, sizeof base.tasks, ROOT "/pids%s", path);
    else if (*names == '\0' && base.memory[0] == '\0') {
        /* A group that has processes has no groups with controllers. */
        char *last = strrchr(path, '/');
        if (last)
            *last = '\0';
        snprintf(base.memory, sizeof base.memory, ROOT "%s", path);
    }
}

static bool find_base(void)
{
    char line[PATH_MAX], controllers[200];
    FILE *file = fopen("/proc/self/cgroup", "re");
    while (file && fgets(line, sizeof line, file))
        take_line(line);
    if (file)
        fclose(file);
    if (base.memory[0] && base.tasks[0])
        return true;
    is_version_2 = true;
    return base.memory[0] &&
           read_file(base.memory, "cgroup.subtree_control", controllers,
                     sizeof controllers) &&
           strstr(controllers, "memory") && strstr(controllers, "pids");
}

static bool find_prefix(void)
{
    struct stat status;
    if (stat("/proc/self/ns/pid", &status) != 0)
        return false;
    snprintf(prefix, sizeof prefix, "interleave-%lu-",
             (unsigned long)status.st_ino);
    return true;
}

/* Of graders that were killed: their number is in the name. */
static void remove_orphans(const char *folder)
{
    DIR *stream = opendir(folder);
    struct dirent *entry;
    while (stream && (entry = readdir(stream))) {
        if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0)
            continue;
        long pid = strtol(entry->d_name + strlen(prefix), NULL, 10);
        if (pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH)
            unlinkat(dirfd(stream), entry->d_name, AT_REMOVEDIR);
    }
    if (stream)
        closedir(stream);
}

static bool probe(void)
{
    struct control_group group;
    if (geteuid() != 0 || !find_base() || !find_prefix() ||
        !group_make(&group, 64, 8))
        return false;
    group_end(&group);
    remove_orphans(base.memory);
    if (base.tasks[0])
        remove_orphans(base.tasks);
    return true;
}

bool groups_work(void)
{
    static enum { NOT_ASKED, NO, YES } answer;
    if (answer == NOT_ASKED)
        answer = probe() ? YES : NO;
    return answer == YES;
}

/* ---- a group ---- */

static bool make_folder(char *path, const char *below, unsigned number)
{
    if (snprintf(path, GROUP_PATH, "%s/%s%d-%u", below, prefix, (int)getpid(),
                 number) >= GROUP_PATH) {
        *path = '\0';
        return false;
    }
    if (mkdir(path, 0755) == 0 || errno == EEXIST)
        return true;
    *path = '\0';
    return false;
}

static bool limit_memory(const char *folder, long mib)
{
    const long bytes = mib * 1024 * 1024;
    if (!is_version_2)
        return write_number(folder, "memory.limit_in_bytes", bytes);
    write_number(folder, "memory.swap.max", 0); /* where there is swap */
    return write_number(folder, "memory.max", bytes);
}

bool group_make(struct control_group *group, long memory_mib, long tasks)
{
    static unsigned made;
    *group = (struct control_group){"", ""};
    made++;
    if (make_folder(group->memory, base.memory, made) &&
        (is_version_2 || make_folder(group->tasks, base.tasks, made)) &&
        limit_memory(group->memory, memory_mib) &&
        write_number(is_version_2 ? group->memory : group->tasks, "pids.max",
                     tasks))
        return true;
    group_end(group);
    return false;
}

bool group_join(const struct control_group *group)
{
    return write_file(group->memory, "cgroup.procs", "0") &&
           (!group->tasks[0] || write_file(group->tasks, "cgroup.procs", "0"));
}

/* The number behind "oom_kill", which ends a line. */
static bool was_out_of_memory(const char *folder)
{
    char text[1000];
    if (!read_file(folder,
                   is_version_2 ? "memory.events" : "memory.oom_control", text,
                   sizeof text))
        return false;
    const char *line = strstr(text, "oom_kill ");
    return line && strtol(line + strlen("oom_kill "), NULL, 10) > 0;
}

static void remove_folder(char *path)
{
    const struct timespec pause = {.tv_nsec = 10000000};
    for (int i = 0; *path && i < TRIES; i++) {
        if (rmdir(path) == 0 || errno != EBUSY)
            break;
        nanosleep(&pause, NULL);
    }
    *path = '\0';
}

bool group_end(struct control_group *group)
{
    bool ended_one = group->memory[0] && was_out_of_memory(group->memory);
    remove_folder(group->memory);
    remove_folder(group->tasks);
    return ended_one;
}
