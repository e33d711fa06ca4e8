/* dies.c - see dies.h: opening, units, variables in scope, their addresses. */
#define _GNU_SOURCE
#include "dies.h"
#include "dies_private.h"
#include "world.h"

#include <dwarf.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__aarch64__)
#define REGISTER_FRAME 29
#define REGISTER_STACK 31
#else
#define REGISTER_FRAME 6
#define REGISTER_STACK 7
#endif

static Dwarf *dwarf;
static Dwarf_CFI *unwinding;

bool dies_open(void)
{
    if (dwarf)
        return true;
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    elf_version(EV_CURRENT);
    dwarf = dwarf_begin(fd, DWARF_C_READ);
    if (!dwarf)
        return false;
    unwinding = dwarf_getcfi_elf(dwarf_getelf(dwarf));
    return true;
}

/* Calls back with each compilation unit until it returns true. */
bool dies_units(bool (*visit)(Dwarf_Die *unit, void *context), void *context)
{
    Dwarf_CU *at = NULL;
    Dwarf_Die unit;
    if (!dwarf)
        return false;
    while (dwarf_get_units(dwarf, at, &at, NULL, NULL, &unit, NULL) == 0)
        if (visit(&unit, context))
            return true;
    return false;
}

struct search {
    Dwarf_Addr address;
    Dwarf_Die unit;
};

static bool holds_address(Dwarf_Die *unit, void *context)
{
    struct search *search = context;
    if (dwarf_haspc(unit, search->address) <= 0)
        return false;
    search->unit = *unit;
    return true;
}

bool unit_of(uintptr_t address, Dwarf_Die *unit)
{
    static struct search last;
    if (last.unit.addr && dwarf_haspc(&last.unit, address) > 0) {
        *unit = last.unit;
        return true;
    }
    last.address = address;
    memset(&last.unit, 0, sizeof last.unit);
    if (!dies_units(holds_address, &last))
        return false;
    *unit = last.unit;
    return true;
}

/* ---- where a variable lies ---- */

/* The value that a DWARF operation "register + offset" has in the frame. The
 * stack pointer stands for the frame pointer: where a compiler tells frames by
 * it, the two are equal between prologue and epilogue. */
static bool register_value(const Dwarf_Op *op, const struct frame *frame,
                           uintptr_t *value)
{
    Dwarf_Word number = 0, offset = 0;
    if (op->atom >= DW_OP_breg0 && op->atom <= DW_OP_breg31) {
        number = op->atom - DW_OP_breg0;
        offset = op->number;
    } else if (op->atom == DW_OP_bregx) {
        number = op->number;
        offset = op->number2;
    } else if (op->atom >= DW_OP_reg0 && op->atom <= DW_OP_reg31) {
        number = op->atom - DW_OP_reg0;
    } else {
        return false;
    }
    if (number != REGISTER_FRAME &&
        !(number == REGISTER_STACK && REGISTER_FRAME == 29))
        return false;
    *value = frame->pointer + offset;
    return true;
}

static bool canonical_frame(const struct frame *frame, uintptr_t *value)
{
    Dwarf_Frame *rules = NULL;
    Dwarf_Op *ops;
    size_t count;
    if (!unwinding ||
        dwarf_cfi_addrframe(unwinding, frame->pc - 1, &rules) != 0)
        return false;
    bool known = dwarf_frame_cfa(rules, &ops, &count) == 0 && count == 1 &&
                 register_value(ops, frame, value);
    free(rules);
    return known;
}

static bool frame_base(Dwarf_Die *function, const struct frame *frame,
                       uintptr_t *value)
{
    Dwarf_Attribute attribute;
    Dwarf_Op *ops;
    size_t count;
    if (!dwarf_attr_integrate(function, DW_AT_frame_base, &attribute) ||
        dwarf_getlocation_addr(&attribute, frame->pc - 1, &ops, &count, 1) !=
            1 ||
        count != 1)
        return false;
    if (ops->atom == DW_OP_call_frame_cfa)
        return canonical_frame(frame, value);
    return register_value(ops, frame, value);
}

