/* settings.c - see settings.h. */
#include "settings.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    enum strategy strategy;
} strategies[] = {
    {"auto", STRATEGY_AUTO},   {"naive", STRATEGY_NAIVE},
    {"dpor", STRATEGY_DPOR},   {"states", STRATEGY_STATES},
    {"bound", STRATEGY_BOUND}, {"pct", STRATEGY_PCT},
};

static bool read_strategy(struct settings *settings, const char *value)
{
    for (size_t i = 0; i < sizeof strategies / sizeof *strategies; i++) {
        if (strcmp(value, strategies[i].name) != 0)
            continue;
        settings->options.strategy = strategies[i].strategy;

        return true;
    }
    return false;
}

static bool read_number(const char *value, long least, long *number)
{
    char *end;
    errno = 0;
    *number = strtol(value, &end, 10);
    return *value && !*end && !errno && *number >= least && *number <= INT_MAX;
}

static bool read_switch(const char *value, bool *on)
{
    *on = strcmp(value, "on") == 0;
    return *on || strcmp(value, "off") == 0;
}

static bool read_int(const char *value, int *to)
{
    long number;
    if (!read_number(value, 0, &number))
        return false;
    *to = (int)number;
    return true;
}

static bool read_text(struct settings *settings, const char *name,
                      const char *value)
{
    if (strcmp(name, "output") == 0)
        return read_switch(value, &settings->shows_output);
    const char **to = strcmp(name, "scenario") == 0 ? &settings->scenario
                      : strcmp(name, "replay") == 0 ? &settings->replay
                      : strcmp(name, "json") == 0   ? &settings->json
                                                    : NULL;
    if (to)
        *to = value;
    return to != NULL;
}

static bool read_one(struct settings *settings, const char *name,
                     const char *value)
{
    struct options *options = &settings->options;
    long seed;
    if (strcmp(name, "strategy") == 0)
        return read_strategy(settings, value);
    if (strcmp(name, "budget") == 0)
        return read_number(value, 1, &options->budget);
    if (strcmp(name, "bound") == 0)
        return read_int(value, &options->bound);
    if (strcmp(name, "spurious") == 0)
        return read_int(value, &options->spurious);
    if (strcmp(name, "early") == 0)
        return read_int(value, &options->early);
    if (strcmp(name, "steps") == 0)
        return read_number(value, 1, &options->steps_max);
    if (strcmp(name, "minimise") == 0)
        return read_number(value, 0, &options->minimise);
    if (strcmp(name, "critical") == 0)
        return read_number(value, 0, &options->critical);
    if (strcmp(name, "races") == 0)
        return read_switch(value, &options->races);
    if (strcmp(name, "leaks") == 0)
        return read_switch(value, &options->leaks);
    if (strcmp(name, "collect") == 0)
        return read_switch(value, &options->collect);
    if (strcmp(name, "serve") == 0)
        return read_switch(value, &settings->serve);
    if (strcmp(name, "counts") == 0)
        return read_switch(value, &settings->counts);
    if (strcmp(name, "repeat") == 0)
        return read_number(value, 1, &settings->repeat);
    if (strcmp(name, "seed") == 0 && read_number(value, 0, &seed)) {
        options->seed = (uint64_t)seed;
        return true;
    }
    return read_text(settings, name, value);
}

bool settings_read(struct settings *settings, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        char name[32];
        const char *value = strchr(argv[i], '=');
        size_t length = value ? (size_t)(value - argv[i]) : 0;
        if (length && length < sizeof name) {
            memcpy(name, argv[i], length);
            name[length] = '\0';
            if (read_one(settings, name, value + 1))
                continue;
        }
        fprintf(stderr,
                "explorer: '%s' is no option with a value of its kind\n",
                argv[i]);
        return false;
    }
    return true;
}
