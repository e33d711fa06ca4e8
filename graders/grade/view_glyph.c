#include "view_glyph.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct range {
    uint32_t first, last;
};

/* Printed as an escape, because they are invisible or turn the line around. */
static const struct range unseen[] = {
    {0x00AD, 0x00AD}, {0x061C, 0x061C}, {0x180E, 0x180E},
    {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
    {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFB}, {0xE0000, 0xE0FFF},
};

/* Two columns wide in a terminal. */
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23F3},
    {0x25FD, 0x27BF},   {0x2B1B, 0x2B55},   {0x2E80, 0xA4CF},
    {0xA960, 0xA97C},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE10, 0xFE6F},   {0xFF01, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x16FE0, 0x1B2FB}, {0x1F000, 0x1FAFF}, {0x20000, 0x3FFFD},
};

static bool within(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

/* The number of bytes that a character with this first byte has; 0 if none
 * can begin so. */
static size_t bytes_after(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    if (first >= 0xF0 && first <= 0xF4)
        return 4;
    return 0;
}

/* Decodes one character. Returns: its length, 0 if it is not valid UTF-8. */
static size_t decode(struct text text, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    unsigned char first = (unsigned char)text.bytes[0];
    size_t length = bytes_after(first);
    if (length == 0 || length > text.length)
        return 0;
    *code = first & mask[length];
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)text.bytes[i];
        if ((next & 0xC0) != 0x80)
            return 0;
        *code = *code << 6 | (next & 0x3F);
    }
    bool surrogate = *code >= 0xD800 && *code <= 0xDFFF;
    return *code < least[length] || *code > 0x10FFFF || surrogate ? 0 : length;
}

static void escape(struct glyph *glyph, char kind, int digits, uint32_t code)
{
    int length = snprintf(glyph->bytes, sizeof glyph->bytes, "\\%c%0*x", kind,
                          digits, code);
    glyph->length = glyph->columns = (size_t)length;
}

static bool is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_unseen(uint32_t code)
{
    return within(unseen, COUNT(unseen), code) || (code & 0xFFFE) == 0xFFFE;
}

bool glyph_next(struct text *text, struct glyph *glyph)
{
    uint32_t code = 0;
    if (text->length == 0)
        return false;
    size_t taken = decode(*text, &code);
    if (taken == 0) {
        escape(glyph, 'x', 2, (unsigned char)text->bytes[0]);
        taken = 1;
    } else if (is_control(code)) {
        escape(glyph, 'x', 2, code);
    } else if (is_unseen(code)) {
        bool astral = code > 0xFFFF;
        escape(glyph, astral ? 'U' : 'u', astral ? 8 : 4, code);
    } else {
        memcpy(glyph->bytes, text->bytes, taken);
        glyph->length = taken;
        glyph->columns = within(wide, COUNT(wide), code) ? 2 : 1;
    }
    text->bytes += taken;
    text->length -= taken;
    return true;
}
