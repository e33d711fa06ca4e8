/* stepper_rows.h - the rows of a stepper's table. */
#ifndef STEPPER_ROWS_H
#define STEPPER_ROWS_H

#include "stepper.h"

/* With more threads than that, a row names its thread. */
enum { LANES_MAX = 4 };

struct rows {
    FILE *out;
    const struct stepper *stepper;
    const char *run; /* what an address has between the check and the step */
    const struct shown *shown;
    const struct lanes *lanes;
};

/* A thread's sign and name. Blocks until the stream takes it. */
void put_thread(FILE *out, const struct shown *shown, int thread);

/* Writes them, one a step, and one for the end. Blocks until the stream takes
 * it. */
void rows_write(const struct rows *rows);

#endif
