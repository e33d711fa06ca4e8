/* dies.h - the program's debug information, which the compiler wrote into the
 * executable: lines, functions, variables, types.
 *
 * Part of libexplain.so, which the explored program loads into itself when
 * there is something to report. Nothing is fetched from anywhere else.
 */
#ifndef DIES_H
#define DIES_H

#include <elfutils/libdw.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where an instruction stands in the source. Strings live for ever. */
struct place {
    const char *path;   /* as the compiler was told */
    const char *folder; /* in which the compiler was started; or NULL */
    const char *file;   /* without its folders */
    const char *function;
    int line; /* 0: unknown */
    int column;
};

/* One stack frame of the program: the address of its next instruction and its
 * frame pointer. */
struct frame {
    uintptr_t pc;
    uintptr_t pointer;
};

/* Opens the running executable. Blocks until it was read.
 * Returns: false if it has no debug information. */
bool dies_open(void);

/* The place before this return address. Never blocks. Returns: NULL if there
 * is none. */
const struct place *place_of(uintptr_t pc);

/* Whether it is a place in libsync. Never blocks. */
bool is_library(const struct place *place);

/* The same, but of a step inside of the common library the place from where
 * that was called. Never blocks. */
const struct place *place_shown(const void *pc, const void *const *callers,
                                int count);

/* Whether the place is in a lab's scenarios (explored*.c), which a student
 * never sees. Never blocks. */
bool is_scenario(const struct place *place);

/* The text of its line, without the blanks around it; of several statements in
 * the line, the one of the place; or NULL. Ever the same pointer.
 * Blocks until its file was read. */
const char *place_code(const struct place *place);

/* The function that begins at this address; or NULL. Never blocks. */
const char *function_at(uintptr_t address);

/* Calls back with each variable that is in scope at a frame, innermost first,
 * until it returns true; address 0: it has none there. Never blocks.
 * Returns: whether it did. */
typedef bool variable_visitor(Dwarf_Die *variable, uintptr_t address,
                              void *context);
bool dies_variables(const struct frame *frame, variable_visitor *visit,
                    void *context);

/* The same with each variable of the program that lies in its data. */
bool dies_globals(variable_visitor *visit, void *context);

/* Its type, if it has one. Never blocks. */
bool die_type(Dwarf_Die *die, Dwarf_Die *type);

/* The type without typedefs and qualifiers. Never blocks. */
bool type_peel(Dwarf_Die *type, Dwarf_Die *peeled);

/* Its size in bytes; 0 if it has none. Never blocks. */
size_t type_size(Dwarf_Die *type);

/* What a pointer type points to. Never blocks. Returns: false if it is none,
 * or points to something without a type (void, a function). */
bool type_target(Dwarf_Die *type, Dwarf_Die *target);

/* The offset of a member of a structure or union. Never blocks. */
uint64_t member_offset(Dwarf_Die *member);

/* An array's element type and how many elements there are. Never blocks. */
bool array_parts(Dwarf_Die *array, Dwarf_Die *element, uint64_t *count);

#endif
