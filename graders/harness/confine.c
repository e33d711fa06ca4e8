#define _GNU_SOURCE /* clone flags, close_range, pipe2, setresuid */

#include "confine.h"
#include "confine_filters.h"
#include "confine_tasks.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHILD_REPORT_FD 3
#define NAMESPACES (CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWNET | CLONE_NEWNS)
/* A uid of its own for every run: nothing of another run has it, so the
 * limit on processes and the sweep at the end touch this run alone. */
#define SWEEPS 3
#define UID_BASE 2000000000u

struct pipes {
    int input[2];
    int output[2];
    int report[2];
};

/* ---- what the machine allows ---- */

static pid_t clone_like_fork(int flags)
{
    return (pid_t)syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, NULL);
}

/* Who is not root needs a user namespace for the others. */
static int namespace_flags(void)
{
    return geteuid() == 0 ? NAMESPACES : NAMESPACES | CLONE_NEWUSER;
}

static bool namespaces_work(void)
{
    pid_t child = clone_like_fork(namespace_flags());
    if (child == 0)
        _exit(0);
    if (child < 0)
        return false;
    waitpid(child, NULL, 0);
    return true;
}

static const char *asked(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value ? value : "auto";
}

static bool asks_for(const char *level)
{
    return strcmp(asked("INTERLEAVE_CONFINE"), level) == 0;
}

static unsigned probe(void)
{
    unsigned layers = CONFINE_LIMITS | CONFINE_SESSION;
    if (asks_for("none"))
        return layers;
    layers |= CONFINE_NO_NEW_PRIVILEGES;
    if (geteuid() == 0)
        layers |= CONFINE_UID;
    if (!asks_for("container") && namespaces_work())
        layers |= CONFINE_NAMESPACES;
    if (!asks_for("container") && groups_work())
        layers |= CONFINE_GROUP;
    if (seccomp_works())
        layers |= CONFINE_SECCOMP;
    if (landlock_works())
        layers |= CONFINE_LANDLOCK;
    return layers;
}

unsigned confine_layers(void)
{
    static unsigned layers;
    if (layers == 0)
        layers = probe();
    return layers;
}

const char *confine_layer_name(enum confine_layer layer)
{
    switch (layer) {
    case CONFINE_LIMITS:
        return "resource limits";
    case CONFINE_NO_NEW_PRIVILEGES:
        return "no new privileges";
    case CONFINE_SESSION:
        return "session of its own";
    case CONFINE_UID:
        return "another uid";
    case CONFINE_NAMESPACES:
        return "pid, ipc, network and mount namespaces";
    case CONFINE_SECCOMP:
        return "filter of system calls";
    case CONFINE_LANDLOCK:
        return "filter of files";
    case CONFINE_GROUP:
        return "control group of its own";
    }
    return "unknown layer";
}

#define LEVELS 4
static const char *const levels[LEVELS] = {"none", "laptop", "container",
                                           "full"};

const char *confine_level(unsigned layers)
{
    if (!(layers & CONFINE_NO_NEW_PRIVILEGES))
        return levels[0];
    if (!(layers & CONFINE_UID))
        return levels[1];
    return layers & CONFINE_NAMESPACES ? levels[3] : levels[2];
}

static int level_number(const char *name)
{
    for (int i = 0; i < LEVELS; i++)
        if (strcmp(levels[i], name) == 0)
            return i;
    return -1;
}

bool confine_is_enough(char *problem, size_t size)
{
    const char *wish = asked("INTERLEAVE_CONFINE");
    const char *least = asked("INTERLEAVE_CONFINE_MIN");
    const char *level = confine_level(confine_layers());
    const char *unknown =
        strcmp(wish, "auto") != 0 && level_number(wish) < 0     ? wish
        : strcmp(least, "auto") != 0 && level_number(least) < 0 ? least
                                                                : NULL;
    if (unknown)
        snprintf(problem, size,
                 "'%.40s' is no level of confinement: full, container, laptop "
                 "or none (or auto)",
                 unknown);
    else if (strcmp(wish, "auto") != 0 && strcmp(wish, level) != 0)
        snprintf(problem, size,
                 "CONFINE=%s was asked for, but this machine and user give "
                 "%s",
                 wish, level);
    else if (level_number(level) < level_number(least))
        snprintf(problem, size,
                 "CONFINE_MIN=%s was asked for, but this machine and user "
                 "give %s",
                 least, level);
    else
        return true;
    return false;
}

