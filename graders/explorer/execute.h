/* execute.h - runs executions; between them nothing of the program lives. */
#ifndef EXECUTE_H
#define EXECUTE_H

#include "engine.h"

/* Reserves everything. Once, before anything else. Ends the program with a
 * message if the machine has no memory. */
void engine_allocate(const struct options *options);

/* Forgets what was learnt of the program that was explored so far: another one
 * comes. Between explorations. */
void engine_forget(void);

/* The program's exit(): waits until nobody else can go on. */
_Noreturn void program_exit(int status, const void *pc);

#endif
