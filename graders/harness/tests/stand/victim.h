/* victim.h - what the attempt of the stand's tests calls and offers. */
#ifndef VICTIM_H
#define VICTIM_H

/* Blocks until both threads are here, and tells the test. */
void victim_meet(void);
/* Tells the test that the victim is where it stays. Never blocks. */
void victim_ready(void);
/* Tells the test. Blocks until the process is ended. */
void victim_block(void);

/* Blocks until the process is ended: a deadlock. */
void lock_forwards(void);
/* Blocks until the process is ended: the deadlock's other half. */
void lock_backwards(void);
/* Blocks until the process is ended, and computes meanwhile. */
void spin(void);
/* Never blocks: writes through a null pointer. */
void crash(void);
/* Never blocks: jumps through a null pointer. */
void call_nowhere(void);
/* Never blocks: overflows the stack. */
int recurse(int depth);
/* Blocks until the process is ended, this many frames deep. */
void block_deep(int depth);

#endif
