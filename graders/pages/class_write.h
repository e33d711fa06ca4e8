/* class_write.h - all pages of a class. */
#ifndef CLASS_WRITE_H
#define CLASS_WRITE_H

#include "view_class.h"

struct class_request {
    const char *out;     /* the folder of make grade */
    const char *course;  /* the course file; or NULL */
    const char *graders; /* the folder with the labs' rubrics */
    struct names labs;   /* which belong to the class anyway */
};

/* Prints the page of the class alone. Blocks until standard output takes it.
 * Returns: the exit status. */
int class_print(const struct class_request *request);

/* Writes OUT/index.html and OUT/<student>/<lab>/report.html, and says how many
 * of them are new. Blocks until that is done. Returns: the exit status. */
int class_write(const struct class_request *request);

#endif
