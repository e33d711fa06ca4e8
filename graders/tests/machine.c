/* machine.c - starts a command as if on another machine: one that allows less
 * than this one, and on which nobody else works.
 *
 *     machine KIND TREE BUILD COMMAND [ARGUMENT...]
 *
 * The command sees TREE as /tmp/tree and BUILD as /tmp/build, both read-only.
 * /tmp, /var/tmp, /dev/shm, message queues, shared memory and processes are
 * its own, so that whatever stands there afterwards was left behind by it.
 *
 *   full       as this machine is: root, or an ordinary user
 *   container  root as in Docker: its default capabilities, a filter of system
 *              calls like its default one, /sys read-only; no namespaces
 *   laptop     an ordinary user, who may make user namespaces
 *   advisory   an ordinary user, who may not
 *
 * Exit status: the command's; 125 if this machine cannot be such a one.
 */
#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CANNOT 125
#define SPARE_UID 1999999999u /* nobody's */
#define DOCKER_CAPABILITIES 0xa80425fbul
#define SPARE_PROCESSES 3000 /* what gets out of hand there stays there */
#define NEW_NAMESPACES                                                         \
    (CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWNS |               \
     CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP)

static void need(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "machine: %s: %s\n", what, strerror(errno));
    exit(CANNOT);
}

/* ---- a machine of its own ---- */

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    need(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text),
         path);
    close(fd);
}

/* An ordinary user needs a user namespace for the others, and stays who he
 * is in it. */
static void leave_namespaces(void)
{
    char map[64];
    uid_t uid = geteuid();
    gid_t gid = getegid();
    need(unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC |
                 (uid == 0 ? 0 : CLONE_NEWUSER)) == 0,
         "no namespaces");
    if (uid == 0)
        return;
    write_file("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "%u %u 1", uid, uid);
    write_file("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "%u %u 1", gid, gid);
    write_file("/proc/self/gid_map", map);
}

static int copy_of(const char *path)
{
    int fd = open_tree(AT_FDCWD, path,
                       OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
    need(fd >= 0, path);
    return fd;
}

static void show_at(int tree, const char *path)
{
    struct mount_attr read_only = {.attr_set = MOUNT_ATTR_RDONLY};
    need(mkdir(path, 0755) == 0 &&
             move_mount(tree, "", AT_FDCWD, path, MOVE_MOUNT_F_EMPTY_PATH) ==
                 0 &&
             mount_setattr(AT_FDCWD, path, 0, &read_only, sizeof read_only) ==
                 0,
         path);
    close(tree);
}

static void fresh(const char *type, const char *path, const char *options)
{
    need(mount(type, path, type, MS_NOSUID | MS_NODEV, options) == 0, path);
}

static void build_machine(const char *tree, const char *build)
{
    need(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "mounts");
    int tree_copy = copy_of(tree), build_copy = copy_of(build);
    fresh("proc", "/proc", NULL);
    fresh("tmpfs", "/tmp", "mode=1777");
    fresh("tmpfs", "/var/tmp", "mode=1777");
    fresh("tmpfs", "/dev/shm", "mode=1777");
    if (access("/dev/mqueue", F_OK) == 0)
        fresh("mqueue", "/dev/mqueue", NULL);
    show_at(tree_copy, "/tmp/tree");
    show_at(build_copy, "/tmp/build");
    need(chdir("/tmp") == 0, "/tmp");
}

/* ---- that allows less ---- */

/* What Docker's default profile leaves out, or gives only to who has more
 * capabilities than Docker's default. */
static const char *const docker_denies[] = {
    "unshare",
    "setns",
    "mount",
    "umount2",
    "pivot_root",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "move_mount",
    "open_tree",
    "mount_setattr",
    "open_by_handle_at",
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "add_key",
    "request_key",
    "keyctl",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "kcmp",
    "init_module",
    "finit_module",
    "delete_module",
    "kexec_load",
    "kexec_file_load",
    "reboot",
    "swapon",
    "swapoff",
    "quotactl",
    "acct",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "iopl",
    "ioperm",
    "mbind",
    "set_mempolicy",
    "get_mempolicy",
    "move_pages",
    "lookup_dcookie",
    "name_to_handle_at",
    "fanotify_init",
    "syslog",
};

static void deny(scmp_filter_ctx filter, const char *name)
{
    int number = seccomp_syscall_resolve_name(name);
    if (number != __NR_SCMP_ERROR)
        need(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0) == 0,
             name);
}

/* By clone() too; clone3() hides its flags in memory, so it is not there. */
static void deny_clone(scmp_filter_ctx filter, unsigned long flags)
{
    for (unsigned long flag = 1; flag != 0 && flag <= flags; flag <<= 1)
        if (flags & flag)
            need(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM),
                                  SCMP_SYS(clone), 1,
                                  SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)) == 0,
                 "clone");
    need(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3),
                          0) == 0,
         "clone3");
}

