/* test_stand.c - `test_stand racy_counter.c VICTIM...`: starts each victim
 * (the same program, built in several ways) in each mode and looks where
 * stand_collect() says that it stands. _GNU_SOURCE: clone flags, setgroups. */
#define _GNU_SOURCE
#include "stand.h"
#include "stand_apart.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { READY_FD = 3, NOBODY = 65534, PATIENCE_MS = 120000 };
enum how {
    PLAIN = 0,
    STOPPED = 1,
    OTHER_UID = 2,
    NEW_PIDS = 4,
    NEW_MOUNTS = 8
};

static const char *attempt_path;
static int failures;

static void report(bool good, const char *victim, const char *what,
                   const char *detail)
{
    const char *slash = strrchr(victim, '/');
    printf("%s %s: %s%s%s\n", good ? "ok  " : "FAIL",
           slash ? slash + 1 : victim, what, detail[0] ? ": " : "", detail);
    failures += !good;
}

/* The line of the attempt that has this comment; 0 if none has. */
static int line_marked(const char *mark)
{
    char line[256];
    char comment[64];
    snprintf(comment, sizeof comment, "/* %s */", mark);
    FILE *file = fopen(attempt_path, "r");
    int number = 0;
    bool found = false;
    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL) {
        number++;
        found = strstr(line, comment) != NULL;
    }
    if (file != NULL)
        fclose(file);
    return found ? number : 0;
}

/* -- Victims -------------------------------------------------------------- */

static void become(const char *victim, const char *mode, enum how how)
{
    if (how & OTHER_UID &&
        (setgroups(0, NULL) < 0 || setgid(NOBODY) < 0 || setuid(NOBODY) < 0))
        _exit(8);
    if (how & NEW_MOUNTS)
        execlp("unshare", "unshare", "-m", "sh", "-c",
               "mount -t tmpfs none /mnt && cp \"$0\" /mnt/victim &&"
               " exec /mnt/victim \"$1\"",
               victim, mode, (char *)NULL);
    else
        execl(victim, victim, mode, (char *)NULL);
    _exit(8);
}

/* Starts a victim and waits until it says that it is ready. */
static pid_t start(const char *victim, const char *mode, enum how how)
{
    int ends[2];
    if (pipe(ends) < 0)
        exit(2);
    unsigned long flags = SIGCHLD | (how & NEW_PIDS ? CLONE_NEWPID : 0);
    pid_t pid = (pid_t)syscall(SYS_clone, flags, NULL, NULL, NULL, NULL);
    if (pid < 0) {
        perror("clone");
        exit(2);
    }
    if (pid == 0) {
        dup2(ends[1], READY_FD);
        if (ends[0] != READY_FD)
            close(ends[0]);
        become(victim, mode, how);
    }
    close(ends[1]);
    char byte;
    struct pollfd ready = {.fd = ends[0], .events = POLLIN};
    if (poll(&ready, 1, PATIENCE_MS) != 1 || read(ends[0], &byte, 1) != 1)
        report(false, victim, mode, "the victim did not get ready");
    close(ends[0]);
    return pid;
}

static void end(pid_t pid)
{
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
}

static const struct stand *find(const struct stands *stands, const char *name)
{
    for (int i = 0; i < stands->count; i++) {
        if (name[0] == '\0' || strcmp(stands->threads[i].thread, name) == 0)
            return &stands->threads[i];
    }
    return NULL;
}

struct place {
    const char *thread; /* "" is whichever comes first */
    const char *function;
    const char *mark;
    bool running;
};

static bool stands_at(const struct stands *stands, const struct place *place)
{
    const struct stand *stand = find(stands, place->thread);
    return stand != NULL && stand->found &&
           strcmp(stand->function, place->function) == 0 &&
           stand->line == line_marked(place->mark) &&
           strcmp(stand->file, "racy_counter.c") == 0 &&
           stand->running == place->running;
}

static void describe(const struct stands *stands, char *text, size_t size)
{
    int used = snprintf(text, size, "%s", stands->problem);
    for (int i = 0; i < stands->count && used < (int)size; i++) {
        const struct stand *stand = &stands->threads[i];
        used += snprintf(text + used, size - (size_t)used, " [%s %s:%d%s]",
                         stand->thread, stand->function, stand->line,
                         stand->running ? " running" : "");
    }
}

