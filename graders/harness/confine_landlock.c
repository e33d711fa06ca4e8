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

static bool permit_own(int ruleset, const char *directory)
{
    char above[PATH_MAX];
    snprintf(above, sizeof above, "%s/..", directory);
    return permit(ruleset, above, READ) &&
           permit(ruleset, directory, everything());
}

bool landlock_confine(const char *directory, const char *program)
{
    struct landlock_ruleset_attr handled = {.handled_access_fs = everything()};
    int ruleset =
        (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (ruleset < 0)
        return false;
    bool good = permit_system(ruleset) && permit_own(ruleset, directory) &&
                permit(ruleset, program, READ) &&
                syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return good;
}
