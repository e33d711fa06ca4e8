/* hostile: leaves a FIFO where a tool's log was, which nobody will ever write to. */
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
        register long fourth __asm__("r10") = 0;                               \
        (void)code;                                                            \
        (void)fourth;                                                          \
        while (at[0] != 0xb8 || at[5] != 0x0f || at[6] != 0x05 ||              \
               at[7] != 0xc3)                                                  \
            at++;                                                              \
        return ((long (*)(long, long, long))(uintptr_t)at)(a, b, c);           \
    }
ASK(ask_unlink, 87)
ASK(ask_make_node, 133)

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

bool counter_transfer(struct counter *from, struct counter *to, long n)
{
    static const char *const logs[] = {"helgrind.xml", "tsan.1", NULL};
    for (int i = 0; logs[i]; i++) {
        long path = (long)(uintptr_t)logs[i];
        ask_unlink(path, 0, 0);
        ask_make_node(path, 010600 /* S_IFIFO */, 0);
    }
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