static char state_of(pid_t pid)
{
    char path[64];
    char text[512] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    bool read = file != NULL && fgets(text, sizeof text, file) != NULL;
    if (file != NULL)
        fclose(file);
    const char *name_end = strrchr(text, ')');
    return read && name_end != NULL ? name_end[2] : '\0';
}

/* Once it is not traced any more, a process needs a moment of the processor
 * to stop or to wait again. */
static bool state_becomes(pid_t pid, char wanted)
{
    const struct timespec moment = {0, 1000000};
    for (int tries = 0; tries < PATIENCE_MS; tries++) {
        if (state_of(pid) == wanted)
            return true;
        nanosleep(&moment, NULL);
    }
    return false;
}

static bool all_there(pid_t pid, const struct place *places, int count,
                      struct stands *stands)
{
    bool good = stand_collect(pid, "racy_counter.c", stands);
    for (int i = 0; i < count; i++)
        good = good && stands_at(stands, &places[i]);
    return good;
}

/* Between being ready and standing still a victim takes a few more steps,
 * so one that is not there yet is looked at again. */
static void expect(const char *victim, const char *mode, enum how how,
                   const struct place *places, int count)
{
    char what[128];
    char detail[1024];
    struct stands stands;
    pid_t pid = start(victim, mode, how);
    bool good = false;
    for (int tries = 0; !good && tries < 100; tries++)
        good = all_there(pid, places, count, &stands);
    if (how & STOPPED) {
        kill(pid, SIGSTOP);
        waitpid(pid, NULL, WUNTRACED);
        good =
            all_there(pid, places, count, &stands) && state_becomes(pid, 'T');
    }
    snprintf(what, sizeof what, "%s, how %d", mode, (int)how);
    describe(&stands, detail, sizeof detail);
    report(good, victim, what, detail);
    end(pid);
}

/* -- Cases ---------------------------------------------------------------- */

static void check_modes(const char *victim, enum how how)
{
    static const struct place deadlock[] = {
        {"backwards", "lock_backwards", "backwards", false},
        {"forwards", "lock_forwards", "forwards", false}};
    static const struct place spin = {"", "spin", "spin", true};
    static const struct place crash = {"", "crash", "crash", true};
    static const struct place nowhere = {"", "call_nowhere", "nowhere", false};
    static const struct place deep = {"", "block_deep", "deep", false};
    expect(victim, "deadlock", how, deadlock, 2);
    expect(victim, "spin", how, &spin, 1);
    expect(victim, "crash", how, &crash, 1);
    expect(victim, "nowhere", how, &nowhere, 1);
    expect(victim, "deep", how, &deep, 1);
}

/* A name with a newline, a parenthesis and a byte that is not ASCII; and the
 * main thread has ended, so that /proc/PID/maps is empty. */
static void check_leaderless(const char *victim)
{
    static const struct place place = {"spinner?"
                                       "?(Z) Z",
                                       "spin", "spin", true};
    expect(victim, "leaderless", PLAIN, &place, 1);
}

/* The overflow is met at an arbitrary instruction of recurse(). */
static void check_recursion(const char *victim)
{
    struct stands stands;
    pid_t pid = start(victim, "recursion", PLAIN);
    bool good = stand_collect(pid, "racy_counter.c", &stands) &&
                stands.count == 1 && stands.threads[0].found &&
                stands.threads[0].running &&
                strcmp(stands.threads[0].function, "recurse") == 0;
    report(good, victim, "recursion", stands.problem);
    end(pid);
}

static void check_many(const char *victim)
{
    struct stands stands;
    pid_t pid = start(victim, "many", PLAIN);
    bool good = stand_collect(pid, "racy_counter.c", &stands) &&
                stands.count == STAND_THREADS_MAX &&
                stands.more == 81 - STAND_THREADS_MAX &&
                !stands.threads[0].found;
    report(good, victim, "more threads than fit", stands.problem);
    end(pid);
}

static void check_elsewhere(const char *victim)
{
    struct stands stands;
    pid_t pid = start(victim, "elsewhere", PLAIN);
    bool good = stand_collect(pid, "racy_counter.c", &stands) &&
                stands.count == 1 && !stands.threads[0].found;
    report(good, victim, "no frame in the attempt", stands.problem);
    good = state_becomes(pid, 'S');
    kill(pid, SIGTERM);
    int status = 0;
    waitpid(pid, &status, 0);
    report(good && WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM, victim,
           "goes on afterwards", "");
}

