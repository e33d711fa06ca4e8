/* A process to be looked at: `victim MODE`. Writes one byte to descriptor 3
 * when it is (nearly) where it stays. _GNU_SOURCE: pthread_setname_np. */
#define _GNU_SOURCE
#include "victim.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { READY_FD = 3, MANY = 80 };

static pthread_barrier_t meeting;

void victim_ready(void)
{
    if (write(READY_FD, "r", 1) != 1)
        _exit(9);
}

void victim_meet(void)
{
    if (pthread_barrier_wait(&meeting) != 0)
        victim_ready();
}

void victim_block(void)
{
    victim_ready();
    for (;;)
        pause();
}

static void park(int signal_number)
{
    (void)signal_number;
    victim_block();
}

static void *forwards(void *none)
{
    pthread_setname_np(pthread_self(), "forwards");
    lock_forwards();
    return none;
}

static void *backwards(void *none)
{
    pthread_setname_np(pthread_self(), "backwards");
    lock_backwards();
    return none;
}

static void *spinner(void *none)
{
    pthread_setname_np(pthread_self(), "spinner\n\xff(Z) Z");
    spin();
    return none;
}

static void *idle(void *none)
{
    pthread_barrier_wait(&meeting);
    for (;;)
        pause();
    return none;
}

static void start(void *(*body)(void *))
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, NULL) != 0)
        _exit(9);
}

static void catch_crashes(void)
{
    static char stack[65536];
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_handler = park, .sa_flags = SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
}

static void be_many(void)
{
    pthread_barrier_destroy(&meeting);
    pthread_barrier_init(&meeting, NULL, MANY + 1);
    for (int i = 0; i < MANY; i++)
        start(idle);
    pthread_barrier_wait(&meeting);
    victim_block();
}

int main(int count, char **arguments)
{
    const char *mode = count > 1 ? arguments[1] : "";
    pthread_barrier_init(&meeting, NULL, 2);
    catch_crashes();
    if (strcmp(mode, "deadlock") == 0) {
        start(forwards);
        start(backwards);
        for (;;)
            pause();
    } else if (strcmp(mode, "spin") == 0) {
        spin();
    } else if (strcmp(mode, "leaderless") == 0) {
        start(spinner);
        pthread_exit(NULL);
    } else if (strcmp(mode, "crash") == 0) {
        crash();
    } else if (strcmp(mode, "nowhere") == 0) {
        call_nowhere();
    } else if (strcmp(mode, "recursion") == 0) {
        recurse(0);
    } else if (strcmp(mode, "deep") == 0) {
        block_deep(200);
    } else if (strcmp(mode, "many") == 0) {
        be_many();
    } else if (strcmp(mode, "elsewhere") == 0) {
        victim_block();
    } else if (strcmp(mode, "end") == 0) {
        victim_ready();
        _exit(0);
    }
    return 9;
}
