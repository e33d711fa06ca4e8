/* settings.h - what the command line of an exploring program says. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "options.h"

struct settings {
    struct options options;

    bool counts;          /* more about the search, for benchmarks */
    long repeat;          /* explores so many times, for benchmarks */
    bool serve;           /* answers questions afterwards: ask.h */
    const char *scenario; /* NULL: the program's main */
    const char *replay;   /* a token: that schedule alone; or NULL */
    const char *json;     /* a file for the whole report; or NULL */
    bool shows_output;    /* in a replay, what the program prints */
};

#define SETTINGS_DEFAULT                                                       \
    {                                                                          \
        .options = OPTIONS_DEFAULT                                             \
    }

/* Reads option=value words. Returns: false after a message if one is not
 * known or its value is not one. Never blocks. */
bool settings_read(struct settings *settings, int argc, char **argv);

#endif