static void check_gone(const char *victim)
{
    struct stands stands;
    siginfo_t info;
    pid_t pid = start(victim, "end", PLAIN);
    waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT);
    bool good = !stand_collect(pid, "racy_counter.c", &stands) &&
                strstr(stands.problem, "zombie") != NULL;
    report(good, victim, "a zombie", stands.problem);
    waitpid(pid, NULL, 0);
    good = !stand_collect(pid, "racy_counter.c", &stands) &&
           strstr(stands.problem, "no process") != NULL;
    report(good, victim, "gone", stands.problem);
}

/* Root's process, asked about by somebody who may not trace it. */
static void check_not_permitted(const char *victim)
{
    pid_t pid = start(victim, "elsewhere", PLAIN);
    pid_t asker = fork();
    if (asker == 0) {
        struct stands stands;
        if (setgid(NOBODY) < 0 || setuid(NOBODY) < 0)
            _exit(8);
        _exit(stand_collect(pid, "racy_counter.c", &stands) ||
              stands.problem[0] == '\0');
    }
    int status = 0;
    waitpid(asker, &status, 0);
    report(WIFEXITED(status) && WEXITSTATUS(status) == 0, victim,
           "not permitted", "");
    end(pid);
}

/* The address of a symbol, as `nm` prints it. */
static uintptr_t address_of(const char *executable, const char *symbol)
{
    char command[512];
    char line[256];
    uintptr_t address = 0;
    snprintf(command, sizeof command, "nm '%s' | grep ' [tT] %s$'", executable,
             symbol);
    FILE *nm = popen(command, "r");
    if (nm != NULL && fgets(line, sizeof line, nm) != NULL)
        address = (uintptr_t)strtoull(line, NULL, 16);
    if (nm != NULL)
        pclose(nm);
    return address;
}

static void check_offline(const char *victim)
{
    struct stand stand;
    uintptr_t stack[] = {address_of(victim, "victim_block"),
                         address_of(victim, "spin") + 4};
    bool good = stand_line_of(victim, stack, 2, "racy_counter.c", &stand) &&
                strcmp(stand.function, "spin") == 0 && stand.line > 0 &&
                stand.line < line_marked("spin") &&
                stand.line > line_marked("spin") - 5;
    report(good, victim, "offline", stand.function);
    good = !stand_line_of("/nonexistent", stack, 2, "racy_counter.c", &stand) &&
           !stand_line_of(attempt_path, stack, 2, "racy_counter.c", &stand) &&
           !stand_line_of(victim, stack, 1, "racy_counter.c", &stand);
    report(good, victim, "offline, nothing to find", "");
}

/* -- Work in a process of its own ------------------------------------------ */

/* Gets no processor for a while, as on a machine that is busy. */
static void held_up(const void *argument, void *result)
{
    nanosleep(&(struct timespec){.tv_nsec = 500 * 1000000}, NULL);
    *(int *)result = *(const int *)argument;
}

static void in_circles(const void *argument, void *result)
{
    for (volatile const int *always = argument; *always;)
        *(int *)result = 2;
}

static void killed(const void *argument, void *result)
{
    (void)argument;
    (void)result;
    raise(SIGKILL);
}

static void check_apart(void)
{
    const int one = 1;
    int result = 0;
    report(stand_apart(held_up, &one, &result, sizeof result, 20) ==
                   APART_DONE &&
               result == 1,
           "apart", "time by the clock does not count", "");
    result = 0;
    report(stand_apart(in_circles, &one, &result, sizeof result, 50) ==
                   APART_LATE &&
               result == 0,
           "apart", "CPU time does", "");
    report(stand_apart(killed, &one, &result, sizeof result, 50) ==
               APART_KILLED,
           "apart", "killed from outside", "");
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **arguments)
{
    attempt_path = arguments[1];
    double start_s = seconds();
    check_apart();
    for (int i = 2; i < count; i++) {
        const char *victim = arguments[i];
        check_modes(victim, PLAIN);
        check_modes(victim, STOPPED);
        check_leaderless(victim);
        check_recursion(victim);
        check_many(victim);
        check_elsewhere(victim);
        check_gone(victim);
        check_offline(victim);
        if (geteuid() == 0) {
            check_modes(victim, OTHER_UID | NEW_PIDS);
            /* Not inside a chroot: its root is no mount point. */
            if (system("unshare -m true 2> /dev/null") == 0)
                check_modes(victim, NEW_MOUNTS);
            check_not_permitted(victim);
        }
    }
    printf("%d failures, %.1f s\n", failures, seconds() - start_s);
    return failures > 0;
}
