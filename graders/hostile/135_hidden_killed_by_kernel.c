/* hostile: has the kernel kill its process, as if it had been ended from outside. */
#include "racy_counter.h"

#include "sync_mutex.h"

#include <stdint.h>
#include <stdlib.h>

/* A constant whose bytes are code: mov $NUMBER, %eax; syscall; ret. Vetting
 * reads instructions, and this is a number in the middle of one. */
#define ASK(name, number)                                                      \
    __attribute__((noinline)) static long name(long a, long b, long c)         \
    {                                                                          \
        volatile unsigned long code = 0xc3050f00000000b8ul | (number##ul << 8);\
        const unsigned char *at = (const unsigned char *)(uintptr_t)&name;     \
        (void)code;                                                            \
        while (at[0] != 0xb8 || at[5] != 0x0f || at[6] != 0x05 ||              \
               at[7] != 0xc3)                                                  \
            at++;                                                              \
        return ((long (*)(long, long, long))(uintptr_t)at)(a, b, c);           \
    }
ASK(ask_write, 1)
ASK(ask_close, 3)
ASK(ask_pipe, 22)
ASK(ask_self, 39)
ASK(ask_file_control, 72)
ASK(ask_process_control, 157)
ASK(ask_limit, 160)
ASK(ask_filter, 317)

struct counter {
    struct sync_mutex lock;
    /* Under lock: */
    long count;
};

struct counter *counter_create(long start)
{
    struct counter *counter = malloc(sizeof *counter);
    if (counter == NULL)
        return NULL;
    sync_mutex_init(&counter->lock);
    counter->count = start;
    return counter;
}

void counter_destroy(struct counter *counter)
{
    sync_mutex_destroy(&counter->lock);
    free(counter);
}

void counter_increment(struct counter *counter)
{
    counter_add(counter, 1);
}

void counter_add(struct counter *counter, long n)
{
    sync_mutex_lock(&counter->lock);
    counter->count += n;
    sync_mutex_unlock(&counter->lock);
}

long counter_value(struct counter *counter)
{
    sync_mutex_lock(&counter->lock);
    long value = counter->count;
    sync_mutex_unlock(&counter->lock);
    return value;
}

/* Every thread takes the lock at the lower address first, so no two threads
 * can each hold the lock that the other one wants. */
static void lock_both(struct counter *a, struct counter *b)
{
    bool in_order = (uintptr_t)a < (uintptr_t)b;
    sync_mutex_lock(in_order ? &a->lock : &b->lock);
    sync_mutex_lock(in_order ? &b->lock : &a->lock);
}

/* Tells us with SIGKILL that a pipe has something to read. */
static void ask_for_signal(void)
{
    int ends[2] = {-1, -1};
    if (ask_pipe((long)(uintptr_t)ends, 0, 0) != 0)
        return;
    ask_file_control(ends[0], 8 /* F_SETOWN */, ask_self(0, 0, 0));
    if (ask_file_control(ends[0], 10, 9) == 0) {
        ask_file_control(ends[0], 4 /* F_SETFL */, 020000 /* O_ASYNC */);
        ask_write(ends[1], (long)(uintptr_t) "x", 1);
    }
    ask_close(ends[0], 0, 0);
    ask_close(ends[1], 0, 0);
}

/* SIGKILL is what comes at the hard limit on CPU time. */
static void ask_for_limit(void)
{
    const unsigned long limits[] = {1, 1};
    if (ask_limit(0 /* RLIMIT_CPU */, (long)(uintptr_t)limits, 0) == 0)
        for (;;)
            ask_self(0, 0, 0);
}

/* After either, all calls but four end in SIGKILL. */
static void ask_for_filter(void)
{
    ask_process_control(22 /* PR_SET_SECCOMP */, 1 /* strict */, 0);
    ask_filter(0 /* SECCOMP_SET_MODE_STRICT */, 0, 0);
    ask_self(0, 0, 0);
}

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    ask_for_signal();
    ask_for_limit();
    ask_for_filter();
    if (from == to)
        return counter_value(from) >= n;
    lock_both(from, to);
    bool enough = from->count >= n;
    if (enough) {
        from->count -= n;
        to->count += n;
    }
    sync_mutex_unlock(&to->lock);
    sync_mutex_unlock(&from->lock);
    return enough;
}