/* ---- in the child ---- */

static void limit(int resource, rlim_t value)
{
    struct rlimit limits = {value, value};
    setrlimit(resource, &limits);
}

/* A uid that others have too: what they run, as of now, comes on top. */
static rlim_t most_processes(const struct confine_limits *limits, bool own_uid)
{
    return (rlim_t)(limits->processes +
                    (own_uid ? 0 : confine_tasks_of_user()));
}

static void set_limits(const struct confine_limits *limits, bool own_uid)
{
    const rlim_t mib = 1024 * 1024;
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, (rlim_t)limits->cpu_s + 5); /* the watch is sooner */
    limit(RLIMIT_FSIZE, (rlim_t)limits->file_mib * mib);
    limit(RLIMIT_NOFILE, 256);
    if (limits->memory_mib > 0)
        limit(RLIMIT_DATA, (rlim_t)limits->memory_mib * mib);
    limit(RLIMIT_NPROC, most_processes(limits, own_uid));
}

static bool become(uid_t uid)
{
    gid_t gid = (gid_t)uid;
    return setgroups(0, NULL) == 0 && setresgid(gid, gid, gid) == 0 &&
           setresuid(uid, uid, uid) == 0;
}

static void connect_descriptors(const struct pipes *pipes)
{
    int report = fcntl(pipes->report[1], F_DUPFD, 10);
    dup2(pipes->input[0], STDIN_FILENO);
    dup2(pipes->output[1], STDOUT_FILENO);
    dup2(pipes->output[1], STDERR_FILENO);
    dup2(report, CHILD_REPORT_FD);
    close_range(CHILD_REPORT_FD + 1, ~0u, 0);
}

/* What is mounted there stays in this namespace. */
static bool keep_mounts(const char *path)
{
    return mount(NULL, path, NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* In a mount namespace of its own: /proc tells of its own processes only, and
 * what it leaves in /dev/shm is gone with it. In a chroot "/" is no mount, but
 * these two may be. Where the kernel does not let us (a masked /proc in a
 * container), the other layers have to do. */
static void separate_mounts(void)
{
    const unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    bool everywhere = keep_mounts("/");
    if (everywhere || keep_mounts("/proc"))
        mount("proc", "/proc", "proc", flags, NULL);
    if (everywhere || keep_mounts("/dev/shm"))
        mount("shm", "/dev/shm", "tmpfs", flags, "size=16m");
}

/* The layers that the process puts on itself. */
static bool filter_itself(unsigned layers, const struct confine_limits *limits,
                          const char *program)
{
    if (layers & CONFINE_NO_NEW_PRIVILEGES)
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (layers & CONFINE_LANDLOCK && !limits->all_files &&
        !landlock_confine(".", program, limits->removes))
        return false;
    return !(layers & CONFINE_SECCOMP) || seccomp_confine();
}

static void forget_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP)
            signal(number, SIG_DFL);
}

static _Noreturn void run_program(const char *const argv[],
                                  const char *directory,
                                  const struct pipes *pipes,
                                  const struct confine_limits *limits,
                                  const struct confined *confined)
{
    const char *const environment[] = {
        "PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC0",
        "HOME=/nonexistent",  "TMPDIR=.", "INTERLEAVE_REPORT_FD=3",
        limits->environment,  NULL};
    connect_descriptors(pipes);
    setsid();
    forget_signals();
    umask(022);
    bool own_uid = confined->layers & CONFINE_UID;
    if (confined->layers & CONFINE_GROUP && !group_join(&confined->group))
        _exit(126);
    if (confined->layers & CONFINE_NAMESPACES)
        separate_mounts();
    set_limits(limits, own_uid);
    if (chdir(directory) != 0 || (own_uid && !become(confined->uid)))
        _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* forgotten by a change of uid */
    if (!filter_itself(confined->layers, limits, argv[0]))
        _exit(126);
    personality(ADDR_NO_RANDOMIZE); /* an address it prints is the same again */
    execve(argv[0], (char *const *)(uintptr_t)argv,
           (char *const *)(uintptr_t)environment);
    _exit(127);
}

