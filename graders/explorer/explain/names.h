/* names.h - from an address to what the program calls it: `counter`,
 * `queue->count`, `buf[1]`. Nothing here blocks.
 *
 * Names are looked for while the thread that uses the address stands where it
 * uses it: among the globals, then through the pointers and variables that are
 * in scope in its frames, innermost first, and through the members of what
 * these point to.
 */
#ifndef NAMES_H
#define NAMES_H

#include "dies.h"

#include <stdbool.h>

#define NAME_LENGTH 96

struct name {
    char words[NAME_LENGTH];
    bool has_type;
    Dwarf_Die type; /* of what has the name */
};

/* Names this memory; size 0: a lock or another object that begins there.
 * Returns: false if the program has no name for it in these frames. */
bool name_address(struct name *name, uintptr_t address, size_t size,
                  const struct frame *frames, int frame_count);

/* Where a path starts in the memory of a type: appends ".member[1]" to the
 * words, as deep as `size` asks for, and sets the type. */
void name_path(struct name *name, Dwarf_Die *type, uint64_t offset,
               size_t size);

#endif
