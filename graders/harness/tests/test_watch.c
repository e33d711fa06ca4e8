/* Tests of the watch: programs that end in every way. The program plays its
 * own victims: `test_watch VICTIM` misbehaves, `test_watch` watches. */
#define _GNU_SOURCE
#include "watch.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *lock_it(void *nothing)
{
    pthread_mutex_lock(&mutex);
    return nothing;
}

/* More than a pipe holds: whoever does not read it waits for ever. */
static void say_last_words(int signal)
{
    static const char words[200000] = {'x'};
    (void)signal;
    _exit(write(STDOUT_FILENO, words, sizeof words) == sizeof words ? 5 : 6);
}

/* Each file as large as it may be, and removed if that is possible. */
static void fill_disk(void)
{
    static const char block[1 << 20] = {'x'};
    for (int i = 0;; i++) {
        char path[32];
        snprintf(path, sizeof path, "file%d", i);
        int fd = open(path, O_CREAT | O_WRONLY, 0600);
        unlink(path);
        if (write(fd, block, sizeof block) < 0)
            pause();
        close(fd);
    }
}

/* As much, in files within the limit of one, and ends at once. */
static void fill_and_end(void)
{
    static const char block[1 << 20] = {'x'};
    for (int i = 0; i < WATCH_FILES_MIB + 8; i++) {
        char path[32];
        snprintf(path, sizeof path, "file%d", i);
        int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0600);
        (void)!write(fd, block, sizeof block);
        close(fd);
    }
}

/* No process takes more than it may, but all of them together do. */
static void take_memory_together(void)
{
    const size_t most = 200u * 1024 * 1024;
    for (int i = 0; i < 6; i++) {
        if (fork() != 0)
            continue;
        char *memory = malloc(most);
        for (size_t at = 0; memory && at < most; at += 4096)
            memory[at] = 1;
        for (;;)
            pause();
    }
    while (wait(NULL) > 0)
        continue;
}

static int victim(const char *name)
{
    pthread_t thread;
    if (strcmp(name, "stuck") == 0) {
        pthread_mutex_lock(&mutex);
        pthread_create(&thread, NULL, lock_it, NULL);
        pthread_join(thread, NULL);
    } else if (strcmp(name, "spin") == 0) {
        for (volatile int i = 0;; i = i + 1)
            ;
    } else if (strcmp(name, "flood") == 0) {
        for (;;)
            puts("a line of output");
    } else if (strcmp(name, "stop") == 0) {
        raise(SIGSTOP); /* forbidden, like the next one: it goes on */
        raise(SIGKILL);
    } else if (strcmp(name, "report") == 0) {
        dprintf(atoi(getenv("INTERLEAVE_REPORT_FD")),
                "\nnonce\tstop\tmisuse\tx\ty\n");
        pause();
    } else if (strcmp(name, "last_words") == 0) {
        signal(SIGTERM, say_last_words);
        dprintf(atoi(getenv("INTERLEAVE_REPORT_FD")),
                "\nnonce\tstop\tmisuse\tx\ty\n");
        for (;;)
            pause();
    } else if (strcmp(name, "disk") == 0) {
        fill_disk();
    } else if (strcmp(name, "full") == 0) {
        fill_and_end();
    } else if (strcmp(name, "family") == 0) {
        take_memory_together();
    } else if (strcmp(name, "asleep") == 0) {
        pause();
    } else if (strcmp(name, "daemon") == 0) {
        if (fork() == 0) {
            setsid();
            for (;;)
                pause();
        }
    } else if (strcmp(name, "bomb") == 0) {
        for (;;)
            fork();
    } else if (strcmp(name, "crash") == 0) {
        raise(SIGSEGV);
    }
    return 7;
}

static const struct {
    const char *name;
    enum ending ending;
} expected[] = {
    {"exit", ENDED_EXIT},     {"stuck", ENDED_STUCK},   {"spin", ENDED_CPU},
    {"flood", ENDED_OUTPUT},  {"stop", ENDED_EXIT},     {"report", ENDED_STOP},
    {"daemon", ENDED_EXIT},   {"bomb", ENDED_CROWD},    {"crash", ENDED_EXIT},
    {"asleep", ENDED_ASLEEP}, {"family", ENDED_MEMORY}, {"disk", ENDED_FILES},
    {"full", ENDED_FILES},
};

/* A program that is asked to end does so, and its output is what it was. */
static int check_soft_end(const char *self, const char *folder,
                          const struct confine_limits *limits)
{
    static struct watched watched;
    const char *const command[] = {self, "last_words", NULL};
    watch_program(command, folder, "nonce", limits, "", true, &watched);
    int good = watched.ending == ENDED_STOP && watched.output[0] == '\0' &&
               WIFEXITED(watched.status) && WEXITSTATUS(watched.status) == 5;
    printf("%s watch: last words\n", good ? "ok   " : "FAIL ");
    watch_free(&watched);
    return !good;
}

static void take_files_away(const char *folder)
{
    char path[100];
    int i = 0;
    do
        snprintf(path, sizeof path, "%s/file%d", folder, i++);
    while (unlink(path) == 0);
}

int main(int argc, char **argv)
{
    struct confine_limits limits = {
        .memory_mib = 256, .file_mib = 1, .processes = 64};
    static struct watched watched;
    char self[4096], folder[] = "/tmp/interleave-watch-XXXXXX";
    int failures = 0;
    if (argc > 1)
        return victim(argv[1]);
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    if (!mkdtemp(folder))
        return 2;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *const command[] = {self, expected[i].name, NULL};
        if (expected[i].ending == ENDED_MEMORY &&
            !(confine_layers() & CONFINE_GROUP)) {
            printf("skip  watch: %s (no control groups here)\n",
                   expected[i].name);
            continue;
        }
        /* Who is not to spin may be on a slow machine. */
        limits.cpu_s = expected[i].ending == ENDED_CPU ? 1 : 60;
        watch_program(command, folder, "nonce", &limits, "test_watch.c", false,
                      &watched);
        int good = watched.ending == expected[i].ending;
        if (strcmp(expected[i].name, "exit") == 0 ||
            strcmp(expected[i].name, "stop") == 0)
            good &=
                WIFEXITED(watched.status) && WEXITSTATUS(watched.status) == 7;
        if (strcmp(expected[i].name, "stuck") == 0)
            good &= watched.stands.count == 2;
        printf("%s watch: %s\n", good ? "ok   " : "FAIL ", expected[i].name);
        if (!good)
            printf("      ending %d, status %x, %s\n", watched.ending,
                   (unsigned)watched.status, watched.problem);
        failures += !good;
        watch_free(&watched);
        take_files_away(folder);
    }
    failures += check_soft_end(self, folder, &limits);
    if (rmdir(folder) != 0)
        failures++;
    return failures != 0;
}
