/* run_accesses.h - the accesses of run.c, each in a function of its own, which
 * is instrumented although the interpreter around it is not. Included once. */
#ifndef RUN_ACCESSES_H
#define RUN_ACCESSES_H

static int read_plain(int i)
{
    return x[i];
}

static void write_plain(int i, int value)
{
    x[i] = value;
}

static void set_result(int i, int value)
{
    result[i] = value;
}

static int load(int i, int order)
{
    return order == 0   ? atomic_load_explicit(&atom[i], memory_order_relaxed)
           : order == 1 ? atomic_load_explicit(&atom[i], memory_order_acquire)
                        : atomic_load(&atom[i]);
}

static void store(int i, int value, int order)
{
    if (order == 0)
        atomic_store_explicit(&atom[i], value, memory_order_relaxed);
    else if (order == 1)
        atomic_store_explicit(&atom[i], value, memory_order_release);
    else
        atomic_store(&atom[i], value);
}

static int read_locked(int i)
{
    pthread_mutex_lock(&mutex[i]);
    int value = x[i];
    pthread_mutex_unlock(&mutex[i]);
    return value;
}

/* The value is nowhere but in a register when the store becomes a step. */
static void store_late(int i, int from)
{
    atomic_store(&atom[i], read_locked(from));
}

static int fetch_add(int i, int value, int order)
{
    return order == 0   ? atomic_fetch_add_explicit(&atom[i], value,
                                                    memory_order_relaxed)
           : order == 1 ? atomic_fetch_add_explicit(&atom[i], value,
                                                    memory_order_acq_rel)
                        : atomic_fetch_add(&atom[i], value);
}

static int exchange(int i, int value)
{
    return atomic_exchange(&atom[i], value);
}

static int compare(int i, int expected, int value)
{
    return atomic_compare_exchange_strong(&atom[i], &expected, value);
}

static int compare_weak(int i, int expected, int value)
{
    return atomic_compare_exchange_weak(&atom[i], &expected, value);
}

static int read_block(int i)
{
    return *block[i];
}

static void write_block(int i, int value)
{
    *block[i] = value;
}

static int count_local(void)
{
    return local_count++;
}

static void first_time(void)
{
    atomic_fetch_add(&atom[1], 1);
}

static void fence(int order)
{
    if (order == 0)
        atomic_thread_fence(memory_order_release);
    else if (order == 1)
        atomic_thread_fence(memory_order_acquire);
    else
        atomic_thread_fence(memory_order_seq_cst);
}

#endif
