/* play: the scheduler of an attempt is a person.
 *
 *     PLAY_SCENARIO=increments play PROGRAM WORK ROOT LAB
 *
 * Started by grade --ask, with the program that explores the attempt. Without
 * a scenario it offers all of them.
 * Exit status: 0, or 2 if there is nothing to play with. */
#define _GNU_SOURCE
#include "game.h"
#include "verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct scenario *named(const struct scenario *scenarios, int count,
                                    const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(scenarios[i].name, name) == 0)
            return &scenarios[i];
    return NULL;
}

static void list(FILE *to, const struct scenario *scenarios, int count)
{
    for (int i = 0; i < count; i++)
        fprintf(to, "  %2d  %-20s %s\n", i + 1, scenarios[i].name,
                scenarios[i].claim);
}

static const struct scenario *offer(const struct scenario *scenarios, int count)
{
    char answer[80];
    printf("Which scenario?\n\n");
    list(stdout, scenarios, count);
    for (;;) {
        printf("\nA number or a name; nothing for the first, q for none: ");
        fflush(stdout);
        if (!fgets(answer, sizeof answer, stdin))
            return NULL;
        answer[strcspn(answer, "\n")] = '\0';
        if (strcmp(answer, "q") == 0)
            return NULL;
        int number = answer[0] ? atoi(answer) : 1;
        if (number >= 1 && number <= count)
            return &scenarios[number - 1];
        const struct scenario *scenario = named(scenarios, count, answer);
        if (scenario)
            return scenario;
        printf("There is no '%s'.\n", answer);
    }
}

int main(int argc, char **argv)
{
    static struct scenario scenarios[SCENARIOS_MAX];
    if (argc != 5) {
        fprintf(stderr, "usage: play PROGRAM WORK ROOT LAB\n");
        return EXIT_NOT_DECIDED;
    }
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        fprintf(stderr, "play: a game needs a terminal\n");
        return EXIT_NOT_DECIDED;
    }
    struct session session = {.program = argv[1], .work = argv[2]};
    struct source_folders folders = {argv[2], argv[3], argv[4]};
    const char *wanted = getenv("PLAY_SCENARIO");
    int count = session_scenarios(&session, scenarios);
    const struct scenario *scenario = NULL;
    if (count > 0 && wanted && *wanted) {
        scenario = named(scenarios, count, wanted);
        if (!scenario) {
            fprintf(stderr, "There is no scenario '%s'. There are:\n", wanted);
            list(stderr, scenarios, count);
            return EXIT_NOT_DECIDED;
        }
    } else if (count > 0) {
        scenario = count > 1 ? offer(scenarios, count) : scenarios;
        if (!scenario)
            return EXIT_FULL_MARKS;
    }
    if (!scenario || !game_play(&session, &folders, scenario)) {
        fprintf(stderr, "play: %s\n", session.problem);
        return EXIT_NOT_DECIDED;
    }
    return EXIT_FULL_MARKS;
}
