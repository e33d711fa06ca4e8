/* view_file.h - files that are read with suspicion and written in one step. */
#ifndef VIEW_FILE_H
#define VIEW_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "view_result.h"

#define FILE_BYTES_MAX (16L * 1024 * 1024)

/* Opens a regular file of a sensible size for reading. Never blocks, not even
 * on a FIFO. Returns: NULL, the problem, and errno, when it cannot. */
FILE *file_open(const char *path, struct problem *problem);

/* Reads one line, without its end ("\n" or "\r\n"); a NUL in it becomes "?".
 * Never blocks. Returns: NULL at the end of the file.
 * Owns: the caller frees it. */
char *file_line(FILE *file);

/* A file that is being replaced: what is written into the stream appears
 * under the final name all at once, or not at all. */
struct new_file {
    FILE *stream;
    char *temporary;
    const char *path;
};

/* Starts one, beside its final place. Never blocks.
 * Returns: false, and the problem, when it cannot. Requires: the path
 * outlives it. */
bool new_file_begin(struct new_file *file, const char *path,
                    struct problem *problem);

/* Brings it to the disk and under its name. Blocks until that is done.
 * Returns: false, and the problem, when it cannot; then the old file stands
 * as it was. */
bool new_file_commit(struct new_file *file, struct problem *problem);

#endif
