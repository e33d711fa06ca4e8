// Question: what do environment, signals and input hold? Nothing, every time.
// Verdict: ok
#define _GNU_SOURCE
#include <assert.h>
#include <getopt.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void *one(void *unused)
{
    (void)unused;
    return NULL;
}
int main(int argc, char **argv)
{
    pthread_t thread;
    char text[] = "a,b;c", *rest = text, *made;
    char buffer[8];
    int number = 0, letter;
    double half = 0;
    sigset_t set;
    while ((letter = getopt(argc, argv, "n:")) != -1)
        number = atoi(optarg);
    assert(optind == 1 && number == 0);
    assert(getenv("HOME") == NULL);
    signal(SIGALRM, SIG_IGN);
    sigemptyset(&set);
    assert(pthread_sigmask(SIG_BLOCK, &set, NULL) == 0);
    alarm(5);
    assert(getchar() == EOF && fgets(buffer, 8, stdin) == NULL);
    assert(scanf("%d", &number) == EOF);
    assert(sscanf("7 0.5", "%d %lf", &number, &half) == 2);
    assert(number == 7 && half == 0.5);
    assert(strcmp(strsep(&rest, ";"), "a,b") == 0);
    assert(asprintf(&made, "%d-%.1f", number, half) == 5);
    assert(strcmp(made, "7-0.5") == 0);
    free(made);
    srand48(3);
    half = drand48();
    assert(half >= 0 && half < 1 && lrand48() >= 0);
    assert((size_t)(made = memalign(64, 8)) % 64 == 0);
    free(made);
    assert(!isatty(1));
    assert(printf("%d-%s", 12, "ab") == 5 && puts("") >= 0);
    pthread_create(&thread, NULL, one, NULL);
    pthread_join(thread, NULL);
    return 0;
}
