/* main.c - a program that explores itself: linked with one, by compile.sh.
 *
 *     PROGRAM [option=value...]      the options are in settings.c
 *
 * With scenario=NAME it plays that one of its scenarios (explore.h) in place
 * of the program's main; scenario=list prints their names. With replay=TOKEN it
 * runs that one schedule.
 *
 * Prints `verdict: <word>` and `executions: <n>` on lines of their own.
 * Exit status: 0 ok, 1 a failure was found, 2 undecided.
 */
#define _GNU_SOURCE
#include "ask.h"
#include "bridge.h"
#include "execute.h"
#include "explore.h"
#include "exploration.h"
#include "explore_internal.h"
#include "settings.h"
#include "shadow.h"
#include "report.h"
#include "token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

int explored_main(int argc, char **argv) __attribute__((weak));
extern const struct explored_scenario explored_scenarios[]
    __attribute__((weak));

static const struct explored_scenario *scenario;

static int play_scenario(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    scenario->play();
    return 0;
}

/* What the scenario asks for; the command line may ask for less budget. */
static void use_scenario(struct options *options,
                         struct exploration *exploration)
{
    program_main = play_scenario;
    options->spurious = scenario->spurious;
    if (scenario->early)
        options->early = scenario->early > 0 ? scenario->early : 0;
    options->races = !scenario->races_off;
    options->leaks = scenario->leaks;
    if (scenario->budget)
        options->budget = scenario->budget;
    exploration->must_reach = scenario->must_reach;
    exploration->must_reach_count = EXPLORE_STATES_MAX;
}

static int list_scenarios(const struct settings *settings)
{
    if (settings->serve) {
        bridge_open();
        return ask_list(explored_scenarios) ? EXIT_FULL_MARKS
                                            : EXIT_NOT_DECIDED;
    }
    for (scenario = explored_scenarios; scenario && scenario->name; scenario++)
        puts(scenario->name);
    return EXIT_FULL_MARKS;
}

/* Returns: false after a message if there is nothing of that name. */
static bool find_program(struct settings *settings,
                         struct exploration *exploration)
{
    program_main = explored_main;
    if (!settings->scenario) {
        if (!explored_main)
            fprintf(stderr, "explorer: say which scenario (scenario=list)\n");
        return explored_main != NULL;
    }
    scenario = explored_scenarios;
    while (scenario && scenario->name &&
           strcmp(scenario->name, settings->scenario) != 0)
        scenario++;
    if (!scenario || !scenario->name) {
        fprintf(stderr, "explorer: there is no scenario '%s'\n",
                settings->scenario);
        return false;
    }
    token_scenario = (int)(scenario - explored_scenarios) + 1;
    use_scenario(&settings->options, exploration);
    return true;
}

/* Addresses of the C library and of the environment would differ from run to
 * run; what a program prints or hashes of them must not. */
static void fix_addresses(char **argv)
{
    int old = personality(0xffffffff);
    if (old == -1 || (old & ADDR_NO_RANDOMIZE))
        return;
    if (personality((unsigned long)old | ADDR_NO_RANDOMIZE) != -1)
        execv("/proc/self/exe", argv);
}

static int exit_status(enum verdict verdict)
{
    switch (verdict) {
    case VERDICT_OK:
        return EXIT_FULL_MARKS;
    case VERDICT_LIMIT_REACHED:
    case VERDICT_GRADER_FAULT:
        return EXIT_NOT_DECIDED;
    default:
        return EXIT_ATTEMPT_WRONG;
    }
}

static bool explore(struct exploration *exploration, long repeat)
{
    for (; repeat > 1; repeat--) {
        struct exploration once = *exploration;
        explore_everything(&once);
        free(once.schedule.choices);
        free(once.schedule.visible);
        engine_forget();
    }
    explore_everything(exploration);
    if (exploration->schedule.choices)
        explore_shortest(exploration);
    return true;
}

static int no_token(void)
{
    fprintf(stderr, "explorer: this is no token\n");
    return EXIT_NOT_DECIDED;
}

/* Sets the scenario that it belongs to. Returns: false if it is none. */
static bool take_token(struct settings *settings)
{
    if (!token_read(settings->replay))
        return false;
    int number = 1;
    for (scenario = explored_scenarios; scenario && scenario->name; scenario++)
        if (number++ == token_scenario)
            settings->scenario = scenario->name;
    return true;
}

static bool replay(const struct settings *settings,
                   struct exploration *exploration)
{
    if (!token_fits()) {
        fprintf(stderr,
                "explorer: the token belongs to another program, or to this "
                "one before it was changed, or has a typing error\n");
        return false;
    }
    engine.show_output = settings->shows_output;
    token_replay(exploration);
    engine.show_output = false;
    return true;
}

int main(int argc, char **argv)
{
    struct settings settings = SETTINGS_DEFAULT;
    static struct exploration exploration;
    if (!settings_read(&settings, argc, argv))
        return EXIT_NOT_DECIDED;
    if (settings.scenario && strcmp(settings.scenario, "list") == 0)
        return list_scenarios(&settings);
    if (settings.replay && !take_token(&settings))
        return no_token();
    if (!find_program(&settings, &exploration))
        return EXIT_NOT_DECIDED;
    if (settings.replay && !token_options(&settings.options))
        return no_token();
    fix_addresses(argv);
    bridge_open(); /* what is open stays so over the restart above */
    engine_allocate(&settings.options);

    if (settings.serve)
        ask_prepare();
    if (settings.replay ? !replay(&settings, &exploration)
                        : !explore(&exploration, settings.repeat))
        return EXIT_NOT_DECIDED;
    if (settings.serve)
        return ask_serve(&exploration) ? EXIT_FULL_MARKS : EXIT_NOT_DECIDED;
    report(&exploration, &settings);
    return exit_status(exploration.verdict);
}
