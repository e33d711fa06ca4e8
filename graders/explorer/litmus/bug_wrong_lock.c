// Question: some take the lock of the data, others the lock of the function.
// Verdict: data_race
// And: wrong_result races=off
#include "litmus.h"

static pthread_mutex_t of_data = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t of_function = PTHREAD_MUTEX_INITIALIZER;
static int data;

static void *by_data(void *unused)
{
    pthread_mutex_lock(&of_data);
    int old = data;
    data++;
    assert(data == old + 1);
    pthread_mutex_unlock(&of_data);
    return unused;
}

static void *by_function(void *unused)
{
    pthread_mutex_lock(&of_function);
    data++;
    pthread_mutex_unlock(&of_function);
    return unused;
}

int main(void)
{
    both(by_data, by_function);
}
