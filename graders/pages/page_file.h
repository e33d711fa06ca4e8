/* page_file.h - a page on the disk, which is replaced in one step, and only by
 * another one.
 */
#ifndef PAGE_FILE_H
#define PAGE_FILE_H

#include <stdbool.h>

#include "view_result.h"

enum page_change { PAGE_SAME, PAGE_WRITTEN, PAGE_FAILED };

/* Makes the file hold these bytes. What is there stays if it does already; it
 * is never seen half written, and a writer that was killed leaves at most a
 * hidden file, which the next one takes over. Nothing waits for the disk: a
 * page can be made again. Never blocks. Returns: PAGE_FAILED with the problem.
 * Requires: one writer at a time. */
enum page_change page_file_write(const char *path, struct text bytes,
                                 struct problem *problem);

#endif
