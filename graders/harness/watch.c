#define _GNU_SOURCE

#include "watch.h"
#include "watch_files.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_EVERY_MS 20
#define SOFT_END_CPU_S 60 /* more than it had, for its last words */

/* So many looks in a row at which nothing had moved: it sleeps for ever. Time
 * that the machine keeps it waiting does not count: who waits for a processor
 * or a disk is not asleep. */
#define LOOKS_ASLEEP 250
#define FLAG_EXITING 0x4 /* the kernel's PF_EXITING */
#define TASKS_MAX 1000   /* one look takes in; more are a bomb anyway */

struct look {
    int tasks; /* of the program and its children; without the dead */
    int asleep;
    int in_endless_wait;
    int stopped;
    int looks_asleep;  /* in a row, this one included */
    uint64_t switches; /* which task was switched how often, in a sum */
    double cpu_s;
    double fed_s; /* when it had last got another second of CPU time */
    double fed_cpu_s;
};

/* ---- looking at /proc ---- */

static bool read_file(const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    size_t length = fread(text, 1, size - 1, file);
    text[length] = '\0';
    fclose(file);
    return length > 0;
}

/* State, flags and CPU ticks stand behind the name, which may hold anything.
 * The state of one that is ending is 'E', whatever it does meanwhile: the last
 * thread of a pid namespace's first process waits for the others' ends, and
 * /proc still shows the system call in which it was told to end. */
