/* An event loop: one thread, a queue of tasks, timers. A task runs until it
 * returns; to wait is to be called again later. */
#include "ways.h"

#include "must.h"

#include <poll.h>
#include <stdlib.h>

struct task {
    void (*run)(struct task *);
    double due_us; /* not before */
    int times;     /* how often it will still run */
    struct task *other, *next;
};

static struct task *first, **last = &first;

static void post(struct task *task, double due_us)
{
    task->due_us = due_us;
    task->next = NULL;
    *last = task;
    last = &task->next;
}

static struct task *take(void)
{
    struct task *task = first;
    first = task->next;
    if (first == NULL)
        last = &first;
    return task;
}

/* All timers here are equally long, so the first in the queue is due first. */
static void run_all(void)
{
    while (first != NULL) {
        double early_us = first->due_us - now_us();
        if (first->due_us > 0 && early_us > 0)
            poll(NULL, 0, (int)(early_us / 1000) + 1);
        struct task *task = take();
        task->run(task);
    }
}

static void nothing(struct task *task)
{
    task->times--;
}

static double start_us(void)
{
    double begin = now_us();
    for (int i = 0; i < STARTS; i++) {
        struct task task = {.run = nothing, .times = 1};
        post(&task, 0);
        run_all();
    }
    return (now_us() - begin) / STARTS;
}

static void hand_over(struct task *task)
{
    if (task->times-- > 0)
        post(task->other, 0);
}

static double turn_us(void)
{
    struct task there = {.run = hand_over, .times = TURNS};
    struct task back = {.run = hand_over, .times = TURNS, .other = &there};
    there.other = &back;
    double begin = now_us();
    post(&there, 0);
    run_all();
    return (now_us() - begin) / TURNS;
}

static double wait_ms(void)
{
    static struct task tasks[WAITERS];
    double begin = now_us();
    for (int i = 0; i < WAITERS; i++) {
        tasks[i] = (struct task){.run = nothing};
        post(&tasks[i], begin + WAIT_MS * 1000);
    }
    run_all();
    return (now_us() - begin) / 1000;
}

/* A task that waits is what its memory is; there is no stack. */
static double memory_kib(void)
{
    return sizeof(struct task) / 1024.0;
}

static void compute_part(struct task *task)
{
    task->times = (int)(work(WORK / PARTS) & 1);
}

static double compute_ms(void)
{
    struct task tasks[PARTS];
    double begin = now_us();
    for (int i = 0; i < PARTS; i++) {
        tasks[i] = (struct task){.run = compute_part};
        post(&tasks[i], 0);
    }
    run_all();
    return (now_us() - begin) / 1000;
}

const struct way way_loop = {"event loop", start_us,   turn_us,
                             wait_ms,      memory_kib, compute_ms};
