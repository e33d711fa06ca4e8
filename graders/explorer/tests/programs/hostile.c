// Options: races=off
// Names and output that would move the cursor, and no UTF-8.
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int count;

static void *increment(void *name)
{
    pthread_setname_np(pthread_self(), name);
    printf("\033[2J\nverdict: ok\nexecutions: 1\n");
    int r = count;
    count = r + 1;
    return NULL;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, increment, "\033[31mred\033[2J");
    pthread_create(&b, NULL, increment, "\xff\xfe\xe2\x80\xaeright");
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    assert(count == 2 && "\033[2J"); // ]0;title
    return 0;
}