static void read_stat(const char *folder, struct look *look, char *state)
{
    char path[128], text[1024];
    unsigned long flags = 0, user = 0, system = 0;
    *state = '?';
    snprintf(path, sizeof path, "%s/stat", folder);
    if (!read_file(path, text, sizeof text))
        return;
    const char *rest = strrchr(text, ')');
    if (rest &&
        sscanf(rest + 1, " %c %*d %*d %*d %*d %*d %lu %*u %*u %*u %*u %lu %lu",
               state, &flags, &user, &system) == 4)
        look->cpu_s += (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
    if ((flags & FLAG_EXITING) && *state != 'Z' && *state != 'X')
        *state = 'E';
}

/* "202 0xaddress 0xoperation 0xvalue 0xtimeout ...": a futex call whose time
 * limit is NULL. */
static bool waits_for_ever(const char *folder)
{
    char path[128], text[256];
    long number = -1;
    unsigned long operation = 0, timeout = 1;
    snprintf(path, sizeof path, "%s/syscall", folder);
    if (!read_file(path, text, sizeof text))
        return false;
    if (sscanf(text, "%ld %*x %lx %*x %lx", &number, &operation, &timeout) != 3)
        return false;
    unsigned long command = operation & 0x7f;
    bool waits = command == 0 || command == 9; /* WAIT, WAIT_BITSET */
    return number == SYS_futex && waits && timeout == 0;
}

/* How often the task gave its processor up by itself, mixed with which one it
 * is. Bare counts would not do: a look takes a while, so threads that hand
 * something on can all seem asleep in it; and where one has ended and another
 * begun since the last look, the sum of their counts may be the same. */
static uint64_t switches_of(const char *folder)
{
    char path[128], text[4096];
    unsigned long count = 0;
    snprintf(path, sizeof path, "%s/status", folder);
    if (read_file(path, text, sizeof text)) {
        const char *line = strstr(text, "\nvoluntary_ctxt_switches:");
        if (line)
            sscanf(line, "%*s %lu", &count);
    }
    uint64_t mixed = UINT64_C(0xCBF29CE484222325) ^ count; /* FNV-1a */
    for (const char *byte = folder; *byte; byte++)
        mixed = (mixed ^ (unsigned char)*byte) * UINT64_C(0x100000001B3);
    return mixed;
}

static void look_at_task(const char *folder, struct look *look)
{
    char state;
    read_stat(folder, look, &state);
    if (state == 'Z' || state == 'X')
        return;
    look->tasks++;
    look->stopped += state == 'T';
    if (state != 'S')
        return;
    look->asleep++;
    look->switches += switches_of(folder);
    look->in_endless_wait += waits_for_ever(folder);
}

static void look_at_process(pid_t pid, struct look *look);

static void look_at_children(const char *folder, struct look *look)
{
    char path[128], text[4096];
    snprintf(path, sizeof path, "%s/children", folder);
    if (!read_file(path, text, sizeof text))
        return;
    char *next = text;
    long child;
    while (look->tasks < TASKS_MAX && (child = strtol(next, &next, 10)) > 0)
        look_at_process((pid_t)child, look);
}

static void look_at_process(pid_t pid, struct look *look)
{
    char folder[64];
    snprintf(folder, sizeof folder, "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(folder);
    struct dirent *entry;
    while (tasks && (entry = readdir(tasks)) != NULL) {
        char task[96];
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        snprintf(task, sizeof task, "%s/%.16s", folder, entry->d_name);
        look_at_task(task, look);
        look_at_children(task, look);
    }
    if (tasks)
        closedir(tasks);
}

/* ---- what it writes ---- */

static void keep_end(struct watched *w, const char *text, size_t length)
{
    size_t kept = strnlen(w->output, WATCH_OUTPUT_KEPT);
    if (length > WATCH_OUTPUT_KEPT) {
        text += length - WATCH_OUTPUT_KEPT;
        length = WATCH_OUTPUT_KEPT;
    }
    if (kept + length > WATCH_OUTPUT_KEPT) {
        size_t surplus = kept + length - WATCH_OUTPUT_KEPT;
        memmove(w->output, w->output + surplus, kept - surplus);
        kept -= surplus;
    }
    for (size_t i = 0; i < length; i++)
        w->output[kept + i] = text[i] ? text[i] : '?';
    w->output[kept + length] = '\0';
}

static void keep_beginning(struct watched *w, const char *text, size_t length)
{
    size_t kept = strnlen(w->beginning, WATCH_OUTPUT_KEPT);
    for (size_t i = 0; i < length && kept < WATCH_OUTPUT_KEPT; i++)
        w->beginning[kept++] = text[i] ? text[i] : '?';
    w->beginning[kept] = '\0';
}

static bool drain_output(const struct confined *confined, struct watched *w)
{
    char text[4096];
    ssize_t length;
    while ((length = read(confined->output_fd, text, sizeof text)) > 0) {
        w->output_length += (size_t)length;
        keep_beginning(w, text, (size_t)length);
        keep_end(w, text, (size_t)length);
        if (w->output_length > WATCH_OUTPUT_MAX)
            return false;
    }
    return true;
}

static bool drain_report(const struct confined *confined, struct watched *w)
{
    for (;;) {
        size_t room = WATCH_REPORT_MAX - w->report_length;
        if (room == 0)
            return false;
        ssize_t length =
            read(confined->report_fd, w->report + w->report_length, room);
        if (length <= 0)
            return true;
        /* A 0 would end the report for those who read it. */
        for (ssize_t i = 0; i < length; i++)
            if (w->report[w->report_length + (size_t)i] == '\0')
                w->report[w->report_length + (size_t)i] = '?';
        w->report_length += (size_t)length;
        w->report[w->report_length] = '\0';
    }
}

/* A whole line "NONCE stop ...": it stands still and wants a look. */
static bool asks_for_look(const struct watched *w, const char *nonce)
{
    char begin[100];
    snprintf(begin, sizeof begin, "\n%s\tstop\t", nonce);
    const char *stop = strstr(w->report, begin);
    return stop && strchr(stop + 1, '\n');
}

/* ---- the watch ---- */

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool has_ended(pid_t pid)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == pid;
}

static void wait_a_little(const struct confined *confined, int pidfd)
{
    struct pollfd fds[] = {{.fd = confined->output_fd, .events = POLLIN},
                           {.fd = confined->report_fd, .events = POLLIN},
                           {.fd = pidfd, .events = POLLIN}};
    poll(fds, 3, LOOK_EVERY_MS);
    /* A closed pipe is always readable; do not spin on it. */
    if ((fds[0].revents & POLLHUP) || (fds[1].revents & POLLHUP))
        poll(&fds[2], 1, 1);
}

/* Nobody ran between the two looks, and nobody wants to. */
static bool is_asleep(const struct look *before, const struct look *now)
{
    return now->tasks > 0 && now->asleep == now->tasks &&
           before->asleep == now->tasks && before->tasks == now->tasks &&
           before->switches == now->switches;
}

static struct look look_again(pid_t pid, const struct look *before)
{
    struct look now = {.fed_s = before->fed_s, .fed_cpu_s = before->fed_cpu_s};
    look_at_process(pid, &now);
    if (is_asleep(before, &now))
        now.looks_asleep = before->looks_asleep + 1;
    /* It is less than before if a child of it has ended. */
    if (now.cpu_s > now.fed_cpu_s + 1 || now.cpu_s < now.fed_cpu_s) {
        now.fed_s = seconds_now();
        now.fed_cpu_s = now.cpu_s;
    }
    return now;
}

/* Decides whether it will ever end by itself; compares two looks. */
static bool is_over(const struct look *before, const struct look *now,
                    const struct confine_limits *limits, enum ending *ending)
{
    if (now->tasks > limits->processes / 2)
        *ending = ENDED_CROWD;
    else if (now->cpu_s > (double)limits->cpu_s)
        *ending = ENDED_CPU;
    else if (now->tasks > 0 && now->stopped == now->tasks)
        *ending = ENDED_STOPPED;
    else if (is_asleep(before, now) && now->in_endless_wait == now->tasks &&
             before->in_endless_wait == now->tasks)
        *ending = ENDED_STUCK;
    else if (now->looks_asleep > LOOKS_ASLEEP)
        *ending = ENDED_ASLEEP;
    else
        return false;
    return true;
}

static enum ending watch(const struct confined *confined, int pidfd,
                         const char *directory,
                         const struct confine_limits *limits, const char *nonce,
                         struct watched *w)
{
    double looked = seconds_now();
    struct look before = {.fed_s = looked};
    enum ending ending;
    for (;;) {
        wait_a_little(confined, pidfd);
        bool ended = has_ended(confined->pid); /* before the last drain */
        if (!drain_output(confined, w) || !drain_report(confined, w))
            return ENDED_OUTPUT;
        if (nonce && asks_for_look(w, nonce))
            return ENDED_STOP;
        if (ended) /* what it wrote counts, whenever one looked before */
            return watch_files_fill(directory, WATCH_FILES_MIB) ? ENDED_FILES
                                                                : ENDED_EXIT;
        double now = seconds_now();
        if (now - looked < LOOK_EVERY_MS / 1000.0)
            continue;
        looked = now;
        struct look look = look_again(confined->pid, &before);
        if (is_over(&before, &look, limits, &ending))
            return ending;
        if (watch_files_fill(directory, WATCH_FILES_MIB))
            return ENDED_FILES;
        before = look;
        if (now - look.fed_s > WATCH_PATIENCE_S)
            return ENDED_PATIENCE;
    }
}

/* Whether a program that was asked to end will never do so. */
static bool refuses_to_end(const struct look *now,
                           const struct confine_limits *limits)
{
    return now->cpu_s > (double)(limits->cpu_s + SOFT_END_CPU_S) ||
           (now->tasks > 0 && now->stopped == now->tasks) ||
           now->looks_asleep > LOOKS_ASLEEP;
}

/* So that it is not held up by a full pipe. What it says now is no part of its
 * output: Valgrind's last words tell of threads that end meanwhile. */
static void discard(int fd)
{
    char text[4096];
    while (read(fd, text, sizeof text) > 0)
        ;
}

/* Asks it to end and lets it, however long the machine takes over that: a log
 * that is cut short could lack what decides. Returns: false if the machine
 * gave it no time. */
static bool end_softly(const struct confined *confined, int pidfd,
                       const struct confine_limits *limits)
{
    double looked = seconds_now();
    struct look before = {.fed_s = looked};
    kill(confined->pid, SIGTERM);
    while (!has_ended(confined->pid)) {
        wait_a_little(confined, pidfd);
        discard(confined->output_fd);
        discard(confined->report_fd);
        double now = seconds_now();
        if (now - looked < LOOK_EVERY_MS / 1000.0)
            continue;
        looked = now;
        struct look look = look_again(confined->pid, &before);
        if (refuses_to_end(&look, limits))
            return true;
        if (now - look.fed_s > WATCH_PATIENCE_S)
            return false;
        before = look;
    }
    return true;
}

void watch_program(const char *const argv[], const char *directory,
                   const char *input, const struct confine_limits *limits,
                   const char *attempt_file, bool soft_end, struct watched *w)
{
    struct confined confined;
    memset(w, 0, sizeof *w);
    w->ending = ENDED_NOT_RUN;
    w->report = calloc(1, WATCH_REPORT_MAX + 1);
    if (!w->report || !confine_start(&confined, argv, directory, input, limits,
                                     w->problem, sizeof w->problem))
        return;
    int pidfd = (int)syscall(SYS_pidfd_open, confined.pid, 0);
    w->ending = watch(&confined, pidfd, directory, limits, input, w);
    if (w->ending != ENDED_EXIT) {
        if (!soft_end)
            stand_collect(confined.pid, attempt_file, &w->stands);
        else if (!end_softly(&confined, pidfd, limits))
            w->ending = ENDED_PATIENCE;
    }
    w->status = confine_end(&confined);
    if (confined.out_of_memory)
        w->ending = ENDED_MEMORY;
    if (pidfd >= 0)
        close(pidfd);
}

void watch_free(struct watched *w)
{
    free(w->report);
    w->report = NULL;
}
