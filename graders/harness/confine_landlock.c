#define _GNU_SOURCE

#include "confine_filters.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than Debian 12's headers. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

#define SCOPE_ABSTRACT_UNIX_SOCKET (1ULL << 0)
#define SCOPE_SIGNAL (1ULL << 1)
struct ruleset {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
};

#define READ_FILE LANDLOCK_ACCESS_FS_READ_FILE
#define READ                                                                   \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |               \
     LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_FILE (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)

static int version(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
                        LANDLOCK_CREATE_RULESET_VERSION);
}

bool landlock_works(void)
{
    return version() >= 1;
}

/* All that this kernel can forbid. */
static uint64_t everything(void)
{
    uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
    if (version() >= 2)
        rights |= LANDLOCK_ACCESS_FS_REFER;
    if (version() >= 3)
        rights |= LANDLOCK_ACCESS_FS_TRUNCATE;
    return rights;
}

/* A path that does not exist needs no permission. */
static bool permit(int ruleset, const char *path, uint64_t rights)
{
    struct stat status;
    struct landlock_path_beneath_attr rule = {.allowed_access = rights};
    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return true;
    if (fstat(rule.parent_fd, &status) == 0 && !S_ISDIR(status.st_mode))
        rule.allowed_access &=
            LANDLOCK_ACCESS_FS_EXECUTE | READ_FILE | WRITE_FILE;
    rule.allowed_access &= everything();
    bool good = syscall(SYS_landlock_add_rule, ruleset,
                        LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent_fd);
    return good;
}

static bool permit_system(int ruleset)
{
    static const char *const readable[] = {"/usr",
                                           "/bin",
                                           "/sbin",
                                           "/lib",
                                           "/lib64",
                                           "/proc",
                                           "/etc/ld.so.cache",
                                           "/etc/ld.so.preload",
                                           "/etc/localtime",
                                           "/dev/zero",
                                           "/dev/urandom",
                                           "/dev/random"};
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
        if (!permit(ruleset, readable[i], READ))
            return false;
    return permit(ruleset, "/dev/null", READ | WRITE_FILE);
}

/* A file that is open and removed takes room and is seen by nobody. */
static bool permit_own(int ruleset, const char *directory, bool removes)
{
    char above[PATH_MAX];
    uint64_t rights = everything();
    if (!removes)
        rights &= ~(uint64_t)LANDLOCK_ACCESS_FS_REMOVE_FILE;
    snprintf(above, sizeof above, "%s/..", directory);
    return permit(ruleset, above, READ) && permit(ruleset, directory, rights);
}

/* From version 6 on nothing in it can send a signal to what is outside, which
 * matters where both have one uid. An older kernel knows less of the struct. */
static int create_ruleset(void)
{
    struct ruleset handled = {.handled_access_fs = everything()};
    bool scopes = version() >= 6;
    if (scopes)
        handled.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
    return (int)syscall(
        SYS_landlock_create_ruleset, &handled,
        scopes ? sizeof handled : sizeof handled.handled_access_fs, 0);
}

bool landlock_confine(const char *directory, const char *program, bool removes)
{
    int ruleset = create_ruleset();
    if (ruleset < 0)
        return false;
    bool good = permit_system(ruleset) &&
                permit_own(ruleset, directory, removes) &&
                permit(ruleset, program, READ) &&
                syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return good;
}
