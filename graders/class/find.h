/* find.h - what one student handed in for each lab.
 *
 * The rule behind every case: if something of a lab's name is there and it is
 * not plain which file is meant, or it cannot be read, the answer is "unclear"
 * with the reason, never "nothing" and never a guess. A person then looks.
 */
#ifndef FIND_H
#define FIND_H

#include <stddef.h>

#define ATTEMPT_BYTES_MAX (1024L * 1024)
#define ENTRIES_MAX 100000 /* files and folders that one student may have */

enum handed_kind { HANDED_NOTHING, HANDED_FILE, HANDED_UNCLEAR };

struct handed {
    enum handed_kind kind;
    char *path; /* HANDED_FILE: the file, an absolute path */
    char *why;  /* HANDED_UNCLEAR: the reason, in a sentence */
    char *near; /* HANDED_NOTHING: a file whose name is almost right, or NULL */
};

/* The keys of the labs ("01_racy_counter"), sorted. */
struct labs {
    char **keys;
    size_t count;
};

/* The lab's stem: its key without the number. Never blocks. */
const char *lab_stem(const char *key);

/* Looks through a student's folder, an absolute path, for <stem>.c of every
 * lab, at any depth. Hidden folders are left out, symbolic links are followed
 * only to files inside the folder. If a lab's file is there more than once,
 * the one at labs/<key>/<stem>.c counts (a student who hands in a clone of
 * this project has solutions in it, too); else all must have the same content.
 * Blocks until it has read the folders. Owns: handed[labs->count], which the
 * caller gives back with handed_free(). */
void find_attempts(const char *folder, const struct labs *labs,
                   struct handed *handed);

/* Frees what it holds. Never blocks. */
void handed_free(struct handed *handed);

#endif