static scmp_filter_ctx new_filter(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    /* Docker sets no "no new privileges" either. */
    need(filter && seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0) == 0,
         "no filter of system calls");
    return filter;
}

/* Addresses stay random: Docker knows a handful of personalities, and the one
 * that would change that is not among them. */
static void deny_fixed_addresses(scmp_filter_ctx filter)
{
    need(seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(personality),
                          1, SCMP_A0(SCMP_CMP_EQ, ADDR_NO_RANDOMIZE)) == 0,
         "personality");
}

static void keep_capabilities(unsigned long kept)
{
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct sets[2];
    memset(sets, 0, sizeof sets);
    for (int i = 0; prctl(PR_CAPBSET_READ, i) >= 0; i++)
        if (i > 31 || !(kept >> i & 1))
            need(prctl(PR_CAPBSET_DROP, i) == 0, "capabilities");
    sets[0].permitted = sets[0].effective = (unsigned)kept;
    need(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
             syscall(SYS_capset, &header, sets) == 0,
         "capabilities");
}

static void be_container(void)
{
    need(geteuid() == 0, "only root can be root in a container");
    need(mount("/sys", "/sys", NULL, MS_BIND | MS_REC, NULL) == 0 &&
             mount_setattr(AT_FDCWD, "/sys", AT_RECURSIVE,
                           &(struct mount_attr){.attr_set = MOUNT_ATTR_RDONLY},
                           sizeof(struct mount_attr)) == 0,
         "/sys");
    scmp_filter_ctx filter = new_filter();
    for (size_t i = 0; i < sizeof docker_denies / sizeof *docker_denies; i++)
        deny(filter, docker_denies[i]);
    deny_clone(filter, NEW_NAMESPACES);
    deny_fixed_addresses(filter);
    need(seccomp_load(filter) == 0, "no filter of system calls");
    seccomp_release(filter);
    keep_capabilities(DOCKER_CAPABILITIES);
}

static void be_user(bool may_make_namespaces)
{
    if (!may_make_namespaces) {
        scmp_filter_ctx filter = new_filter();
        if (geteuid() != 0) /* it takes that, or root */
            seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 1);
        deny(filter, "unshare");
        deny(filter, "setns");
        deny_clone(filter, CLONE_NEWUSER);
        need(seccomp_load(filter) == 0, "no filter of system calls");
        seccomp_release(filter);
    }
    if (geteuid() == 0)
        need(setgroups(0, NULL) == 0 &&
                 setresgid(SPARE_UID, SPARE_UID, SPARE_UID) == 0 &&
                 setresuid(SPARE_UID, SPARE_UID, SPARE_UID) == 0,
             "another uid");
    prctl(PR_SET_DUMPABLE, 1);
    need(setrlimit(RLIMIT_NPROC,
                   &(struct rlimit){SPARE_PROCESSES, SPARE_PROCESSES}) == 0,
         "a limit on processes");
}

static void be(const char *kind)
{
    if (strcmp(kind, "container") == 0)
        be_container();
    else if (strcmp(kind, "laptop") == 0)
        be_user(true);
    else if (strcmp(kind, "advisory") == 0)
        be_user(false);
    else
        need(strcmp(kind, "full") == 0, kind);
}

/* ---- its first process, which buries what has lost its parent ---- */

static int status_of(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int wait_for(pid_t command)
{
    int status = 0;
    pid_t ended;
    while ((ended = wait(&status)) != command && (ended > 0 || errno == EINTR))
        ;
    return status_of(status);
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: machine KIND TREE BUILD COMMAND...\n");
        return CANNOT;
    }
    leave_namespaces();
    pid_t first = fork();
    need(first >= 0, "no process");
    if (first > 0)
        return wait_for(first);
    prctl(PR_SET_PDEATHSIG, 9);
    build_machine(argv[2], argv[3]);
    pid_t command = fork();
    need(command >= 0, "no process");
    if (command > 0)
        return wait_for(command);
    be(argv[1]);
    execvp(argv[4], argv + 4);
    need(false, argv[4]);
}
