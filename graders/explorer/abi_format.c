/* abi_format.c - what printf() and the like read: the strings of %s. */
#define _GNU_SOURCE
#include "abi_format.h"
#include "abi_access.h"

#include <printf.h>
#include <string.h>

#define ARGUMENTS_MAX 32 /* further ones are not looked at */

static void skip_integer(int type, va_list *arguments)
{
    if (type & (PA_FLAG_LONG | PA_FLAG_LONG_LONG))
        (void)va_arg(*arguments, long long);
    else
        (void)va_arg(*arguments, int);
}

static void skip_real(int type, va_list *arguments)
{
    if (type & PA_FLAG_LONG_DOUBLE)
        (void)va_arg(*arguments, long double);
    else
        (void)va_arg(*arguments, double);
}

static void read_string(const char *text, bool is_bounded, const void *pc)
{
    if (text && !is_bounded)
        reads(text, strlen(text) + 1, pc);
}

/* Of a string with a precision nobody knows how much is read. */
void format_reads(const char *format, va_list arguments, const void *pc)
{
    int types[ARGUMENTS_MAX];
    if (!strchr(format, 's'))
        return;
    bool is_bounded = strstr(format, "%.") != NULL;
    size_t count = parse_printf_format(format, ARGUMENTS_MAX, types);
    va_list left;
    va_copy(left, arguments);
    for (size_t i = 0; i < count && i < ARGUMENTS_MAX; i++) {
        int type = types[i], plain = type & ~PA_FLAG_MASK;
        if (plain == PA_STRING)
            read_string(va_arg(left, const char *), is_bounded, pc);
        else if (type & PA_FLAG_PTR || plain == PA_POINTER ||
                 plain == PA_WSTRING)
            (void)va_arg(left, void *);
        else if (plain == PA_DOUBLE || plain == PA_FLOAT)
            skip_real(type, &left);
        else
            skip_integer(type, &left);
    }
    va_end(left);
}
