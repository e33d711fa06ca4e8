/* view_palette.c - see view_palette.h. */
#include "view_palette.h"

struct lane_colour {
    const char *light, *dark; /* on white, on nearly black: 4.5 to 1 and more */
    int terminal;             /* on white and on black: 3.6 to 1 and more */
};

/* The first one is of thread 0, which is main. */
static const struct lane_colour colours[PALETTE_COLOURS] = {
    {"#555555", "#b8b8b8", 243}, /* grey */
    {"#0067a5", "#6cbcf0", 32},  /* blue */
    {"#b34400", "#f2a069", 166}, /* vermilion */
    {"#00735a", "#4fcfa8", 29},  /* green */
    {"#96407f", "#e79ccb", 133}, /* purple */
    {"#7a5b00", "#e3c04f", 94},  /* ochre */
    {"#4c4fbf", "#a9adff", 62},  /* violet */
};

/* A circle for main, solid ones for the others; as many as have no common
 * divisor with the colours, so that 42 threads differ. */
static const char *const signs[] = {
    "\xE2\x97\x8F", "\xE2\x96\xA0", "\xE2\x96\xB2", "\xE2\x97\x86",
    "\xE2\x96\xBC", "\xE2\x98\x85", "\xE2\x9C\x9A"};

enum { SIGNS = sizeof signs / sizeof *signs };

int palette_number(int thread)
{
    return thread <= 0 ? 0 : 1 + (thread - 1) % (PALETTE_COLOURS - 1);
}

const char *palette_colour(int thread)
{
    return colours[palette_number(thread)].light;
}

int palette_terminal(int thread)
{
    return colours[palette_number(thread)].terminal;
}

const char *palette_sign(int thread)
{
    return thread <= 0 ? "\xE2\x97\x8B" : signs[(thread - 1) % SIGNS];
}

static void put_colours(FILE *out, bool dark)
{
    for (int i = 0; i < PALETTE_COLOURS; i++)
        fprintf(out, " --t%d: %s;", i,
                dark ? colours[i].dark : colours[i].light);
}

void palette_css(FILE *out)
{
    fputs(":root {", out);
    put_colours(out, false);
    fputs(" }\n@media screen and (prefers-color-scheme: dark) { :root {", out);
    put_colours(out, true);
    fputs(" } }\n", out);
    for (int i = 0; i < PALETTE_COLOURS; i++)
        fprintf(out, ".t%d { --lane: var(--t%d); }\n", i, i);
}

/* ---- on a terminal ---- */

void palette_begin(FILE *out, int thread)
{
    if (text_colour_wanted(out))
        fprintf(out, "\033[38;5;%dm", palette_terminal(thread));
}

void palette_end(FILE *out)
{
    if (text_colour_wanted(out))
        fputs("\033[0m", out);
}

int palette_meet(struct palette_names *met, struct text name)
{
    if (met->count == 0)
        met->names[met->count++] = text_of("main");
    for (int i = 0; i < met->count; i++)
        if (text_equal(met->names[i], name))
            return i;
    if (met->count == PALETTE_NAMES_MAX)
        return -1;
    met->names[met->count] = name;
    return met->count++;
}
