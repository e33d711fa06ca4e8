/* values.h - the bytes of a variable in words, by its type. Nothing here
 * blocks. */
#ifndef VALUES_H
#define VALUES_H

#include <elfutils/libdw.h>
#include <stddef.h>
#include <stdint.h>

#define VALUE_LENGTH 48

/* "3", "-1", "true", "'a'", "NULL", "FULL". Empty if the type does not have
 * this size, or is none that has a value. type: NULL if nobody knows it, then
 * the bits are taken for a signed number. */
void value_words(Dwarf_Die *type, uint64_t bits, size_t size,
                 char words[VALUE_LENGTH]);

#endif
