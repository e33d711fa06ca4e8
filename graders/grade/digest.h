/* digest.h - SHA-256 sums of files, for "is it the same as last time". */
#ifndef DIGEST_H
#define DIGEST_H

#include <stdbool.h>

#define DIGEST_TEXT 65 /* 64 hexadecimal digits and the end */

/* The sum of one file. Blocks while it reads. Returns: false if it cannot be
 * read; errno says why. */
bool digest_file(const char *path, char text[DIGEST_TEXT]);

/* One sum over the names (below root) and contents of all files that match
 * the patterns of glob(), in sorted order. patterns ends with NULL.
 * Blocks while it reads. Returns: false if one of them cannot be read. */
bool digest_tree(const char *root, const char *const patterns[],
                 char text[DIGEST_TEXT]);

#endif
