/* show.c - the views: programs that read result.json files and nothing else.
 *
 * Exit status: 0 full marks, or all is well; 1 the attempt is wrong; 2 not
 * decided, or the command could not do its work.
 */
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "verdict.h"
#include "view_commands.h"
#include "view_text.h"

enum option_letter {
    OPTION_ATTEMPT = 'a',
    OPTION_CHECK = 'c',
    OPTION_COURSE = 'o',
    OPTION_LAB = 'k',
    OPTION_LAB_ARG = 'l',
    OPTION_NONE = 'n',
    OPTION_RUBRIC = 'r',
    OPTION_STATE = 's',
};

struct command {
    const char *name;
    int (*run)(const struct request *request);
    const char *options; /* letters of those that it takes */
    size_t least, most;  /* arguments */
    const char *usage;
};

static const struct command commands[] = {
    {"check", view_check, "lac", 1, 1,
     "check RESULT.json [--lab-arg N] [--attempt FILE] [--check NAME]"},
    {"hint", view_hint, "lrs", 1, 2,
     "hint --rubric FILE --state FILE [--lab-arg N] RESULT.json [CHECK]"},
    {"progress", view_progress, "n", 0, 1000,
     "progress [--none LAB]... [RESULT.json]..."},
    {"list", view_list, "n", 0, 1000, "list [--none LAB]... [RESULT.json]..."},
    {"table", view_table, "ko", 1, 1,
     "table [--course FILE] [--lab LAB]... OUT_DIR"},
    {"gradebook", view_gradebook, "ko", 1, 1,
     "gradebook [--course FILE] [--lab LAB]... OUT_DIR"},
    {"verdicts", view_verdicts, "", 1, 1, "verdicts RESULT.json"},
};

#define COMMANDS (sizeof commands / sizeof *commands)

static void print_usage(FILE *out)
{
    fputs("The views of results; they only read.\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "%s show %s\n", i == 0 ? "usage:" : "      ",
                commands[i].usage);
    fputs("\n"
          "  --lab-arg N      how the student names the lab, for commands to"
          " type\n"
          "  --attempt FILE   the attempt's path, for the heading\n"
          "  --check NAME     this check alone\n"
          "  --course FILE    what labs are worth, deadlines: course.tsv\n"
          "  --rubric FILE    graders/LAB/rubric.tsv, which holds the hints\n"
          "  --state FILE     remembers which hints were shown\n"
          "  --none LAB       a lab that has no result yet\n"
          "  --lab LAB        a lab to show even if nobody has a result\n"
          "\n"
          "Exit status: 0 full marks, 1 the attempt is wrong, 2 not decided."
          "\n",
          out);
}

static int usage_error(const struct command *command)
{
    if (command)
        fprintf(stderr, "usage: show %s\n", command->usage);
    else
        print_usage(stderr);
    return EXIT_NOT_DECIDED;
}

static const struct command *command_named(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static void take_option(struct request *request, int letter, char *value)
{
    switch (letter) {
    case OPTION_ATTEMPT:
        request->attempt = value;
        break;
    case OPTION_CHECK:
        request->check = *value ? value : NULL;
        break;
    case OPTION_COURSE:
        request->course = value;
        break;
    case OPTION_LAB_ARG:
        request->lab_arg = value;
        break;
    case OPTION_RUBRIC:
        request->rubric = value;
        break;
    case OPTION_STATE:
        request->state = value;
        break;
    default:
        request->labs[request->lab_count++] = value;
        break;
    }
}

/* Reads the options of a command. Returns: false if one is not its own. */
static bool read_options(const struct command *command, int argc, char **argv,
                         struct request *request)
{
    static const struct option options[] = {
        {"attempt", required_argument, NULL, OPTION_ATTEMPT},
        {"check", required_argument, NULL, OPTION_CHECK},
        {"course", required_argument, NULL, OPTION_COURSE},
        {"lab", required_argument, NULL, OPTION_LAB},
        {"lab-arg", required_argument, NULL, OPTION_LAB_ARG},
        {"none", required_argument, NULL, OPTION_NONE},
        {"rubric", required_argument, NULL, OPTION_RUBRIC},
        {"state", required_argument, NULL, OPTION_STATE},
        {NULL, 0, NULL, 0},
    };
    int letter;
    while ((letter = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (!strchr(command->options, letter))
            return false;
        take_option(request, letter, optarg);
    }
    request->args = argv + optind;
    request->arg_count = (size_t)(argc - optind);
    return request->arg_count >= command->least &&
           request->arg_count <= command->most;
}

static int run_command(const struct command *command, int argc, char **argv)
{
    struct request request = {.labs = view_alloc((size_t)argc, sizeof(char *))};
    int status = EXIT_NOT_DECIDED;
    if (read_options(command, argc, argv, &request))
        status = command->run(&request);
    else
        usage_error(command);
    free(request.labs);
    return status;
}

int main(int argc, char **argv)
{
    const struct command *command = NULL;
    if (argc > 1 && strcmp(argv[1], "--help") == 0)
        print_usage(stdout);
    else if (argc < 2 || !(command = command_named(argv[1])))
        return usage_error(NULL);
    int status = command ? run_command(command, argc - 1, argv + 1) : 0;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        complain(NULL, "standard output cannot be written");
        return EXIT_NOT_DECIDED;
    }
    return status;
}
