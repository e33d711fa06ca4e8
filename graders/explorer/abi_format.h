/* abi_format.h - what printf() and the like read of the program's memory. */
#ifndef ABI_FORMAT_H
#define ABI_FORMAT_H

#include <stdarg.h>

/* The strings that the format prints are read, as if by the program. */
void format_reads(const char *format, va_list arguments, const void *pc);

#endif