/* ---- in the grader ---- */

static bool open_pipes(struct pipes *pipes)
{
    return pipe2(pipes->input, O_CLOEXEC) == 0 &&
           pipe2(pipes->output, O_CLOEXEC | O_NONBLOCK) == 0 &&
           pipe2(pipes->report, O_CLOEXEC | O_NONBLOCK) == 0;
}

/* The program's own ends block when they are full; ours never do. */
static void make_blocking(int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
}

static uid_t uid_of_this_run(void)
{
    static unsigned runs;
    return UID_BASE + (uid_t)getpid() * 16 + runs++ % 16;
}

bool confine_start(struct confined *out, const char *const argv[],
                   const char *directory, const char *input,
                   const struct confine_limits *limits, char *problem,
                   size_t problem_size)
{
    struct pipes pipes;
    *out = (struct confined){
        .pid = -1, .input_fd = -1, .layers = confine_layers()};
    out->uid = out->layers & CONFINE_UID ? uid_of_this_run() : getuid();
    if (out->layers & CONFINE_GROUP &&
        !group_make(&out->group, GROUP_MEMORY(limits->memory_mib),
                    limits->processes)) {
        snprintf(problem, problem_size, "no control group: %s",
                 strerror(errno));
        return false;
    }
    if (!open_pipes(&pipes)) {
        snprintf(problem, problem_size, "no pipes: %s", strerror(errno));
        group_end(&out->group);
        return false;
    }
    make_blocking(pipes.output[1]);
    make_blocking(pipes.report[1]);
    if (out->layers & CONFINE_UID &&
        chown(directory, out->uid, (gid_t)out->uid) != 0) {
        snprintf(problem, problem_size, "cannot give %s away: %s", directory,
                 strerror(errno));
        group_end(&out->group);
        return false;
    }
    if (!(out->layers & CONFINE_UID))
        confine_tasks_of_user(); /* while /proc shows all of them */
    fflush(NULL);
    out->pid = clone_like_fork(
        out->layers & CONFINE_NAMESPACES ? namespace_flags() : 0);
    if (out->pid == 0)
        run_program(argv, directory, &pipes, limits, out);
    /* While the reading end is open here too: the program may have ended. */
    if (out->pid > 0 && input)
        (void)!write(pipes.input[1], input, strlen(input));
    close(pipes.input[0]);
    close(pipes.output[1]);
    close(pipes.report[1]);
    out->output_fd = pipes.output[0];
    out->report_fd = pipes.report[0];
    if (out->pid < 0) {
        snprintf(problem, problem_size, "no process: %s", strerror(errno));
        group_end(&out->group);
    }
    if (out->pid > 0 && limits->talk)
        out->input_fd = pipes.input[1];
    else
        close(pipes.input[1]);
    return out->pid > 0;
}

/* Without a pid namespace: everything of that uid. kill(-1) reaches all of it
 * at once, and a fork that is under way fails with the signal pending, so one
 * call is enough; a walk over /proc would lose against a fork bomb. The call
 * says 0 as long as any process exists that it may not touch, so its result
 * cannot end a loop. */
static void sweep_uid(uid_t uid)
{
    pid_t sweeper = fork();
    if (sweeper == 0) {
        if (!become(uid))
            _exit(1);
        for (int i = 0; i < SWEEPS; i++)
            kill(-1, SIGKILL);
        _exit(0);
    }
    if (sweeper > 0)
        waitpid(sweeper, NULL, 0);
}

int confine_end(struct confined *confined)
{
    int status = 0;
    if (confined->pid > 0) {
        kill(-confined->pid, SIGKILL);
        kill(confined->pid, SIGKILL);
        while (waitpid(confined->pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    if (confined->layers == (confined->layers | CONFINE_UID) &&
        !(confined->layers & CONFINE_NAMESPACES))
        sweep_uid(confined->uid);
    confined->out_of_memory = group_end(&confined->group);
    if (confined->input_fd >= 0)
        close(confined->input_fd);
    close(confined->output_fd);
    close(confined->report_fd);
    confined->pid = -1;
    return status;
}