/* As clang writes it: a number in a table of addresses. */
static uintptr_t indexed_address(Dwarf_Attribute *attribute, const Dwarf_Op *op)
{
    Dwarf_Attribute entry;
    Dwarf_Addr address;
    if (dwarf_getlocation_attr(attribute, op, &entry) != 0 ||
        dwarf_formaddr(&entry, &address) != 0)
        return 0;
    return address;
}

/* Of a global one, function and frame are NULL. Returns: 0 if unknown. */
static uintptr_t variable_address(Dwarf_Die *variable, Dwarf_Die *function,
                                  const struct frame *frame)
{
    Dwarf_Attribute attribute;
    Dwarf_Op *ops;
    size_t count;
    uintptr_t base;
    if (!dwarf_attr(variable, DW_AT_location, &attribute) ||
        dwarf_getlocation(&attribute, &ops, &count) != 0 || count != 1)
        return 0;
    if (ops->atom == DW_OP_addr)
        return ops->number;
    if (ops->atom == DW_OP_addrx)
        return indexed_address(&attribute, ops);
    if (!function)
        return 0;
    if (ops->atom == DW_OP_fbreg && frame_base(function, frame, &base))
        return base + ops->number;
    return register_value(ops, frame, &base) ? base : 0;
}

/* ---- variables in scope ---- */

static bool is_variable(Dwarf_Die *die)
{
    int tag = dwarf_tag(die);
    return tag == DW_TAG_variable || tag == DW_TAG_formal_parameter;
}

static bool visit_scope(Dwarf_Die *scope, Dwarf_Die *function,
                        const struct frame *frame, variable_visitor *visit,
                        void *context)
{
    Dwarf_Die child;
    if (dwarf_child(scope, &child) != 0)
        return false;
    do {
        if (!is_variable(&child))
            continue;
        uintptr_t address = variable_address(&child, function, frame);
        if (visit(&child, address, context))
            return true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

bool dies_variables(const struct frame *frame, variable_visitor *visit,
                    void *context)
{
    Dwarf_Die unit, *scopes = NULL;
    if (!unit_of(frame->pc - 1, &unit))
        return false;
    int count = dwarf_getscopes(&unit, frame->pc - 1, &scopes);
    int function = 0;
    while (function < count &&
           dwarf_tag(&scopes[function]) != DW_TAG_subprogram)
        function++;
    bool done = false;
    for (int i = 0; i <= function && function < count && !done; i++)
        done =
            visit_scope(&scopes[i], &scopes[function], frame, visit, context);
    free(scopes);
    return done;
}

/* ---- globals ---- */

static bool is_programs_own(uintptr_t address)
{
    for (int i = 0; i < GLOBAL_REGIONS; i++)
        if (address - (uintptr_t)regions[i].start < regions[i].size)
            return true;
    return false;
}

/* Gathered once: they stay where they are, and are asked for at every step. */
static struct global {
    Dwarf_Die variable;
    uintptr_t address;
} * globals;
static int global_count, global_room;

static void keep_global(Dwarf_Die *variable)
{
    uintptr_t address = variable_address(variable, NULL, NULL);
    if (!is_programs_own(address))
        return;
    if (global_count == global_room) {
        global_room = global_room ? 2 * global_room : 64;
        globals = realloc(globals, (size_t)global_room * sizeof *globals);
        if (!globals)
            abort();
    }
    globals[global_count++] = (struct global){*variable, address};
}

/* Statics of functions stand within them. */
static void gather_globals_in(Dwarf_Die *parent)
{
    Dwarf_Die child;
    if (dwarf_child(parent, &child) != 0)
        return;
    do {
        int tag = dwarf_tag(&child);
        if (tag == DW_TAG_variable)
            keep_global(&child);
        if (tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block)
            gather_globals_in(&child);
    } while (dwarf_siblingof(&child, &child) == 0);
}

static bool gather_globals(Dwarf_Die *unit, void *context)
{
    (void)context;
    gather_globals_in(unit);
    return false;
}

bool dies_globals(variable_visitor *visit, void *context)
{
    static bool gathered;
    if (!gathered)
        dies_units(gather_globals, NULL);
    gathered = true;
    for (int i = 0; i < global_count; i++)
        if (visit(&globals[i].variable, globals[i].address, context))
            return true;
    return false;
}
