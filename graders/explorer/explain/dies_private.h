/* dies_private.h - what dies.c and lines.c share. Nothing here blocks. */
#ifndef DIES_PRIVATE_H
#define DIES_PRIVATE_H

#include "dies.h"

/* The compilation unit that the instruction belongs to. */
bool unit_of(uintptr_t address, Dwarf_Die *unit);

/* Calls back with each compilation unit until it returns true. */
bool dies_units(bool (*visit)(Dwarf_Die *unit, void *context), void *context);

#endif
