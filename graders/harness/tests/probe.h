/* probe.h - functions whose calls are redirected, for the tests of turns. */
#ifndef PROBE_H
#define PROBE_H

#include <stdbool.h>
#include <stdint.h>

void probe_reset(void);
void probe_lock(void *nothing);
void probe_lock_and_keep(void *nothing);
void probe_wait(void *nothing);
void probe_wait_with_if(void *nothing);
void probe_make_ready(void *broadcast);
void probe_timed_wait(void *deadline_ns);
void probe_sem_wait(void *nothing);
void probe_sem_post(void *nothing);
void probe_sem_timed(void *nothing);
void probe_read(void *nothing);
void probe_write(void *nothing);
void probe_unlock_rw(void *nothing);
void probe_barrier(void *nothing);
void probe_once(void *nothing);
void probe_spin(void *nothing);
void probe_yield_until_ready(void *nothing);
void probe_sleep(void *ns);
void probe_create_and_join(void *nothing);
void probe_c11(void *nothing);
void probe_heap(void *nothing);
void probe_call_until_flag(void *nothing);
void probe_eat(void *nothing);
void probe_errorcheck(void *nothing);

extern int probe_count; /* what the functions count */
extern int probe_error; /* what the last call returned */
extern volatile int probe_flag;
int64_t probe_clock(int realtime);

#endif
