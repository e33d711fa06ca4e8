/* watch_files.h - how much a confined program has put into its folder. The
 * limit of the kernel is one for each file, not for all of them.
 */
#ifndef WATCH_FILES_H
#define WATCH_FILES_H

#include <stdbool.h>

/* Whether the folder, with what is below it, takes more than so many MiB of
 * the disk, or holds more entries or deeper folders than any tool makes, or
 * cannot be looked through. It may change meanwhile. Never blocks for long. */
bool watch_files_fill(const char *folder, long most_mib);

#endif
